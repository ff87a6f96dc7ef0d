using Maestro.Modules.Kinds.Types;

namespace Maestro.Modules.Kinds;

/// <summary>A private network at a provider.</summary>
public sealed class Vpc : NetworkFamily
{
    public static readonly Field<string> Cidr = new("cidr_block", new Text()) { Label = "Address range", Help = "IPv4 range in CIDR notation, such as 10.0.0.0/16.", Section = Sections.Network, Indexed = true, Searchable = true, InList = true, Mono = true };
    public static readonly Field<object> CidrBlocks = Seen.Tree("cidr_block_association_set", "IPv4 ranges", "All IPv4 ranges and their state.");
    public static readonly Field<object> Ipv6Blocks = Seen.Tree("ipv6_cidr_block_association_set", "IPv6 ranges", "All IPv6 ranges and their state.");
    public static readonly Field<object> AddressSpace = Seen.List("address_space", "Address space", "All address ranges.");
    public static readonly Field<object> Subnets = Seen.Tree("subnets", "Subnets", "Subnets as the provider lists them.");
    public static readonly Field<object> Peerings = Seen.Tree("virtual_network_peerings", "Peerings", "Peerings as the provider lists them.");
    public static readonly Field<string> InstanceTenancy = Seen.Text("instance_tenancy", "Tenancy", "Whether servers share hardware with others.");
    public static readonly Field<string> DhcpOptionsId = Seen.Text("dhcp_options_id", "DHCP options ID", "Identifier of the DHCP options.");
    public static readonly Field<object> DhcpOptions = Seen.Tree("dhcp_options", "DHCP options", "Name servers given to hosts.");
    public static readonly Field<bool> DdosProtection = Seen.Flag("enable_ddos_protection", "DDoS protection", "Protected against floods.");
    public static readonly Field<object> DdosPlan = Seen.Tree("ddos_protection_plan", "DDoS protection plan", "Plan that protects it.");
    public static readonly Field<bool> VmProtection = Seen.Flag("enable_vm_protection", "VM protection", "Machines in it are protected.");
    public static readonly Field<decimal> Mtu = Seen.Number("mtu", "MTU", "Largest packet.", "B");
    public static readonly Field<string> Ipv4ScopeId = Seen.Text("ipv4_address_scope_id", "IPv4 scope ID", "Identifier of the IPv4 address scope.");
    public static readonly Field<string> Ipv6ScopeId = Seen.Text("ipv6_address_scope_id", "IPv6 scope ID", "Identifier of the IPv6 address scope.");
    public static readonly Field<bool> PortSecurity = Seen.Flag("is_port_security_enabled", "Port security", "Ports are guarded.");
    public static readonly Field<bool> VlanTransparent = Seen.Flag("is_vlan_transparent", "VLAN transparent", "Carries VLAN tags.");
    public static readonly Field<bool> External = Seen.Flag("is_external", "External", "Leads out of the cloud.");
    public static readonly Field<bool> SharedNetwork = Seen.Flag("is_shared", "Shared", "Shared with other projects.");

    public override string Name => "vpc";
    public override string Plural => "vpcs";
    public override string Label => "Virtual network";
    public override string LabelPlural => "Virtual networks";
    public override string Description => "A private network at a provider.";
    public override string Family => "Vpc";
}

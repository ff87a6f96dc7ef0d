using Maestro.Modules.Kinds.Types;

namespace Maestro.Modules.Kinds;

/// <summary>A range of addresses within a virtual network.</summary>
public sealed class Subnet : NetworkFamily
{
    public static readonly Field<string> Cidr = new("cidr_block", new Text()) { Label = "Address range", Help = "IPv4 range in CIDR notation, such as 10.0.0.0/16.", Section = Sections.Network, Indexed = true, Searchable = true, InList = true, Mono = true };
    public static readonly Field<string> GatewayIp = Seen.Text("gateway_ip", "Gateway", "Address of the router.");
    public static readonly Field<decimal> AvailableAddresses = Seen.Number("available_ip_address_count", "Free addresses", "Addresses not in use.") with { Volatile = true };
    public static readonly Field<bool> DefaultForZone = Seen.Flag("default_for_az", "Default of its zone", "Used when no subnet is named.");
    public static readonly Field<bool> PublicOnLaunch = Seen.Flag("map_public_ip_on_launch", "Public addresses", "New servers get a public address.");
    public static readonly Field<bool> Ipv6OnCreation = Seen.Flag("assign_ipv6_address_on_creation", "IPv6 addresses", "New interfaces get an IPv6 address.");
    public static readonly Field<object> Ipv6Blocks = Seen.Tree("ipv6_cidr_block_association_set", "IPv6 ranges", "All IPv6 ranges and their state.");
    public static readonly Field<object> AllocationPools = Seen.Tree("allocation_pools", "Allocation pools", "Ranges that addresses are given from.");
    public static readonly Field<bool> DefaultPool = Seen.Flag("use_default_subnet_pool", "Default pool", "Uses the default subnet pool.");
    public static readonly Field<string> Ipv6Mode = Seen.Text("ipv6_address_mode", "IPv6 mode", "How IPv6 addresses are given.");
    public static readonly Field<bool> Dhcp = Seen.Flag("is_dhcp_enabled", "DHCP", "Addresses are given by DHCP.");

    public override string Name => "subnet";
    public override string Plural => "subnets";
    public override string Label => "Subnet";
    public override string LabelPlural => "Subnets";
    public override string Description => "A range of addresses within a virtual network.";
    public override string Family => "Subnet";
}

using Maestro.Modules.Kinds.Types;

namespace Maestro.Modules.Kinds;

/// <summary>A network card or port.</summary>
public sealed class NetworkInterface : NetworkFamily
{
    public static readonly Field<object> Servers = new("servers", new ListOf(new Ref("server", "attached to", "has interface"))) { Help = "Servers it is attached to.", Section = Sections.Relations, InList = true };
    public static readonly Field<string> Mac = Seen.Text("mac_address", "MAC address", "Hardware address.") with { Searchable = true };
    public static readonly Field<string> PrivateAddress = Seen.Text("private_ip_address", "Private IP", "Main address within its network.") with { Indexed = true, Searchable = true, InList = true };
    public static readonly Field<object> PrivateAddresses = Seen.Tree("private_ip_addresses", "Private IPs", "All private addresses.");
    public static readonly Field<string> PublicAddress = Seen.Text("public_ip_address", "Public IP", "Address it is reached by from the internet.") with { Searchable = true };
    public static readonly Field<object> Ipv6 = Seen.Tree("ipv6_addresses", "IPv6", "IPv6 addresses.");
    public static readonly Field<object> FixedIps = Seen.Tree("fixed_ips", "Fixed addresses", "Addresses and their subnets.");
    public static readonly Field<string> PrivateDns = Seen.Text("private_dns_name", "Private DNS", "DNS name within the provider's network.");
    public static readonly Field<string> InterfaceType = Seen.Text("interface_type", "Interface type", "Sort of interface.");
    public static readonly Field<object> Association = Seen.Tree("association", "Association", "Public address it is joined with.");
    public static readonly Field<object> Attachment = Seen.Tree("attachment", "Attachment", "What it is attached to.");
    public static readonly Field<object> Groups = Seen.Tree("groups", "Security groups", "Security groups that guard it.");
    public static readonly Field<string> DeviceId = Seen.Text("device_id", "Device ID", "Identifier of the server or router it belongs to.");
    public static readonly Field<string> DeviceOwner = Seen.Text("device_owner", "Device owner", "What sort of device it belongs to.");
    public static readonly Field<string> RequesterId = Seen.Text("requester_id", "Requester ID", "Who asked for it.");
    public static readonly Field<bool> RequesterManaged = Seen.Flag("requester_managed", "Managed by the requester", "Made and managed by a service.");
    public static readonly Field<bool> SourceDestCheck = Seen.Flag("source_dest_check", "Source check", "Drops packets that are not its own.");
    public static readonly Field<object> IpConfigurations = Seen.Tree("ip_configurations", "IP configurations", "Addresses and their subnets.");
    public static readonly Field<bool> IpForwarding = Seen.Flag("enable_ip_forwarding", "IP forwarding", "Passes on packets that are not its own.");
    public static readonly Field<string> ResourceGuid = Seen.Text("resource_guid", "Resource GUID", "Second identifier at the provider.");
    public static readonly Field<object> DnsSettings = Seen.Tree("dns_settings", "DNS settings", "Name servers and names.");

    public override string Name => "network-interface";
    public override string Plural => "network-interfaces";
    public override string Label => "Network interface";
    public override string LabelPlural => "Network interfaces";
    public override string Description => "A network card or port.";
    public override string Family => "NetworkInterface";
}

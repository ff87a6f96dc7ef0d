using Maestro.Modules.Kinds.Types;

namespace Maestro.Modules.Kinds;

/// <summary>An address reached from the internet.</summary>
public sealed class PublicIp : NetworkFamily
{
    public static readonly Field<string> IpAddress = new("ip_address", new Address()) { Label = "IP address", Help = "The address itself.", Section = Sections.Network, Indexed = true, Searchable = true, InList = true, Mono = true };
    public static readonly Field<object> Servers = new("servers", new ListOf(new Ref("server", "leads to", "has address"))) { Help = "Servers that it leads to.", Section = Sections.Relations, InList = true };
    public static readonly Field<string> Version = Seen.Text("public_ip_address_version", "IP version", "IPv4 or IPv6.");
    public static readonly Field<string> AllocationMethod = Seen.Text("allocation_method", "Allocation", "Static or dynamic.");
    public static readonly Field<string> FixedAddress = Seen.Text("fixed_ip_address", "Private IP", "Private address it leads to.");
    public static readonly Field<object> IpConfiguration = Seen.Tree("ip_configuration", "IP configuration", "What it is joined with.");
    public static readonly Field<object> DdosSettings = Seen.Tree("ddos_settings", "DDoS settings", "How it is protected against floods.");
    public static readonly Field<object> DnsSettings = Seen.Tree("dns_settings", "DNS settings", "Name servers and names.");
    public static readonly Field<string> RouterId = Seen.Text("router_id", "Router ID", "Router that leads there.");
    public static readonly Field<string> PortId = Seen.Text("port_id", "Port ID", "Port it leads to.");

    public override string Name => "public-ip";
    public override string Plural => "public-ips";
    public override string Label => "Public IP";
    public override string LabelPlural => "Public IPs";
    public override string Description => "An address reached from the internet.";
    public override string Family => "PublicIp";
}

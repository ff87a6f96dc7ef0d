namespace Maestro.Modules.Kinds;

/// <summary>A private door from a virtual network to a service.</summary>
public sealed class NetworkEndpoint : NetworkFamily
{
    public static readonly Field<string> EndpointType = Seen.Text("vpc_endpoint_type", "Endpoint type", "Gateway or interface.");
    public static readonly Field<string> ServiceName = Seen.Text("service_name", "Service", "Service it leads to.") with { Searchable = true };
    public static readonly Field<object> Policy = Seen.Tree("policy_document", "Policy", "Who may use it.");
    public static readonly Field<object> Groups = Seen.Tree("groups", "Security groups", "Security groups that guard it.");
    public static readonly Field<bool> PrivateDns = Seen.Flag("private_dns_enabled", "Private DNS", "Reached by the service's usual name.");
    public static readonly Field<object> DnsEntries = Seen.Tree("dns_entries", "DNS names", "Names it is reached by.");

    public override string Name => "endpoint";
    public override string Plural => "endpoints";
    public override string Label => "Endpoint";
    public override string LabelPlural => "Endpoints";
    public override string Description => "A private door from a virtual network to a service.";
    public override string Family => "Endpoint";
}

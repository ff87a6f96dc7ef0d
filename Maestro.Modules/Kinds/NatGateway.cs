namespace Maestro.Modules.Kinds;

/// <summary>Lets servers without public address reach out.</summary>
public sealed class NatGateway : NetworkFamily
{
    public static readonly Field<object> Addresses = Seen.Tree("nat_gateway_addresses", "Addresses", "Public and private addresses.");
    public static readonly Field<object> Bandwidth = Seen.Tree("provisioned_bandwidth", "Provisioned bandwidth", "Bandwidth that was asked for.");
    public static readonly Field<string> FailureCode = Seen.Text("failure_code", "Failure code", "Code of the failure.");
    public static readonly Field<string> FailureMessage = Seen.Text("failure_message", "Failure message", "What went wrong.");
    public static readonly Field<string> ConnectivityType = Seen.Text("connectivity_type", "Connectivity", "Public or private.");

    public override string Name => "nat-gateway";
    public override string Plural => "nat-gateways";
    public override string Label => "NAT gateway";
    public override string LabelPlural => "NAT gateways";
    public override string Description => "Lets servers without public address reach out.";
    public override string Family => "NatGateway";
}

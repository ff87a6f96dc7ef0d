namespace Maestro.Modules.Kinds;

/// <summary>Connects a virtual network with the internet.</summary>
public sealed class InternetGateway : NetworkFamily
{
    public static readonly Field<object> Attachments = Seen.Tree("attachments", "Attachments", "Virtual networks it is attached to.");
    public static readonly Field<bool> EgressOnly = Seen.Flag("egress_only", "Outbound only", "Lets traffic out, not in.");

    public override string Name => "internet-gateway";
    public override string Plural => "internet-gateways";
    public override string Label => "Internet gateway";
    public override string LabelPlural => "Internet gateways";
    public override string Description => "Connects a virtual network with the internet.";
    public override string Family => "InternetGateway";
}

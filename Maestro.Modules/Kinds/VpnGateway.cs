namespace Maestro.Modules.Kinds;

/// <summary>The end of a VPN at the provider.</summary>
public sealed class VpnGateway : NetworkFamily
{
    public static readonly Field<object> Attachments = Seen.Tree("vpc_attachments", "Attachments", "Virtual networks it is attached to.");
    public static readonly Field<decimal> Asn = Seen.Number("amazon_side_asn", "ASN", "Autonomous system number at the provider's side.");

    public override string Name => "vpn-gateway";
    public override string Plural => "vpn-gateways";
    public override string Label => "VPN gateway";
    public override string LabelPlural => "VPN gateways";
    public override string Description => "The end of a VPN at the provider.";
    public override string Family => "VpnGateway";
}

namespace Maestro.Modules.Kinds;

/// <summary>Joins networks or people privately over the internet.</summary>
public sealed class Vpn : ApplicationFamily
{
    public static readonly Field<object> Role = Spec.Of(
        Spec.Endpoint,
        Spec.ExtraConfig);

    public override string Name => "vpn";
    public override string Plural => "vpns";
    public override string Label => "VPN";
    public override string LabelPlural => "VPNs";
    public override string Description => "Joins networks or people privately over the internet.";
    public override int Order => 100;
    public override string Family => "VPN";
}

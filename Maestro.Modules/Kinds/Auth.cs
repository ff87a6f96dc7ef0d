namespace Maestro.Modules.Kinds;

/// <summary>Knows who people are and lets them in.</summary>
public sealed class Auth : ApplicationFamily
{
    public static readonly Field<object> Role = Spec.Of(
        Spec.Endpoint);

    public override string Name => "auth";
    public override string Plural => "auths";
    public override string Label => "Auth";
    public override string LabelPlural => "Auth";
    public override string Description => "Knows who people are and lets them in.";
    public override int Order => 100;
    public override string Family => "Auth";
}

namespace Maestro.Modules.Kinds;

/// <summary>Watches whether everything works.</summary>
public sealed class Monitoring : ApplicationFamily
{
    public static readonly Field<object> Role = Spec.Of(
        Spec.Endpoint,
        Spec.ExtraConfig);

    public override string Name => "monitor";
    public override string Plural => "monitors";
    public override string Label => "Monitoring system";
    public override string LabelPlural => "Monitoring systems";
    public override string Description => "Watches whether everything works.";
    public override int Order => 100;
    public override string Family => "Monitor";
}

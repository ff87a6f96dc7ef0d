namespace Maestro.Modules.Kinds;

/// <summary>Collects logs and makes them searchable.</summary>
public sealed class Logs : ApplicationFamily
{
    public static readonly Field<object> Role = Spec.Of(
        Spec.Endpoint,
        Spec.HealthCheck);

    public override string Name => "logs";
    public override string Plural => "logs";
    public override string Label => "Log system";
    public override string LabelPlural => "Log systems";
    public override string Description => "Collects logs and makes them searchable.";
    public override int Order => 100;
    public override string Family => "Logs";
}

namespace Maestro.Modules.Kinds;

/// <summary>Runs the business: ERP, finance, people.</summary>
public sealed class Corporate : ApplicationFamily
{
    public static readonly Field<object> Role = Spec.Of(
        Spec.Endpoint,
        Spec.ExtraConfig);

    public override string Name => "corporate";
    public override string Plural => "corporate";
    public override string Label => "Corporate system";
    public override string LabelPlural => "Corporate systems";
    public override string Description => "Runs the business: ERP, finance, people.";
    public override int Order => 100;
    public override string Family => "Corporate";
}

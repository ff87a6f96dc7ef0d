namespace Maestro.Modules.Kinds;

/// <summary>Builds, tests and delivers software.</summary>
public sealed class CiCd : ApplicationFamily
{
    public static readonly Field<object> Role = Spec.Of(
        Spec.Endpoint,
        Spec.ExtraConfig);

    public override string Name => "ci-cd";
    public override string Plural => "ci-cd";
    public override string Label => "CI/CD tool";
    public override string LabelPlural => "CI/CD";
    public override string Description => "Builds, tests and delivers software.";
    public override int Order => 100;
    public override string Family => "CI/CD";
}

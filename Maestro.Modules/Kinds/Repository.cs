namespace Maestro.Modules.Kinds;

/// <summary>Keeps source code, packages or images.</summary>
public sealed class Repository : ApplicationFamily
{
    public static readonly Field<object> Role = Spec.Of(
        Spec.Endpoint);

    public override string Name => "repository";
    public override string Plural => "repositories";
    public override string Label => "Repository";
    public override string LabelPlural => "Repositories";
    public override string Description => "Keeps source code, packages or images.";
    public override int Order => 100;
    public override string Family => "Repository";
}

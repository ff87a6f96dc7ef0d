namespace Maestro.Modules.Kinds;

/// <summary>A family of applications: all fields of an application, and a specification of its own.</summary>
public abstract class ApplicationFamily : Kind
{
    public override string Extends => "application";

    public override string Icon => Name;

    public override KindGroup Group => KindGroup.More;

    public override IReadOnlyList<NaturalKey> NaturalKeys => Application.ByName;
}

namespace Maestro.Modules.Kinds;

/// <summary>A family of network objects: all fields of a network, and what only this sort has.</summary>
public abstract class NetworkFamily : Kind
{
    public override string Extends => "network";

    public override string Icon => Name;

    public override KindGroup Group => KindGroup.More;

    public override int Order => 300;

    public override IReadOnlyList<NaturalKey> NaturalKeys => Application.ByName;
}

namespace Maestro.Modules.Kinds;

/// <summary>Carries, secures and watches the traffic between services.</summary>
public sealed class ServiceMesh : ApplicationFamily
{
    public static readonly Field<object> Role = Spec.Of(
        Spec.Endpoint,
        Spec.ExtraConfig);

    public override string Name => "service-mesh";
    public override string Plural => "service-meshes";
    public override string Label => "Service mesh";
    public override string LabelPlural => "Service meshes";
    public override string Description => "Carries, secures and watches the traffic between services.";
    public override int Order => 100;
    public override string Family => "ServiceMesh";
}

namespace Maestro.Modules.Kinds;

/// <summary>Tells applications where others are reached.</summary>
public sealed class ServiceDiscovery : ApplicationFamily
{
    public static readonly Field<object> Role = Spec.Of(
        Spec.Endpoint,
        Spec.ExtraConfig);

    public override string Name => "service-discovery";
    public override string Plural => "service-discovery";
    public override string Label => "Service discovery";
    public override string LabelPlural => "Service discovery";
    public override string Description => "Tells applications where others are reached.";
    public override int Order => 100;
    public override string Family => "ServiceDiscovery";
}

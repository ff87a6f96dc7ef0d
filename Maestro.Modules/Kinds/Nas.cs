namespace Maestro.Modules.Kinds;

/// <summary>Shares files over the network.</summary>
public sealed class Nas : ApplicationFamily
{
    public static readonly Field<object> Role = Spec.Of(
        Spec.Endpoint,
        Spec.Arn,
        Seen.Number("size_bytes", "Size in bytes", "Size, as last measured.", "B") with { Volatile = true },
        Seen.Text("performance_mode", "Performance mode", "Performance mode at the provider."),
        Seen.Flag("encrypted", "Encrypted", "Data is encrypted at rest."));

    public override string Name => "nas";
    public override string Plural => "nas";
    public override string Label => "NAS";
    public override string LabelPlural => "NAS";
    public override string Description => "Shares files over the network.";
    public override int Order => 100;
    public override string Family => "NAS";
}

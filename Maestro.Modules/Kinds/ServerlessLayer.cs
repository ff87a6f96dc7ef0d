namespace Maestro.Modules.Kinds;

/// <summary>Code shared by several serverless functions.</summary>
public sealed class ServerlessLayer : ApplicationFamily
{
    public static readonly Field<object> Role = Spec.Of(
        Spec.Arn,
        Seen.Text("version", "Version", "Version of the layer."),
        Seen.Text("description", "Notes", "Description at the provider."),
        Seen.List("runtimes", "Runtimes", "Runtimes it works with."),
        Seen.List("architectures", "Architectures", "Processor architectures it works with."),
        Seen.Text("license_info", "License", "License of its code."));

    public override string Name => "serverless-layer";
    public override string Plural => "serverless-layers";
    public override string Label => "Serverless layer";
    public override string LabelPlural => "Serverless layers";
    public override string Description => "Code shared by several serverless functions.";
    public override int Order => 100;
    public override string Family => "ServerlessLayer";
}

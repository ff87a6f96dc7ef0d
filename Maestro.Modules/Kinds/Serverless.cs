using Maestro.Modules.Kinds.Types;

namespace Maestro.Modules.Kinds;

/// <summary>Code that runs on demand, without a server of its own.</summary>
public sealed class Serverless : ApplicationFamily
{
    public static readonly Field<object> Role = Spec.Of(
        new Field<decimal>("memory", new Number(above: 0)) { Help = "Memory a run may use.", Unit = "MB" },
        new Field<decimal>("timeout", new Number(above: 0)) { Label = "Time limit", Help = "Longest time a run may take.", Unit = "s" },
        new Field<string>("trigger", new Text(8000, lines: true)) { Help = "What starts it." },
        new Field<string>("handler", new Text(1000)) { Help = "Function that is called.", Mono = true },
        Spec.Endpoint,
        new Field<string>("language", new Text()) { Label = "Runtime", Help = "Language and version it runs on.", Indexed = true },
        Spec.Arn,
        Seen.Text("aws_role", "Role", "IAM role it acts as."),
        Seen.Number("code_size", "Code size", "Size of its code.", "B"),
        Seen.Text("description", "Notes", "Description at the provider."),
        Seen.Number("memory_size", "Memory at the provider", "Memory it was given.", "MB"),
        Seen.Text("code_sha_256", "Code hash", "SHA-256 of its code."),
        Seen.Text("package_type", "Package type", "Archive or container image."),
        Seen.Tree("vpc_config", "VPC settings", "Subnets and security groups it uses."),
        Seen.Tree("dead_letter_config", "Dead letters", "Where failed events go."),
        Seen.List("environment", "Environment variables", "Names of the environment variables; values are never kept."),
        Seen.Text("kms_key_arn", "KMS key", "Key that encrypts it."),
        Seen.Text("master_arn", "Master ARN", "Function that this one is a copy of."),
        Seen.Tree("tracing_config", "Tracing", "Whether runs are traced."),
        Seen.List("layers", "Layers", "Layers it uses."),
        Seen.Text("revision_id", "Revision", "Revision of the function."),
        Seen.Text("version_id", "Version", "Version of the function."));

    public override string Name => "serverless";
    public override string Plural => "serverless";
    public override string Label => "Serverless function";
    public override string LabelPlural => "Serverless";
    public override string Description => "Code that runs on demand, without a server of its own.";
    public override int Order => 100;
    public override string Family => "Serverless";
}

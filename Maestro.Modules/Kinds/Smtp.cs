namespace Maestro.Modules.Kinds;

/// <summary>Sends and receives mail.</summary>
public sealed class Smtp : ApplicationFamily
{
    public static readonly Field<object> Role = Spec.Of(
        Spec.Endpoint,
        Spec.ExtraConfig,
        Seen.Tree("verification", "Verification", "Whether each identity is verified."));
    public static readonly Field<object> Domain = Seen.List("domain", "Identities", "Domains and addresses that it may send from.");

    public override string Name => "smtp";
    public override string Plural => "smtp";
    public override string Label => "Mail server";
    public override string LabelPlural => "Mail servers";
    public override string Description => "Sends and receives mail.";
    public override int Order => 100;
    public override string Family => "SMTP";
}

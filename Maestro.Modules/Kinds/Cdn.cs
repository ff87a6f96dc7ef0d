using Maestro.Modules.Kinds.Types;

namespace Maestro.Modules.Kinds;

/// <summary>Delivers content from places near its readers.</summary>
public sealed class Cdn : ApplicationFamily
{
    public static readonly Field<object> Role = Spec.Of(
        Spec.Endpoint,
        Spec.ExtraConfig,
        Spec.Arn,
        Seen.Tree("origins", "Origins", "Where content is fetched from."),
        Seen.Tree("default_cache_behavior", "Default cache behavior", "How content is cached unless a rule says otherwise."),
        Seen.Tree("cache_behaviors", "Cache behaviors", "How content is cached, by path."),
        Seen.Tree("custom_error", "Error pages", "Answers to errors."),
        Seen.Tree("restrictions", "Restrictions", "Countries that may or may not read."),
        Seen.Text("web_acl_id", "Web ACL", "Firewall rules that apply."),
        Seen.Text("http_version", "HTTP version", "Highest HTTP version."),
        Seen.Flag("ipv6_enabled", "IPv6", "Reachable by IPv6."),
        Seen.Tree("s3_origin", "S3 origin", "Bucket that content is fetched from."),
        Seen.Tree("trusted_signers", "Trusted signers", "Accounts that may sign links."),
        Seen.List("aliases", "Aliases", "Other host names it answers to."),
        Seen.Text("price_class", "Price class", "Which places it delivers from."),
        Seen.Flag("enabled", "Enabled", "Delivers content."),
        Seen.Number("ttl", "Time to live", "How long content is cached.", "s"),
        Seen.Text("certificate_id", "Certificate", "Identifier of its certificate."));
    public static readonly Field<object> Targets = new("deps", new ListOf(new Ref("application", "depends on", "used by",
        Parts.Protocol("deps_options.protocol", "deps_options.protocol_broker", "deps_options.protocol_default"),
        new Field<string>("endpoint", new Text(2000)) { Help = "Address or path that is called.", Mono = true })))
    { Label = "Applications", Help = "Applications whose content it delivers.", Section = Sections.Relations, InList = true };
    public static readonly Field<string> Domain = new("domain", new Text()) { Help = "Domain it delivers for.", Searchable = true, Mono = true };
    public static readonly Field<string> Sort = new("type", new Text()) { Help = "What it delivers, such as Web.", Indexed = true };
    public static readonly Field<bool> Enabled = Seen.Flag("enabled", "Enabled", "Switched on at the provider.");
    public static readonly Field<object> Origins = Seen.Tree("origins", "Origins", "Where content is fetched from.");
    public static readonly Field<object> CacheBehavior = Seen.Tree("cache_behavior", "Cache behaviors", "How content is cached, by path.");

    public override string Name => "cdn";
    public override string Plural => "cdns";
    public override string Label => "CDN";
    public override string LabelPlural => "CDNs";
    public override string Description => "Delivers content from places near its readers.";
    public override int Order => 100;
    public override string Family => "CDN";
}

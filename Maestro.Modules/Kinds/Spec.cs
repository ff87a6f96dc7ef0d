using Maestro.Modules.Kinds.Types;

namespace Maestro.Modules.Kinds;

/// <summary>The field <c>role</c> of applications: a specification whose keys each family declares itself.</summary>
internal static class Spec
{
    internal static Field<string> Endpoint { get; } = new("endpoint", new Url()) { Help = "Address it is reached at, such as https://host:port/path.", Searchable = true, Mono = true };

    internal static Field<string> HealthCheck { get; } = new("healthcheck", new Text(2000)) { Label = "Health check", Help = "What is asked to see whether it works.", Mono = true };

    internal static Field<string> ExtraConfig { get; } = new("extra_config", new Text(20_000, lines: true)) { Label = "Extra configuration", Help = "Settings worth keeping here. No secrets.", Mono = true };

    internal static Field<string> Version { get; } = new("version", new Text()) { Help = "Version that runs.", Indexed = true };

    internal static Field<string> Arn { get; } = Seen.Text("arn", "ARN", "Amazon resource name.");

    internal static Field<object> Of(params Field[] fields) => new("role", new Group(fields)) { Label = "Specification", Help = "How it is set up.", Section = Sections.Specification };
}

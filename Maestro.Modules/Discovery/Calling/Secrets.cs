using System.Text.Json.Nodes;
using Maestro.Modules.Discovery.Providers;

namespace Maestro.Modules.Discovery.Calling;

/// <summary>What must never be shown, wherever somebody else's words repeat it.</summary>
internal sealed class Secrets
{
    /// <summary>Shorter ones stand in any text by chance.</summary>
    private const int Shortest = 6;
    private readonly IReadOnlyList<string> values;

    private Secrets(IEnumerable<string?> values) =>
        this.values = [.. values.OfType<string>().Select(value => value.Trim()).Where(value => value.Length >= Shortest).Distinct().OrderByDescending(value => value.Length)];

    /// <summary>The secrets among a connection's credentials.</summary>
    internal static Secrets Of(Method method, JsonObject credentials) => new(method.Fields.Where(field => field.Secret).Select(field => (string?)credentials[field.Name]));

    /// <summary>What a request proves itself by.</summary>
    internal static Secrets Of(HttpRequestMessage request) => new([request.Headers.Authorization?.Parameter, .. request.Headers.Where(header => header.Key.Contains("Token", StringComparison.OrdinalIgnoreCase)).SelectMany(header => header.Value)]);

    /// <summary>The text without them.</summary>
    internal string Hide(string text) => values.Aggregate(text, (shown, value) => shown.Replace(value, "…", StringComparison.Ordinal));
}

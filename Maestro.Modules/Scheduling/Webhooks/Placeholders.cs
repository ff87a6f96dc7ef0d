using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Maestro.Modules.Kinds.Types;

namespace Maestro.Modules.Scheduling.Webhooks;

/// <summary>The words in double braces that a webhook's body may hold. A fixed list: nothing is computed, and nothing else is looked up.</summary>
internal static partial class Placeholders
{
    internal static readonly string[] Names = ["schedule.id", "schedule.name", "firing.id", "planned_at", "fired_at", "cause", "attempt"];

    /// <summary>Those of a text that there are none of.</summary>
    internal static IReadOnlyList<string> Unknown(string text) => [.. Pattern().Matches(text).Select(match => match.Groups[1].Value).Where(name => !Names.Contains(name)).Distinct()];

    /// <summary>The text with values in their places, escaped so that they fit into a JSON string.</summary>
    internal static string Fill(string text, ScheduledWork work, DateTimeOffset now) => Pattern().Replace(text, match => Escaped(match.Groups[1].Value switch
    {
        "schedule.id" => $"{work.Schedule}",
        "schedule.name" => work.Name,
        "firing.id" => $"{work.Firing}",
        "planned_at" => Instant.Print(work.PlannedAt),
        "fired_at" => Instant.Print(now),
        "cause" => work.Cause.ToString().ToLowerInvariant(),
        "attempt" => work.Attempt.ToString(CultureInfo.InvariantCulture),
        _ => match.Value,
    }));

    private static string Escaped(string value) => JsonEncodedText.Encode(value, Kinds.Json.Compact.Encoder).ToString();

    [GeneratedRegex(@"\{\{\s*([^{}]*?)\s*\}\}")]
    private static partial Regex Pattern();
}

using System.Globalization;
using System.Text.Json.Nodes;
using Maestro.Modules.Kinds;

namespace Maestro.Modules.Scheduling;

/// <summary>When something is done: after a while again and again, or by a cron expression, in a time zone.</summary>
public sealed record ScheduleTiming
{
    /// <summary>How many periods lie between two runs; null for cron.</summary>
    public int? Every { get; init; }

    /// <summary><c>seconds</c>, <c>minutes</c>, <c>hours</c>, <c>days</c> or <c>weeks</c>.</summary>
    public string? Period { get; init; }

    /// <summary>Five fields (Unix) or six to seven (Quartz); null for an interval.</summary>
    public string? Cron { get; init; }

    /// <summary>IANA name of the zone that days and hours are meant in.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>The timing that stands in a schedule's fields.</summary>
    public static ScheduleTiming Of(JsonObject fields) => new()
    {
        Every = Whole(fields["interval"].At("every")),
        Period = fields["interval"].At("period").Text()?.Trim().ToLowerInvariant(),
        Cron = fields["cron"].Text()?.Trim() is { Length: > 0 } cron ? cron : null,
        TimeZone = fields["time_zone"].Text()?.Trim() is { Length: > 0 } zone ? zone : "UTC",
    };

    /// <summary>A whole number, however it came into the document; null for anything else.</summary>
    internal static int? Whole(JsonNode? node) =>
        node is JsonValue value && decimal.TryParse(value.Text() ?? value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number == decimal.Truncate(number) && number is >= int.MinValue and <= int.MaxValue ? (int)number : null;
}

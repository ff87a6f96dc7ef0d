using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kinds;
using Maestro.Modules.Scheduling;

namespace Maestro.Web.Scheduling;

/// <summary>A schedule's record as its pages read it, beside what the machine knows of it.</summary>
public sealed record ScheduleFacts(Record Record, ScheduleState? State)
{
    public ScheduleTiming Timing { get; } = ScheduleTiming.Of(Record.Fields);

    public string Module => Record.Fields["module"].Text() ?? "";

    public bool Enabled => Record.Fields["enabled"] is not JsonValue enabled || enabled.GetValue<bool>();

    public Guid? Target => Guid.TryParse(Record.Fields["target"].At("id").Text(), out var id) ? id : null;

    /// <summary>What it is about, as it was called when the schedule was saved; a webhook's address.</summary>
    public string? TargetName => Record.Fields["target"].At("name").Text() ?? Target?.ToString() ?? Record.Fields["webhook"].At("url").Text();

    /// <summary>The same for a column: of an address, where it is.</summary>
    public string? Place => Target is null && Uri.TryCreate(TargetName, UriKind.Absolute, out var url) ? url.Authority : TargetName;

    public int? MostRuns => Number("max_runs");

    public string Word => ScheduleWords.State(Record.Active, Enabled, State, MostRuns);

    public int? Number(string field) => Record.Fields[field] is JsonValue value && value.TryGetValue<decimal>(out var number) ? (int)number : null;

    public IReadOnlyList<(JsonObject Schedule, int Delay, string When)> Chain =>
        Record.Fields["chain"] is not JsonArray chain ? []
        : [.. chain.Where(link => link?["schedule"] is JsonObject).Select(link => ((JsonObject)link!["schedule"]!, link["delay"] is JsonValue delay && delay.TryGetValue<decimal>(out var seconds) ? (int)seconds : 0, link["when"].Text() ?? "success"))];
}

using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kinds;

namespace Maestro.Modules.Scheduling.Schedules;

/// <summary>A schedule's record, read.</summary>
internal sealed class ScheduleView(Record record)
{
    public Record Record => record;

    public Guid Id => record.Id;

    public string Name => record.Name;

    public ScheduleTiming Timing { get; } = ScheduleTiming.Of(record.Fields);

    public string Module => record.Fields["module"].Text() ?? "";

    /// <summary>Whether it may run by itself, pauses aside.</summary>
    public bool IsOn => record.Active && (record.Fields["enabled"] is not JsonValue enabled || enabled.GetValue<bool>());

    public bool FirstRunAtOnce => record.Fields["first_run_at_once"] is JsonValue first && first.GetValue<bool>();

    public bool MakesUp => record.Fields["misfire"].Text() == "once";

    public int? MaxRuns => ScheduleTiming.Whole(record.Fields["max_runs"]);

    public int Retries => ScheduleTiming.Whole(record.Fields["retries"]) ?? 2;

    public int PauseAfter => ScheduleTiming.Whole(record.Fields["pause_after"]) ?? 5;

    public IReadOnlyList<ChainLink> Chain { get; } = ChainLink.Of(record.Fields);

    public ScheduledWork Work => WorkOf(record.Fields) with { Schedule = record.Id };

    /// <summary>What fields ask for, saved or not.</summary>
    internal static ScheduledWork WorkOf(JsonObject fields) => new()
    {
        Module = fields["module"].Text() ?? "",
        Target = Guid.TryParse(fields["target"].At("id").Text(), out var target) ? target : null,
        Tasks = fields["tasks"] is JsonArray tasks ? [.. tasks.Select(task => task.Text()).OfType<string>()] : [],
        Name = fields["name"].Text() ?? "",
        Fields = fields,
    };
}

/// <summary>What is started after a schedule.</summary>
internal sealed record ChainLink(Guid Schedule, int Delay, string When)
{
    internal static readonly string[] Times = ["success", "failure", "always"];

    internal static IReadOnlyList<ChainLink> Of(JsonObject fields) =>
        fields["chain"] is not JsonArray chain ? []
        : [.. chain.Where(link => IdOf(link) is not null).Select(link => new ChainLink(IdOf(link)!.Value, ScheduleTiming.Whole(link.At("delay")) ?? 0, link.At("when").Text() ?? "success"))];

    /// <summary>The schedule that a link names: by an id, or as a reference.</summary>
    internal static Guid? IdOf(JsonNode? link) =>
        (link as JsonObject)?["schedule"] is { } named && Guid.TryParse(named.Text() ?? (named as JsonObject)?["id"].Text(), out var id) ? id : null;
}

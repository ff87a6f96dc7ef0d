using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Modules.Notifications.Inboxes;
using Maestro.Modules.Scheduling;

namespace Maestro.Modules.Notifications.Telling;

/// <summary>
/// Tells of runs that have ended and of schedules that were paused: whoever started them, and the owners of what they are about. Of the tries
/// of one firing the first that fails is told; the others bring that message up to date.
/// </summary>
internal sealed class RunTelling(IInventory inventory, IKinds kinds, IScheduling schedules, Audience audience, MessageBox box)
{
    /// <summary>What runs are about, by their sort of work.</summary>
    private static readonly IReadOnlyDictionary<string, string> Targets = new Dictionary<string, string>
    {
        ["crawl"] = "connection", ["report"] = "report", ["graph"] = "graph", ["webhook"] = Schedule.KindName,
    };

    internal async Task TellAsync(Ending ending, CancellationToken cancel)
    {
        if (TidingsOf(ending) is not { } tidings)
            return;
        if (ending.Paused)
            tidings = tidings with { Facts = tidings.Facts with { Failures = await FailuresAsync(ending.Schedule!.Value, cancel), Tries = ending.Tries } };
        var told = await ToldAsync(ending, tidings, cancel);
        await box.PutAsync(told, tidings, cancel);
        if (ending is { FirstTry: { } first, Paused: false })
            await box.RenewAsync(told, tidings with { Event = NotificationEvent.RunFailed, Source = $"{first}" }, cancel);
    }

    private Tidings? TidingsOf(Ending ending)
    {
        var run = ending.Run;
        var facts = new Facts
        {
            Type = run?.Type, Status = run is null ? null : RunWords.Of(run.Status), Counts = run?.Counts ?? new Dictionary<string, long>(),
            Parts = ending.Parts.ToDictionary(part => RunWords.Of(part.Key), part => part.Value),
        };
        if (ending.Paused)
            return new(NotificationEvent.SchedulePaused, Severity.Warning, $"{ending.Schedule} {ending.Place}", facts, ending.At) { Run = run?.Id, Kind = Schedule.KindName, Record = ending.Schedule };
        if (run is null)
            return null;
        if (ending.FirstTry is not null)
            facts = facts with { Tries = ending.Try, Recovered = run.Status is RunStatus.Done };
        // Whoever was told of the first try that failed is told nothing new by the next.
        var source = ending.FirstTry is { } first && run.Status is RunStatus.Failed or RunStatus.Partial ? first : run.Id;
        var kind = Targets.GetValueOrDefault(run.Type) is { } name && kinds.Find(name) is not null ? name : null;
        return new(EventOf(ending, run), SeverityOf(run.Status), $"{source}", facts, ending.At) { Run = run.Id, Kind = run.Target is null ? null : kind, Record = kind is null ? null : run.Target };
    }

    private static NotificationEvent EventOf(Ending ending, Run run) => run.Status switch
    {
        RunStatus.Failed or RunStatus.Partial => NotificationEvent.RunFailed,
        RunStatus.Done when run.Type == "report" => NotificationEvent.ReportReady,
        _ => ending.Cause is null or FiringCause.Manual ? NotificationEvent.RunFinished : NotificationEvent.ScheduleFinished,
    };

    private static Severity SeverityOf(RunStatus status) => status switch
    {
        RunStatus.Failed => Severity.Bad,
        RunStatus.Partial => Severity.Warning,
        RunStatus.Done => Severity.Good,
        _ => Severity.Info,
    };

    private async Task<Told> ToldAsync(Ending ending, Tidings tidings, CancellationToken cancel)
    {
        var subjects = new List<Guid>();
        if (ending.Run is { } run && !ending.Paused)
            subjects.Add(run.MakerId);
        if (tidings is { Kind: { } kind, Record: { } record })
            subjects.AddRange(await OwnersAsync(kind, record, cancel));
        if (ending.Schedule is { } schedule && (tidings.Kind != Schedule.KindName || tidings.Record != schedule))
            subjects.AddRange(await OwnersAsync(Schedule.KindName, schedule, cancel));
        return await audience.OfAsync(subjects, cancel);
    }

    private async Task<IEnumerable<Guid>> OwnersAsync(string kind, Guid id, CancellationToken cancel) =>
        (await inventory.ListAsync(Audience.Self, new Query { Kind = kind, Ids = [id], Active = null, Limit = 1, Counted = false }, cancel)).Rows.Select(record => record.Owner.Id);

    private async Task<int> FailuresAsync(Guid schedule, CancellationToken cancel) =>
        (await schedules.StatesAsync(Audience.Self, [schedule], cancel)).GetValueOrDefault(schedule)?.Failures ?? 0;
}

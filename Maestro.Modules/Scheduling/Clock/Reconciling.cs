using Maestro.Modules.Kernel;
using Maestro.Modules.Scheduling.Firings;
using Maestro.Modules.Scheduling.Schedules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Quartz;

namespace Maestro.Modules.Scheduling.Clock;

/// <summary>Makes Quartz's triggers what the schedules say. Several processes may do so at once: each would write the same.</summary>
internal sealed class Reconciling(ScheduleBook book, FiringStore store, IMaestroDbFactory databases, Wake wake, IOptions<SchedulingOptions> options, TimeProvider time)
{
    private const int PageSize = 500;

    internal async Task RunAsync(IScheduler scheduler, CancellationToken cancel)
    {
        var (states, stored) = (await StatesAsync(cancel), await StoredAsync(scheduler, cancel));
        var views = await book.AllAsync(cancel);
        var retired = await book.RetiredAsync(views, cancel);
        foreach (var view in views)
        {
            var key = FireJob.KeyOf(view.Id);
            if (!states.TryGetValue(view.Id, out var state) && await store.MeetAsync(view.Id, view is { FirstRunAtOnce: true, IsOn: true }, cancel))
                wake.Worker();
            if (!view.IsOn || state?.PausedAt is not null || state?.Runs >= view.MaxRuns || (view.Work.Target is { } target && retired.Contains(target)))
                continue;
            var has = stored.Remove(key, out var trigger);
            var said = Said(view);
            if (has && trigger!.Description == said && trigger.State is not (TriggerState.Error or TriggerState.Complete or TriggerState.None))
                continue;
            var anchor = Timings.AnchorOf(view.Id, view.Record.CreatedAt, view.Timing, TimeSpan.FromSeconds(options.Value.JitterSeconds));
            if (Timings.Trigger(new TriggerKey(key.Name, key.Group), said, view.Timing, anchor, time.GetUtcNow(), view.MakesUp) is not { } wanted)
                continue;
            var job = JobBuilder.Create<FireJob>().WithIdentity(key).RequestRecovery(true).DisallowConcurrentExecution(true).Build();
            await scheduler.ScheduleJob(job, wanted, ScheduleJobOptions.Replacing, cancel);
        }

        // What is left belongs to schedules that are retired, switched off, paused or done, or whose target is retired.
        if (stored.Count > 0)
            await scheduler.DeleteJobs([.. stored.Keys], cancel);
    }

    // What a trigger was made from: a change of anything else leaves it alone, and with it the time that comes next.
    private static string Said(ScheduleView view) =>
        FormattableString.Invariant($"{view.Timing.Every} {view.Timing.Period} {view.Timing.Cron} {view.Timing.TimeZone} {(view.MakesUp ? "once" : "skip")}");

    private async Task<Dictionary<Guid, ScheduleStateRow>> StatesAsync(CancellationToken cancel)
    {
        await using var db = databases.Open(FiringStore.Clock);
        return await db.Set<ScheduleStateRow>().AsNoTracking().ToDictionaryAsync(row => row.ScheduleId, cancel);
    }

    private static async Task<Dictionary<JobKey, TriggerHeader>> StoredAsync(IScheduler scheduler, CancellationToken cancel)
    {
        var all = new Dictionary<JobKey, TriggerHeader>();
        var query = new TriggerQuery { Group = GroupMatcher<TriggerKey>.GroupEquals(FireJob.Group), Take = PageSize };
        while (true)
        {
            var page = await scheduler.QueryTriggers(query with { Skip = all.Count }, cancel);
            foreach (var header in page.Items)
                all[header.JobKey] = header;
            if (page.Items.Count < PageSize)
                return all;
        }
    }
}

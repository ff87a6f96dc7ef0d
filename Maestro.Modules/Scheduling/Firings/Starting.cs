using Maestro.Modules.Kernel;
using Maestro.Modules.Scheduling.Runs;
using Maestro.Modules.Scheduling.Schedules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Maestro.Modules.Scheduling.Firings;

/// <summary>Begins a firing that this process has taken: as the schedule's owner, unless there is a reason not to.</summary>
internal sealed class Starting(FiringStore store, ScheduleBook book, Owners owners, Settling settling, Works works, RunStore runs, IMaestroDbFactory databases, ILogger<Starting> log)
{
    /// <summary>How long a firing waits when too much else does.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    /// <summary>How long what comes no second time waits for the run before it.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(1);

    /// <summary>Begins it, or writes down why not; nothing expected escapes.</summary>
    internal async Task StartAsync(FiringRow firing, CancellationToken cancel)
    {
        try
        {
            if (await ReasonAsync(firing, cancel) is { } reason)
                await store.EndAsync(firing, FiringStatus.Skipped, reason, cancel);
            else if (await store.UnderWayAsync(firing.ScheduleId, firing.Id, cancel) is null)
                await BeginAsync(firing, cancel);
            else if (firing.Cause == FiringWords.Of(FiringCause.Schedule) && firing.Losses == 0)
                await store.EndAsync(firing, FiringStatus.Skipped, "The run before it is still under way.", cancel);
            else
                await store.PutBackAsync(firing, Turn, cancel);
        }
        catch (Problem full) when (full.Kind == ProblemKind.TooMany)
        {
            await store.PutBackAsync(firing, Pause, cancel);
        }
        catch (Problem refused)
        {
            // Rights that are missing do not come by trying again.
            await settling.FailAsync(firing, refused.Message, again: refused.Kind is not (ProblemKind.Denied or ProblemKind.Missing or ProblemKind.Invalid), cancel);
        }
#pragma warning disable CA1031 // A fault of one firing must not end the others; it is logged here, which is its edge.
        catch (Exception fault) when (!cancel.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Log.FiringBroke(log, fault, firing.Id, firing.ScheduleId);
            await settling.FailAsync(firing, "Maestro made a mistake. It is written in its log.", again: true, cancel);
        }
    }

    /// <summary>Begins it for a person, who is told what stands in the way. Throws <see cref="Problem"/>.</summary>
    internal async Task<Run> StartForAsync(FiringRow firing, CancellationToken cancel)
    {
        try
        {
            return await BeginAsync(firing, cancel);
        }
        catch (Problem refused)
        {
            await store.EndAsync(firing, FiringStatus.Skipped, refused.Message, cancel);
            throw;
        }
    }

    private async Task<Run> BeginAsync(FiringRow firing, CancellationToken cancel)
    {
        var view = await book.FindAsync(firing.ScheduleId, cancel) ?? throw Problem.Missing("This schedule");
        var owner = await owners.ActorOfAsync(view.Record.Owner, cancel);
        var work = works.Find(view.Module) ?? throw Problem.Invalid("module", $"nobody here does \"{view.Module}\"");
        var run = await work.StartAsync(owner, view.Work with { Firing = firing.Id, PlannedAt = firing.PlannedAt, Cause = FiringWords.Cause(firing.Cause), Attempt = firing.Attempt }, cancel);
        // Whoever was so slow that the firing was given to somebody else takes back what it began.
        if (!await store.BeganAsync(firing, run.Id, cancel))
            await runs.StopAsync(run.Id, "the schedule, which had begun it elsewhere", cancel);
        return run;
    }

    // Why a firing is not to begin at all; a person who asks is not asked back.
    private async Task<string?> ReasonAsync(FiringRow firing, CancellationToken cancel)
    {
        if (await book.FindAsync(firing.ScheduleId, cancel) is not { } view)
            return "The schedule is retired.";
        if (!view.IsOn)
            return "The schedule is switched off.";
        await using var db = databases.Open(FiringStore.Clock);
        if (await db.Set<ScheduleStateRow>().AnyAsync(row => row.ScheduleId == view.Id && row.PausedAt != null, cancel))
            return "The schedule is paused.";
        return firing.Cause == FiringWords.Of(FiringCause.Chain) ? await ChainReasonAsync(db, firing, cancel) : null;
    }

    private async Task<string?> ChainReasonAsync(MaestroDb db, FiringRow firing, CancellationToken cancel)
    {
        var parent = await db.Set<FiringRow>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == firing.ParentId, cancel);
        var before = parent is null ? null : await book.FindAsync(parent.ScheduleId, cancel);
        if (before is null)
            return "The schedule that was to start it is gone.";
        return await book.MayRunAsync(await owners.ActorOfAsync(before.Record.Owner, cancel), firing.ScheduleId, cancel) ? null : "The owner of the schedule before it may not start this one.";
    }
}

using System.Globalization;
using Maestro.Modules.Kernel;
using Maestro.Modules.Scheduling.Runs;
using Maestro.Modules.Scheduling.Schedules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Maestro.Modules.Scheduling.Firings;

/// <summary>Draws the consequences of a firing that has ended: another try, the count of failures, the pause, the chain.</summary>
internal sealed class Settling(IMaestroDbFactory databases, ScheduleBook book, Wake wake, IOptions<SchedulingOptions> options, TimeProvider time, ILogger<Settling> log)
{
    /// <summary>How long a chain may become.</summary>
    internal const int Deepest = 10;

    /// <summary>How often a firing is begun anew because its process has died.</summary>
    private const int MostLosses = 3;

    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    /// <summary>Settles one firing whose run has ended; false when there is none.</summary>
    internal async Task<bool> SettleOneAsync(CancellationToken cancel)
    {
        await using var db = databases.Open(FiringStore.Clock);
        await using var all = await db.Database.BeginTransactionAsync(cancel);
        var firing = (await db.Set<FiringRow>().FromSql($"""
            select f.* from scheduling.firings f join scheduling.runs r on r.id = f.run_id
            where f.status = 'running' and r.finished_at is not null order by f.id limit 1 for update of f skip locked
            """).ToListAsync(cancel)).SingleOrDefault();
        if (firing is null)
            return false;
        var run = await db.Set<RunRow>().AsNoTracking().SingleAsync(row => row.Id == firing.RunId, cancel);
        // The process that worked has ended, which is no fault of the work.
        if (run.Message == RunStore.MaestroStopped && ++firing.Losses <= MostLosses)
            (firing.Status, firing.RunId, firing.Worker, firing.DueAt) = (FiringWords.Waiting, null, null, time.GetUtcNow());
        else
            await EndAsync(db, firing, FiringWords.Status(run.Status), run.Message, again: true, cancel, run.FinishedAt);
        await db.SaveChangesAsync(cancel);
        await all.CommitAsync(cancel);
        return true;
    }

    /// <summary>A claimed firing could not begin.</summary>
    internal async Task FailAsync(FiringRow claimed, string message, bool again, CancellationToken cancel)
    {
        await using var db = databases.Open(FiringStore.Clock);
        await using var all = await db.Database.BeginTransactionAsync(cancel);
        if (await db.Set<FiringRow>().FromSql($"select * from scheduling.firings where id = {claimed.Id} for update").SingleOrDefaultAsync(cancel) is not { Status: FiringWords.Starting } firing || firing.Worker != claimed.Worker)
            return;
        firing.StartedAt = time.GetUtcNow();
        await EndAsync(db, firing, FiringStatus.Failed, message, again, cancel);
        await db.SaveChangesAsync(cancel);
        await all.CommitAsync(cancel);
    }

    private async Task EndAsync(MaestroDb db, FiringRow firing, FiringStatus status, string? message, bool again, CancellationToken cancel, DateTimeOffset? at = null)
    {
        var now = time.GetUtcNow();
        (firing.Status, firing.Message, firing.EndedAt) = (FiringWords.Of(status), message, at ?? now);
        if (await FiringStore.LockAsync(db, firing.ScheduleId, cancel) is not { } state)
            return;
        state.LastFiringId = firing.Id;
        var view = await book.FindAsync(firing.ScheduleId, cancel);
        if (status is FiringStatus.Failed && again && view is not null && firing.Attempt <= view.Retries)
        {
            db.Add(FiringStore.New(firing.ScheduleId, FiringCause.Retry, firing.PlannedAt, now + PauseOf(firing.Attempt), firing.AskedBy, attempt: firing.Attempt + 1, parent: firing.Id, visited: firing.Visited));
            return;
        }

        if (status is FiringStatus.Failed)
            Count(db, firing, state, view, message);
        else if (status is FiringStatus.Done or FiringStatus.Partial)
            state.Failures = 0;
        if (view is not null)
            Follow(db, firing, view, status, now);
    }

    private void Count(MaestroDb db, FiringRow firing, ScheduleStateRow state, ScheduleView? view, string? message)
    {
        if (++state.Failures < (view?.PauseAfter ?? int.MaxValue) || state.PausedAt is not null)
            return;
        state.PausedAt = time.GetUtcNow();
        state.PausedReason = string.Create(CultureInfo.InvariantCulture, $"{state.Failures} in a row have failed. The last one said: {message}");
        db.Add(new EndingRow { ScheduleId = firing.ScheduleId, RunId = firing.RunId, At = state.PausedAt.Value });
        Log.Paused(log, view!.Id, view.Name, state.Failures);
        wake.Clock();
    }

    // A schedule that the chain has come through is not started again, whatever its links have become since they were checked.
    private static void Follow(MaestroDb db, FiringRow firing, ScheduleView view, FiringStatus status, DateTimeOffset now)
    {
        Guid[] visited = [.. firing.Visited, firing.ScheduleId];
        if (visited.Length >= Deepest)
            return;
        var when = status switch { FiringStatus.Done or FiringStatus.Partial => "success", FiringStatus.Failed => "failure", _ => "" };
        foreach (var link in view.Chain.Where(link => (link.When == "always" || link.When == when) && !visited.Contains(link.Schedule)))
            db.Add(FiringStore.New(link.Schedule, FiringCause.Chain, now, now.AddSeconds(link.Delay), parent: firing.Id, visited: visited));
    }

    private TimeSpan PauseOf(int attempt)
    {
        var pause = TimeSpan.FromSeconds(options.Value.RetrySeconds * Math.Pow(2, Math.Min(attempt - 1, 12)));
        return pause < LongestPause ? pause : LongestPause;
    }
}

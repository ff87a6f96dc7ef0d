using Maestro.Modules.Kernel;
using Maestro.Modules.Scheduling.Runs;
using Microsoft.EntityFrameworkCore;

namespace Maestro.Modules.Scheduling.Firings;

/// <summary>Writes firings down and hands them out; several processes ask at once, and each firing goes to one.</summary>
internal sealed class FiringStore(IMaestroDbFactory databases, TimeProvider time)
{
    internal static readonly Actor Clock = Actor.System("schedules");

    /// <summary>A claim this old is of a process that died before it began.</summary>
    private static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(2);

    /// <summary>Knows a schedule from now on; true for whoever is first, who may also write down its first run.</summary>
    internal async Task<bool> MeetAsync(Guid schedule, bool runFirst, CancellationToken cancel)
    {
        await using var db = databases.Open(Clock);
        await using var all = await db.Database.BeginTransactionAsync(cancel);
        var now = time.GetUtcNow();
        if (await db.Database.ExecuteSqlAsync($"insert into scheduling.schedule_states (schedule_id, created_at, runs, failures) values ({schedule}, {now}, {(runFirst ? 1 : 0)}, 0) on conflict do nothing", cancel) == 0)
            return false;
        if (runFirst)
        {
            db.Add(New(schedule, FiringCause.First, now, now));
            await db.SaveChangesAsync(cancel);
        }

        await all.CommitAsync(cancel);
        return true;
    }

    /// <summary>The time of a schedule has come; false when it has been written down already, or the schedule is paused or has run its most.</summary>
    internal async Task<bool> FireAsync(Guid schedule, DateTimeOffset planned, int? mostRuns, CancellationToken cancel)
    {
        await using var db = databases.Open(Clock);
        await using var all = await db.Database.BeginTransactionAsync(cancel);
        var cause = FiringWords.Of(FiringCause.Schedule);
        if (await LockAsync(db, schedule, cancel) is not { PausedAt: null } state || state.Runs >= mostRuns
            || await db.Set<FiringRow>().AnyAsync(row => row.ScheduleId == schedule && row.PlannedAt == planned && row.Cause == cause, cancel))
            return false;
        db.Add(New(schedule, FiringCause.Schedule, planned, time.GetUtcNow()));
        state.Runs++;
        await db.SaveChangesAsync(cancel);
        await all.CommitAsync(cancel);
        return true;
    }

    /// <summary>Somebody asks for it: a firing that this process has taken at once.</summary>
    internal async Task<FiringRow> AskAsync(Guid schedule, string askedBy, Guid worker, CancellationToken cancel)
    {
        await using var db = databases.Open(Clock);
        await using var all = await db.Database.BeginTransactionAsync(cancel);
        var now = time.GetUtcNow();
        await db.Database.ExecuteSqlAsync($"insert into scheduling.schedule_states (schedule_id, created_at, runs, failures) values ({schedule}, {now}, 0, 0) on conflict do nothing", cancel);
        var row = New(schedule, FiringCause.Manual, now, now, askedBy: askedBy, claimed: worker);
        db.Add(row);
        (await LockAsync(db, schedule, cancel))!.Runs++;
        await db.SaveChangesAsync(cancel);
        await all.CommitAsync(cancel);
        return row;
    }

    /// <summary>Takes the firing that has waited longest; null when none is due.</summary>
    internal async Task<FiringRow?> ClaimAsync(Guid worker, CancellationToken cancel)
    {
        await using var db = databases.Open(Clock);
        var now = time.GetUtcNow();
        return (await db.Set<FiringRow>().FromSql($"""
            update scheduling.firings set status = 'starting', worker = {worker}, claimed_at = {now} where id = (
                select id from scheduling.firings where status = 'waiting' and due_at <= {now} order by due_at, id limit 1 for update skip locked)
            returning *
            """).AsNoTracking().ToListAsync(cancel)).SingleOrDefault();
    }

    /// <summary>A claimed firing has become a run; false when the claim has been given to another process meanwhile.</summary>
    internal async Task<bool> BeganAsync(FiringRow firing, Guid run, CancellationToken cancel)
    {
        await using var db = databases.Open(Clock);
        var now = time.GetUtcNow();
        var mine = await Claimed(db, firing).ExecuteUpdateAsync(set => set.SetProperty(row => row.Status, FiringWords.Running).SetProperty(row => row.RunId, run).SetProperty(row => row.StartedAt, now), cancel);
        await db.Set<ScheduleStateRow>().Where(row => row.ScheduleId == firing.ScheduleId).ExecuteUpdateAsync(set => set.SetProperty(row => row.LastFiringId, firing.Id), cancel);
        return mine > 0;
    }

    /// <summary>A claimed firing cannot begin yet.</summary>
    internal async Task PutBackAsync(FiringRow firing, TimeSpan pause, CancellationToken cancel)
    {
        await using var db = databases.Open(Clock);
        var due = time.GetUtcNow() + pause;
        await Claimed(db, firing).ExecuteUpdateAsync(set => set.SetProperty(row => row.Status, FiringWords.Waiting).SetProperty(row => row.DueAt, due), cancel);
    }

    /// <summary>A claimed firing does not begin at all.</summary>
    internal async Task EndAsync(FiringRow firing, FiringStatus status, string message, CancellationToken cancel)
    {
        await using var db = databases.Open(Clock);
        var (now, word) = (time.GetUtcNow(), FiringWords.Of(status));
        await Claimed(db, firing).ExecuteUpdateAsync(set => set.SetProperty(row => row.Status, word).SetProperty(row => row.EndedAt, now).SetProperty(row => row.Message, message), cancel);
    }

    /// <summary>The run of this schedule that is under way, but for that of one firing.</summary>
    internal async Task<Guid?> UnderWayAsync(Guid schedule, Guid but, CancellationToken cancel)
    {
        await using var db = databases.Open(Clock);
        return await (
            from firing in db.Set<FiringRow>()
            join run in db.Set<RunRow>() on firing.RunId equals run.Id
            where firing.ScheduleId == schedule && firing.Id != but && firing.Status == FiringWords.Running && run.FinishedAt == null
            select firing.RunId).FirstOrDefaultAsync(cancel);
    }

    /// <summary>Gives back what was claimed by processes that died before they began, and throws away what is old.</summary>
    internal async Task SweepAsync(TimeSpan keep, CancellationToken cancel)
    {
        await using var db = databases.Open(Clock);
        var now = time.GetUtcNow();
        await db.Set<FiringRow>().Where(row => row.Status == FiringWords.Starting && row.ClaimedAt < now - Forgotten)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Status, FiringWords.Waiting).SetProperty(row => row.Worker, (Guid?)null), cancel);
        await db.Set<FiringRow>().Where(row => row.EndedAt < now - keep).ExecuteDeleteAsync(cancel);
        await db.Set<EndingRow>().Where(row => row.At < now - keep).ExecuteDeleteAsync(cancel);
        await db.Set<Webhooks.DeliveryRow>().Where(row => row.At < now - keep).ExecuteDeleteAsync(cancel);
    }

    /// <summary>Whether anything waits or runs.</summary>
    internal async Task<bool> AnyOpenAsync(CancellationToken cancel)
    {
        await using var db = databases.Open(Clock);
        return await db.Set<FiringRow>().AnyAsync(row => FiringWords.Open.Contains(row.Status), cancel);
    }

    internal static FiringRow New(Guid schedule, FiringCause cause, DateTimeOffset planned, DateTimeOffset due, string? askedBy = null, Guid? claimed = null, int attempt = 1, Guid? parent = null, Guid[]? visited = null) => new()
    {
        Id = Guid.CreateVersion7(due), ScheduleId = schedule, Cause = FiringWords.Of(cause), Status = claimed is null ? FiringWords.Waiting : FiringWords.Starting, PlannedAt = planned, DueAt = due,
        Attempt = attempt, AskedBy = askedBy, Worker = claimed, ClaimedAt = claimed is null ? null : due, ParentId = parent, Visited = visited ?? [],
    };

    /// <summary>The state of a schedule, which nobody else changes until the transaction ends.</summary>
    internal static Task<ScheduleStateRow?> LockAsync(MaestroDb db, Guid schedule, CancellationToken cancel) =>
        db.Set<ScheduleStateRow>().FromSql($"select * from scheduling.schedule_states where schedule_id = {schedule} for update").SingleOrDefaultAsync(cancel);

    private static IQueryable<FiringRow> Claimed(MaestroDb db, FiringRow firing) =>
        db.Set<FiringRow>().Where(row => row.Id == firing.Id && row.Status == FiringWords.Starting && row.Worker == firing.Worker);
}

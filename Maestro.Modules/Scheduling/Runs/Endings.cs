using Maestro.Modules.Audit;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Scheduling.Firings;
using Microsoft.EntityFrameworkCore;

namespace Maestro.Modules.Scheduling.Runs;

/// <summary>The feed of runs that have ended and of schedules that were paused, in the order of their transactions.</summary>
internal sealed class Endings(IMaestroDbFactory databases, IInventory inventory)
{
    private const int MostTries = 200;
    private static readonly string Failed = FiringWords.Of(FiringStatus.Failed);

    /// <summary>Writes an end down with whatever the context holds, and tells whoever listens once it is committed.</summary>
    internal static async Task TellAsync(MaestroDb db, EndingRow row, CancellationToken cancel)
    {
        db.Add(row);
        await db.SaveChangesAsync(cancel);
        await db.Database.ExecuteSqlAsync($"select pg_notify('maestro_runs', {row.RunId.ToString()})", cancel);
    }

    internal async Task<FeedPage<Ending>> ReadAsync(Actor actor, FeedPlace after, int limit, CancellationToken cancel)
    {
        await using var db = databases.Open(actor);
        // As text: EF writes a 64-bit number without sign as a decimal.
        var tx = after.Tx.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var rows = await db.Set<EndingRow>().FromSql($"""
            select * from scheduling.endings where (tx, id) > ({tx}::xid8, {after.Id}) and tx < pg_snapshot_xmin(pg_current_snapshot())
            order by tx, id limit {limit}
            """).AsNoTracking().ToListAsync(cancel);
        if (rows.Count == 0)
            return new([], after, false);
        var ids = rows.Select(row => row.RunId).OfType<Guid>().Distinct().ToArray();
        var runs = await db.Set<RunRow>().AsNoTracking().Where(row => ids.Contains(row.Id)).ToDictionaryAsync(row => row.Id, cancel);
        var firings = await TriesAsync(db, ids, cancel);
        var pauses = await PausesAsync(db, rows, cancel);
        Try? FiringOf(EndingRow row) => row.RunId is { } run ? firings.GetValueOrDefault(run) : null;
        var parts = (await db.Set<RunPartRow>().AsNoTracking().Where(part => ids.Contains(part.RunId)).GroupBy(part => new { part.RunId, part.Status })
            .Select(group => new { group.Key.RunId, group.Key.Status, Count = group.Count() }).ToListAsync(cancel)).ToLookup(part => part.RunId);
        var all = rows.Select(row => new Ending(new(row.Tx, row.Id), row.At)
        {
            Run = row.RunId is { } id && runs.TryGetValue(id, out var run) ? RunRegister.Seen(actor, run, [], whole: false) : null,
            Parts = row.RunId is { } whole ? parts[whole].ToDictionary(part => RunWords.Part(part.Status), part => part.Count) : new Dictionary<RunPartStatus, int>(),
            Schedule = row.ScheduleId ?? FiringOf(row)?.Schedule,
            Cause = FiringOf(row) is { } firing ? FiringWords.Cause(firing.Cause) : null,
            Try = FiringOf(row)?.Number ?? 1,
            FirstTry = FiringOf(row)?.First,
            Paused = row.ScheduleId is not null,
            Tries = pauses.GetValueOrDefault(row.Id),
        }).ToList();
        return new(actor.SeesAll ? all : await SeenAsync(db, actor, all, cancel), all[^1].Place, rows.Count == limit);
    }

    // Tries of one firing have its schedule and its time in common.
    private static async Task<Dictionary<Guid, Try>> TriesAsync(MaestroDb db, Guid[] ids, CancellationToken cancel)
    {
        var own = (await db.Set<FiringRow>().AsNoTracking().Where(row => row.RunId != null && ids.Contains(row.RunId.Value)).ToListAsync(cancel)).DistinctBy(row => row.RunId).ToList();
        var later = own.Where(row => row.Attempt > 1).ToList();
        var (schedules, times) = (later.Select(row => row.ScheduleId).Distinct().ToArray(), later.Select(row => row.PlannedAt).Distinct().ToArray());
        var all = later.Count == 0 ? []
            : await db.Set<FiringRow>().AsNoTracking().Where(row => schedules.Contains(row.ScheduleId) && times.Contains(row.PlannedAt) && row.RunId != null).OrderBy(row => row.Attempt).ToListAsync(cancel);
        return own.ToDictionary(row => row.RunId!.Value, row => new Try(row.ScheduleId, row.Cause, row.Attempt,
            row.Attempt == 1 ? null : all.Find(one => one.ScheduleId == row.ScheduleId && one.PlannedAt == row.PlannedAt && one.Attempt < row.Attempt)?.RunId));
    }

    // Of each pause how many tries have failed, within the failures that were counted.
    private static async Task<Dictionary<long, int>> PausesAsync(MaestroDb db, List<EndingRow> rows, CancellationToken cancel)
    {
        var counted = new Dictionary<long, int>();
        foreach (var row in rows.Where(row => row.ScheduleId is not null))
        {
            var failures = await db.Set<ScheduleStateRow>().Where(state => state.ScheduleId == row.ScheduleId).Select(state => state.Failures).SingleOrDefaultAsync(cancel);
            var failed = await db.Set<FiringRow>().Where(one => one.ScheduleId == row.ScheduleId && one.Status == Failed && one.EndedAt <= row.At)
                .OrderByDescending(one => one.Id).Take(MostTries).Select(one => one.PlannedAt).ToListAsync(cancel);
            var times = failed.Distinct().Take(failures).ToHashSet();
            counted[row.Id] = failed.Count(times.Contains);
        }

        return counted;
    }

    // As one run is: by who asked, and by who reads the schedule.
    private async Task<List<Ending>> SeenAsync(MaestroDb db, Actor actor, List<Ending> all, CancellationToken cancel)
    {
        var ids = all.Select(one => one.Run?.Id).OfType<Guid>().ToArray();
        var mine = await RunRegister.Readable(db, actor).Where(row => ids.Contains(row.Id)).Select(row => row.Id).ToHashSetAsync(cancel);
        var schedules = actor.OnlyKinds is not null ? [] : all.Select(one => one.Schedule).OfType<Guid>().Distinct().ToList();
        var read = schedules.Count == 0 ? []
            : (await inventory.ListAsync(actor, new Query { Kind = Schedule.KindName, Ids = schedules, Active = null, Limit = schedules.Count, Counted = false }, cancel)).Rows.Select(record => record.Id).ToHashSet();
        return [.. all.Where(one => (one.Run is { } run && !one.Paused && mine.Contains(run.Id)) || (one.Schedule is { } schedule && read.Contains(schedule)))];
    }

    private sealed record Try(Guid Schedule, string Cause, int Number, Guid? First);
}

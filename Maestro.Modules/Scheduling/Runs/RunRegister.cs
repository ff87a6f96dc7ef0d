using System.Text.Json;
using Maestro.Modules.Audit;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Modules.Scheduling.Firings;
using Microsoft.EntityFrameworkCore;

namespace Maestro.Modules.Scheduling.Runs;

/// <summary>Takes work on, and shows and stops it.</summary>
internal sealed class RunRegister(IMaestroDbFactory databases, RunQueue queue, IInventory inventory, Endings endings, TimeProvider time) : IRuns
{
    private readonly RunFigures figures = new(databases, time);

    public async Task<Run> StartAsync(Actor actor, RunStart start, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var row = new RunRow
        {
            Id = Ids.New(time), Type = start.Type, Title = start.Title, Status = RunWords.Queued, MakerId = actor.UserId, TokenId = actor.TokenId, MakerName = actor.Name,
            Target = start.Target, Worker = queue.Worker, HeartbeatAt = now, CreatedAt = now, Arguments = JsonSerializer.Serialize(start.Arguments, Json.Compact),
        };
        var run = new QueuedRun(row.Id, start, new RunReport(row.Id, time));
        try
        {
            if (!actor.MayWrite)
                throw Problem.Denied("This token may only read.");
            await using var db = databases.Open(actor);
            db.Add(row);
            await db.SaveChangesAsync(cancel);
            await EnqueueAsync(db, row, run, cancel);
        }
        catch
        {
            await run.DisposeAsync();
            throw;
        }

        return Seen(actor, row, [], whole: true);
    }

    // A full queue leaves no trace of what it refused.
    private async Task EnqueueAsync(MaestroDb db, RunRow row, QueuedRun run, CancellationToken cancel)
    {
        try
        {
            queue.Add(run);
        }
        catch (Problem)
        {
            db.Remove(row);
            await db.SaveChangesAsync(cancel);
            throw;
        }
    }

    public async Task<Page<Run>> ListAsync(Actor actor, RunQuery query, CancellationToken cancel)
    {
        await using var db = databases.Open(actor);
        var found = Readable(db, actor).AsNoTracking();
        if (query.Type is { } type)
            found = found.Where(row => row.Type == type);
        if (query.Status is { } status)
        {
            var word = RunWords.Of(status);
            found = found.Where(row => row.Status == word);
        }

        if (query.Ids is { } ids)
            found = found.Where(row => ids.Contains(row.Id));
        if (query.Target is { } target)
            found = found.Where(row => row.Target == target);
        if (query.Cursor is { } cursor)
        {
            var last = Guid.TryParse(cursor, out var id) ? id : throw Problem.Malformed("cursor: is not one that a list has given.");
            found = found.Where(row => row.Id.CompareTo(last) < 0);
        }

        var rows = await found.OrderByDescending(row => row.Id).Take(query.Limit + 1).ToListAsync(cancel);
        var next = rows.Count > query.Limit ? rows[query.Limit - 1].Id.ToString() : null;
        return new Page<Run>([.. rows.Take(query.Limit).Select(row => Seen(actor, row, [], whole: false))], null, true, next);
    }

    public async Task<IReadOnlyDictionary<Guid, LatestRuns>> LatestAsync(Actor actor, IReadOnlyCollection<Guid> targets, CancellationToken cancel)
    {
        var ids = await figures.LatestAsync(targets, cancel);
        await using var db = databases.Open(actor);
        var rows = (await Readable(db, actor).AsNoTracking().Where(row => ids.Contains(row.Id)).ToListAsync(cancel)).Select(row => Seen(actor, row, [], whole: false)).ToLookup(run => run.Target!.Value);
        return targets.Distinct().ToDictionary(target => target, target => new LatestRuns(rows[target].FirstOrDefault(run => !run.Ended), rows[target].FirstOrDefault(run => run.Ended)));
    }

    public async Task<IReadOnlyList<RunStatistics>> StatisticsAsync(Actor actor, CancellationToken cancel)
    {
        Standing.Demand(actor);
        return await figures.StatisticsAsync(cancel);
    }

    public async Task<Run> GetAsync(Actor actor, Guid id, CancellationToken cancel)
    {
        await using var db = databases.Open(actor);
        var row = await (await ReachableAsync(db, actor, id, Level.Read, cancel)).AsNoTracking().SingleOrDefaultAsync(cancel) ?? throw Problem.Missing("This run");
        var parts = await db.Set<RunPartRow>().AsNoTracking().Where(part => part.RunId == id).OrderBy(part => part.Place).ToListAsync(cancel);
        return Seen(actor, row, parts, whole: true);
    }

    public async Task<Run> StopAsync(Actor actor, Guid id, CancellationToken cancel)
    {
        if (!actor.MayWrite)
            throw Problem.Denied("This token may only read.");
        await using (var db = databases.Open(actor))
        {
            var (now, mine) = (time.GetUtcNow(), (await ReachableAsync(db, actor, id, Level.Write, cancel)).Where(row => row.StopBy == null));
            // What has not begun ends here; what works hears it from its worker, which may be another process.
            await using var all = await db.Database.BeginTransactionAsync(cancel);
            if (await mine.Where(row => row.Status == RunWords.Queued).ExecuteUpdateAsync(set => set.SetProperty(row => row.StopBy, actor.Name)
                .SetProperty(row => row.Status, RunWords.Of(RunStatus.Stopped)).SetProperty(row => row.FinishedAt, now).SetProperty(row => row.Message, $"Stopped by {actor.Name}."), cancel) > 0)
                await Endings.TellAsync(db, new EndingRow { RunId = id, At = now }, cancel);
            await mine.Where(row => row.Status == RunWords.Running).ExecuteUpdateAsync(set => set.SetProperty(row => row.StopBy, actor.Name), cancel);
            await all.CommitAsync(cancel);
        }

        var run = await GetAsync(actor, id, cancel);
        if (!run.Ended)
            queue.Stop(id);
        return run;
    }

    public Task<FeedPage<Ending>> EndedAsync(Actor actor, FeedPlace after, int limit, CancellationToken cancel) => endings.ReadAsync(actor, after, limit, cancel);

    internal static IQueryable<RunRow> Readable(MaestroDb db, Actor actor)
    {
        // What schedules of a team did, its members see.
        var teams = actor.Teams.Select(team => team.TeamId).ToArray();
        return actor.SeesAll ? db.Set<RunRow>()
        // What a run says may name anything: a limited token sees its own only.
        : actor.OnlyKinds is not null ? db.Set<RunRow>().Where(row => row.MakerId == actor.UserId && row.TokenId == actor.TokenId)
        : db.Set<RunRow>().Where(row => row.MakerId == actor.UserId || teams.Contains(row.MakerId));
    }

    // A run of a schedule is as readable as the schedule: who sees that it failed may see why.
    private async Task<IQueryable<RunRow>> ReachableAsync(MaestroDb db, Actor actor, Guid id, Level needs, CancellationToken cancel)
    {
        var one = db.Set<RunRow>().Where(row => row.Id == id);
        if (await Readable(db, actor).AnyAsync(row => row.Id == id && (needs == Level.Read || row.MakerId == actor.UserId || actor.SeesAll), cancel))
            return one;
        if (actor.OnlyKinds is null && await db.Set<FiringRow>().Where(row => row.RunId == id).Select(row => (Guid?)row.ScheduleId).FirstOrDefaultAsync(cancel) is { } schedule
            && (await inventory.ListAsync(actor, new Query { Kind = Schedule.KindName, Ids = [schedule], Active = null, Limit = 1, Counted = false }, cancel)).Rows is [var record] && record.Level >= needs)
            return one;
        return one.Where(row => false);
    }

    internal static Run Seen(Actor actor, RunRow row, IReadOnlyList<RunPartRow> parts, bool whole) => new()
    {
        Instance = actor.SeesAll ? row.Worker : null,
        Id = row.Id,
        Type = row.Type,
        Title = row.Title,
        Status = RunWords.Status(row.Status),
        MakerId = row.MakerId,
        MakerName = row.MakerName,
        Target = row.Target,
        Progress = new(row.Step, row.Done, row.Total),
        CreatedAt = row.CreatedAt,
        StartedAt = row.StartedAt,
        FinishedAt = row.FinishedAt,
        Message = row.Message,
        Plan = row.PlanId,
        Counts = JsonSerializer.Deserialize<Dictionary<string, long>>(row.Counts, Json.Compact)!,
        Arguments = JsonSerializer.Deserialize<Dictionary<string, string>>(row.Arguments, Json.Compact)!,
        Problem = row.Problem is null ? null : JsonSerializer.Deserialize<RunProblem>(row.Problem, Json.Compact),
        Stopping = row.StopBy is not null && row.FinishedAt is null,
        Parts = [.. parts.Select(Seen)],
        Log = whole ? JsonSerializer.Deserialize<List<RunLine>>(row.Log, Json.Compact)! : [],
    };

    private static RunPart Seen(RunPartRow row) => new(row.Task, row.Resource, row.Scope, RunWords.Part(row.Status))
    {
        Seen = row.Seen, Created = row.Created, Changed = row.Changed, Missing = row.Missing, Gone = row.Gone,
        Plan = row.PlanId, Message = row.Message, FinishedAt = row.FinishedAt,
    };
}

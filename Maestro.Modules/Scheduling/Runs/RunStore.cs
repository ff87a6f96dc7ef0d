using System.Text.Json;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Microsoft.EntityFrameworkCore;

namespace Maestro.Modules.Scheduling.Runs;

/// <summary>Writes down how runs go. A run that has ended is never written again.</summary>
internal sealed class RunStore(IMaestroDbFactory databases, TimeProvider time)
{
    internal const string MaestroStopped = "Maestro stopped.";
    private static readonly Actor Worker = Actor.System("runs");
    private static readonly string[] Open = [RunWords.Queued, RunWords.Running];

    /// <summary>Begins a run; false when it has been stopped before it began.</summary>
    internal async Task<bool> BeginAsync(Guid id, CancellationToken cancel)
    {
        await using var db = databases.Open(Worker);
        var now = time.GetUtcNow();
        return await db.Set<RunRow>().Where(row => row.Id == id && row.Status == RunWords.Queued && row.StopBy == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Status, RunWords.Running).SetProperty(row => row.StartedAt, now).SetProperty(row => row.HeartbeatAt, now), cancel) > 0;
    }

    /// <summary>Gives a sign of life and answers which of the runs somebody wants stopped.</summary>
    internal async Task<IReadOnlyList<Guid>> BeatAsync(Guid worker, CancellationToken cancel)
    {
        await using var db = databases.Open(Worker);
        var now = time.GetUtcNow();
        var mine = db.Set<RunRow>().Where(row => row.Worker == worker && Open.Contains(row.Status));
        await mine.Where(row => row.HeartbeatAt < now.AddSeconds(-5)).ExecuteUpdateAsync(set => set.SetProperty(row => row.HeartbeatAt, now), cancel);
        return await mine.Where(row => row.StopBy != null).Select(row => row.Id).ToListAsync(cancel);
    }

    /// <summary>Writes down what a run has said since the last time.</summary>
    internal async Task FlushAsync(QueuedRun run, CancellationToken cancel)
    {
        if (run.Report.Take() is not { } said)
            return;
        try
        {
            await using var db = databases.Open(Worker);
            if (await db.Set<RunRow>().SingleOrDefaultAsync(row => row.Id == run.Id, cancel) is not { } stored)
                return;
            (stored.Step, stored.Done, stored.Total) = (said.Progress.Step, said.Progress.Done, said.Progress.Total);
            stored.Log = JsonSerializer.Serialize(said.Lines, Json.Compact);
            db.AddRange(said.Parts.Select((part, place) => Of(run.Id, said.From + place, part)));
            await db.SaveChangesAsync(cancel);
        }
        catch
        {
            run.Report.Return(said.From);
            throw;
        }
    }

    /// <summary>Ends a run.</summary>
    internal async Task EndAsync(Guid id, RunOutcome outcome, RunProblem? problem, CancellationToken cancel)
    {
        await using var db = databases.Open(Worker);
        if (await db.Set<RunRow>().SingleOrDefaultAsync(row => row.Id == id && Open.Contains(row.Status), cancel) is not { } row)
            return;
        row.Status = RunWords.Of(outcome.Status);
        row.FinishedAt = time.GetUtcNow();
        row.Message = outcome.Status == RunStatus.Stopped && row.StopBy is { } by ? $"Stopped by {by}." : outcome.Message;
        row.PlanId = outcome.Plan;
        row.Counts = JsonSerializer.Serialize(outcome.Counts, Json.Compact);
        row.Problem = problem is null ? null : JsonSerializer.Serialize(problem, Json.Compact);
        await Endings.TellAsync(db, new EndingRow { RunId = id, At = row.FinishedAt.Value }, cancel);
    }

    /// <summary>Asks a run to stop on the machine's behalf.</summary>
    internal async Task StopAsync(Guid id, string by, CancellationToken cancel)
    {
        await using var db = databases.Open(Worker);
        await db.Set<RunRow>().Where(row => row.Id == id && Open.Contains(row.Status) && row.StopBy == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.StopBy, by), cancel);
    }

    /// <summary>Ends the runs whose process gives no sign of life any more.</summary>
    internal async Task<int> SweepAsync(TimeSpan silence, CancellationToken cancel)
    {
        await using var db = databases.Open(Worker);
        var now = time.GetUtcNow();
        return await db.Database.ExecuteSqlAsync($"""
            with ended as (
                update scheduling.runs set status = 'failed', finished_at = {now}, message = {MaestroStopped}
                where status in ('queued', 'running') and heartbeat_at < {now - silence} returning id)
            insert into scheduling.endings (run_id, at) select id, {now} from ended
            """, cancel);
    }

    private static RunPartRow Of(Guid run, int place, RunPart part) => new()
    {
        RunId = run, Place = place, Task = part.Task, Resource = part.Resource, Scope = part.Scope, Status = RunWords.Of(part.Status), Seen = part.Seen,
        Created = part.Created, Changed = part.Changed, Missing = part.Missing, Gone = part.Gone, PlanId = part.Plan, Message = part.Message, FinishedAt = part.FinishedAt,
    };
}

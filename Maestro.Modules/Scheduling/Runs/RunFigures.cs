using Maestro.Modules.Kernel;
using Npgsql;

namespace Maestro.Modules.Scheduling.Runs;

/// <summary>Asks many runs at once: the last of each target, and how all of a sort have gone.</summary>
internal sealed class RunFigures(IMaestroDbFactory databases, TimeProvider time)
{
    private static readonly Actor Self = Actor.System("runs");

    /// <summary>Ids of the run under way and of the one that ended last, of each target: two looks into an index, however many runs there are.</summary>
    internal async Task<List<Guid>> LatestAsync(IReadOnlyCollection<Guid> targets, CancellationToken cancel)
    {
        await using var connection = await databases.ConnectAsync(Self, cancel);
        await using var command = new NpgsqlCommand("""
            select x.id from unnest($1) t(id) cross join lateral (
                (select r.id from scheduling.runs r where r.target = t.id and r.status in ('queued', 'running') order by r.id desc limit 1) union all
                (select r.id from scheduling.runs r where r.target = t.id and r.status not in ('queued', 'running') order by r.id desc limit 1)) x
            """, connection);
        command.Parameters.Add(new() { Value = targets.Distinct().ToArray() });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var ids = new List<Guid>();
        while (await rows.ReadAsync(cancel))
            ids.Add(rows.GetGuid(0));
        return ids;
    }

    internal async Task<IReadOnlyList<RunStatistics>> StatisticsAsync(CancellationToken cancel)
    {
        const string took = "extract(epoch from r.finished_at - r.started_at)::double precision";
        static string Span(string since) => $"""
            count(*) filter (where {since}), count(*) filter (where {since} and r.status in ('failed', 'partial')),
            avg({took}) filter (where {since}), percentile_cont(0.95) within group (order by {took}) filter (where {since})
            """;
        await using var connection = await databases.ConnectAsync(Self, cancel);
        await using var command = new NpgsqlCommand($"select r.type, {Span("r.created_at >= $1")}, {Span("true")} from scheduling.runs r where r.created_at >= $2 group by r.type order by r.type", connection);
        command.Parameters.Add(new() { Value = time.GetUtcNow().AddDays(-1) });
        command.Parameters.Add(new() { Value = time.GetUtcNow().AddDays(-7) });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var statistics = new List<RunStatistics>();
        while (await rows.ReadAsync(cancel))
            statistics.Add(new(rows.GetString(0), Of(rows, 1), Of(rows, 5)));
        return statistics;
    }

    private static RunSpan Of(NpgsqlDataReader rows, int at) =>
        new(rows.GetInt64(at), rows.GetInt64(at + 1), Took(rows, at + 2), Took(rows, at + 3));

    private static TimeSpan? Took(NpgsqlDataReader rows, int at) => rows.IsDBNull(at) ? null : TimeSpan.FromSeconds(rows.GetDouble(at));
}

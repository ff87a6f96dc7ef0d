using Maestro.Modules.Kernel;
using Npgsql;

namespace Maestro.Modules.Inventory.Planning;

/// <summary>
/// What a complete listing did not see: missing the first time, gone the second; but only when every source that saw it
/// misses it. A source that stops reporting takes its values with it.
/// </summary>
internal sealed record Unseen(string ExternalId, Guid RecordId, int Missed, bool OthersSeeIt);

internal static class Sweeping
{
    /// <summary>Sightings of these scopes that are not among <paramref name="seen"/>.</summary>
    internal static async Task<List<Unseen>> FindAsync(NpgsqlConnection connection, Guid originId, IReadOnlyCollection<string> scopes, IReadOnlyCollection<string> seen, DateTimeOffset? since, CancellationToken cancel)
    {
        if (scopes.Count == 0)
            return [];
        await using var command = new NpgsqlCommand("""
            select s.external_id, s.record_id, s.missed + 1,
                   exists (select 1 from inventory.sightings x where x.record_id = s.record_id and x.missed = 0 and (x.origin_id, x.external_id) <> (s.origin_id, s.external_id))
            from inventory.sightings s
            join inventory.observations o on o.origin_id = s.origin_id and o.external_id = s.external_id
            join inventory.records r on r.id = s.record_id and r.active
            where s.origin_id = $1 and o.scope = any($2) and not s.external_id = any($3) and s.last_seen < $4
            order by s.external_id
            """, connection);
        command.Parameters.Add(new() { Value = originId });
        command.Parameters.Add(new() { Value = scopes.ToArray() });
        command.Parameters.Add(new() { Value = seen.ToArray() });
        command.Parameters.Add(new() { Value = since ?? DateTimeOffset.MaxValue });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var unseen = new List<Unseen>();
        while (await rows.ReadAsync(cancel))
            unseen.Add(new(rows.GetString(0), rows.GetGuid(1), rows.GetInt32(2), rows.GetBoolean(3)));
        return unseen;
    }

    /// <summary>How much of a scope is known, and how much of that was not seen since a moment.</summary>
    internal static async Task<ScopeView> ViewAsync(NpgsqlConnection connection, Guid originId, string scope, DateTimeOffset since, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            select count(*), count(*) filter (where s.last_seen < $3), count(*) filter (where s.last_seen < $3 and s.missed = 0)
            from inventory.observations o
            join inventory.sightings s on s.origin_id = o.origin_id and s.external_id = o.external_id
            join inventory.records r on r.id = s.record_id and r.active
            where o.origin_id = $1 and o.scope = $2
            """, connection);
        command.Parameters.Add(new() { Value = originId });
        command.Parameters.Add(new() { Value = scope });
        command.Parameters.Add(new() { Value = since });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        await rows.ReadAsync(cancel);
        return new(rows.GetInt64(0), rows.GetInt64(1), rows.GetInt64(2));
    }

    /// <summary>Lays the absence upon the record.</summary>
    internal static void Apply(Unseen unseen, Working record, Guid originId, Func<Guid, string, Guid?> resolve)
    {
        if (unseen.OthersSeeIt && unseen.Missed >= 2)
        {
            record.Dropped.Add((originId, unseen.ExternalId));
            record.Observations = [.. record.Observations.Where(one => (one.OriginId, one.ExternalId) != (originId, unseen.ExternalId))];
            record.Touched = true;
            record.Recompute(resolve);
        }
        else if (!unseen.OthersSeeIt && record.State is "present" or "missing")
        {
            record.State = unseen.Missed >= 2 ? "gone" : "missing";
            record.Touched = true;
        }
    }
}

using Maestro.Modules.Inventory.Planning;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Npgsql;

namespace Maestro.Modules.Inventory.Queries;

/// <summary>Reads and closes conflicts.</summary>
internal sealed class Conflicts(IMaestroDbFactory databases, IKinds kinds, TimeProvider time) : IConflicts
{
    public async Task<Page<ConflictPair>> ListAsync(Actor actor, int limit, int offset, CancellationToken cancel)
    {
        await using var connection = await databases.ConnectAsync(actor, cancel);
        await using var command = new NpgsqlCommand($"""
            select c.id, c.kind, r.id, r.name, o.id, o.name, c.reason, c.found_at, count(*) over () from inventory.conflicts c
            join inventory.records r on r.id = c.record_id and r.active and {Readable.Sql(actor, "r", "$1")}
            join inventory.records o on o.id = c.other_id and o.active and {Readable.Sql(actor, "o", "$1")}
            where c.closed_at is null order by c.found_at desc, c.id limit $2 offset $3
            """, connection);
        command.Parameters.Add(new() { Value = actor.SubjectIds });
        command.Parameters.Add(new() { Value = limit });
        command.Parameters.Add(new() { Value = offset });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var pairs = new List<ConflictPair>();
        long count = 0;
        while (await rows.ReadAsync(cancel))
        {
            pairs.Add(new(rows.GetGuid(0), rows.GetString(1), rows.GetGuid(2), rows.GetString(3), rows.GetGuid(4), rows.GetString(5), rows.GetString(6), rows.GetFieldValue<DateTimeOffset>(7)));
            count = rows.GetInt64(8);
        }

        return new(pairs, count, true, null);
    }

    public async Task DismissAsync(Actor actor, Guid id, CancellationToken cancel)
    {
        if (!actor.MayWrite)
            throw Problem.Denied("This token may only read.");
        await using var connection = await databases.ConnectAsync(actor, cancel);
        await using var command = new NpgsqlCommand($"""
            update inventory.conflicts c set closed_at = $2 where c.id = $1 and c.closed_at is null and {Readable.Reached(actor, "c")} and ($3 or not exists (
                select 1 from unnest(array[c.record_id, c.other_id]) x(id) where not exists (
                    select 1 from access.grants g where g.record_id = x.id and g.subject_id = any($4) and g.level >= 3)))
            """, connection);
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = time.GetUtcNow() });
        command.Parameters.Add(new() { Value = actor.SeesAll });
        command.Parameters.Add(new() { Value = actor.Teams.Where(team => team.Level >= Level.Write).Select(team => team.TeamId).Append(actor.UserId).ToArray() });
        if (await command.ExecuteNonQueryAsync(cancel) == 0)
            throw Problem.Missing("This conflict");
    }

    public async Task<IReadOnlyList<Duplicate>> DuplicatesAsync(Actor actor, string kind, IReadOnlyDictionary<string, string> values, Guid? except, CancellationToken cancel)
    {
        await using var connection = await databases.ConnectAsync(actor, cancel);
        return [.. (await Duplicates.FindAsync(connection, actor, kinds.Get(kind), [new(except ?? Guid.Empty, values)], cancel))[0]];
    }
}

using Maestro.Modules.Kernel;
using Npgsql;
using NpgsqlTypes;

namespace Maestro.Modules.Audit.Trail;

/// <summary>Reads changes in the order of their transactions, and only those that no transaction still under way can precede.</summary>
internal sealed class Feed(IMaestroDbFactory databases) : IFeed
{
    private static readonly Actor Self = Actor.System("feed");

    public async Task<FeedPlace> NowAsync(CancellationToken cancel)
    {
        await using var connection = await databases.ConnectAsync(Self, cancel);
        await using var command = new NpgsqlCommand("select pg_snapshot_xmin(pg_current_snapshot())", connection);
        return new((ulong)(await command.ExecuteScalarAsync(cancel))!, 0);
    }

    public async Task<FeedPage<FeedChange>> ReadAsync(Actor actor, FeedPlace after, int limit, CancellationToken cancel)
    {
        await using var connection = await databases.ConnectAsync(actor, cancel);
        await using var command = new NpgsqlCommand($"""
            select c.tx, c.id, c.change_set_id, c.record_id, c.kind, c.name, c.action, c.state, c.version,
                   exists (select 1 from audit.changes p where p.record_id = c.record_id and p.change_set_id = c.change_set_id and p.id < c.id),
                   c.valid_from, s.actor_id, s.actor_name, s.source, s.source_name,
                   exists (select 1 from inventory.records r where r.id = c.record_id and {AuditReading.Readable(actor, "$4")})
            from (select * from audit.changes where (tx, id) > ($1, $2) and tx < pg_snapshot_xmin(pg_current_snapshot()) order by tx, id limit $3) c
            join audit.change_sets s on s.id = c.change_set_id
            order by c.tx, c.id
            """, connection);
        command.Parameters.Add(new() { Value = after.Tx, NpgsqlDbType = NpgsqlDbType.Xid8 });
        command.Parameters.Add(new() { Value = after.Id });
        command.Parameters.Add(new() { Value = limit });
        command.Parameters.Add(new() { Value = actor.SubjectIds });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var (seen, next, count) = (new List<FeedChange>(), after, 0);
        while (await rows.ReadAsync(cancel))
        {
            count++;
            next = new(rows.GetFieldValue<ulong>(0), rows.GetInt64(1));
            if (rows.GetBoolean(15))
                seen.Add(new(next, rows.GetGuid(2), rows.GetGuid(3), rows.GetString(4), rows.GetString(5), rows.GetString(6), rows.GetString(7), rows.GetInt32(8), rows.GetBoolean(9),
                    rows.GetFieldValue<DateTimeOffset>(10), rows.GetGuid(11), rows.GetString(12), rows.GetString(13), rows.GetString(14)));
        }

        return new(seen, next, count == limit);
    }
}

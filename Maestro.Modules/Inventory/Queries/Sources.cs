using Maestro.Modules.Kernel;
using Npgsql;

namespace Maestro.Modules.Inventory.Queries;

/// <summary>Reads sources by what they saw.</summary>
internal sealed class Sources(IMaestroDbFactory databases) : ISources
{
    public async Task<IReadOnlyList<SeenSource>> ListAsync(Actor actor, int limit, CancellationToken cancel)
    {
        await using var connection = await databases.ConnectAsync(actor, cancel);
        await using var command = new NpgsqlCommand($"""
            select o.id, o.provider, o.name, count(distinct s.record_id), max(s.last_seen), d.name from inventory.sightings s
            join inventory.origins o on o.id = s.origin_id
            join inventory.records r on r.id = s.record_id and r.active and r.owner_type <> 'shared' and {Readable.Sql(actor, "r", "$1")}
            left join inventory.records d on d.id = o.datacenter_id and {Readable.Sql(actor, "d", "$1")}
            group by o.id, o.provider, o.name, d.name order by max(s.last_seen) desc, o.id limit $2
            """, connection);
        command.Parameters.Add(new() { Value = actor.SubjectIds });
        command.Parameters.Add(new() { Value = limit });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var sources = new List<SeenSource>();
        while (await rows.ReadAsync(cancel))
            sources.Add(new(rows.GetGuid(0), rows.GetString(1), rows.GetString(2), rows.GetInt64(3), rows.GetFieldValue<DateTimeOffset>(4), rows.IsDBNull(5) ? null : rows.GetString(5)));
        return sources;
    }
}

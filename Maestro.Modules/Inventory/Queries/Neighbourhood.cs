using System.Text.Json.Nodes;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Npgsql;

namespace Maestro.Modules.Inventory.Queries;

/// <summary>Counts the edges of a record by relation and names the first of each: a datacenter may hold 100,000 servers.</summary>
internal sealed class Neighbourhood(IKinds kinds, IMaestroDbFactory databases, Detail detail)
{
    internal async Task<Neighbours> OfAsync(Actor actor, Guid id, int each, CancellationToken cancel)
    {
        await using var connection = await databases.ConnectAsync(actor, cancel);
        var own = await detail.KindAsync(connection, actor, id, cancel);
        await using var command = new NpgsqlCommand($"""
            with edges as (
                select true outgoing, l.path, l.fields, r.id, r.kind, r.name, r.state, {Readable.Sql(actor, "r", "$2")} readable
                from inventory.links l join inventory.records r on r.id = l.target_id where l.source_id = $1
                union all
                select false, l.path, l.fields, r.id, r.kind, r.name, r.state, {Readable.Sql(actor, "r", "$2")}
                from inventory.links l join inventory.records r on r.id = l.source_id where l.target_id = $1 and r.active),
            placed as (
                select *, count(*) over (partition by outgoing, path, kind, readable) count,
                       row_number() over (partition by outgoing, path, kind, readable order by name, id) place from edges)
            select outgoing, path, fields, id, kind, name, state, readable, count from placed
            where place <= case when readable then $3 else 1 end order by outgoing desc, path, kind, place
            """, connection);
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = actor.SubjectIds });
        command.Parameters.Add(new() { Value = Math.Max(1, each) });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var groups = new List<LinkGroup>();
        var links = new List<Link>();
        long hidden = 0;
        while (await rows.ReadAsync(cancel))
        {
            if (!rows.GetBoolean(7))
            {
                hidden += rows.GetInt64(8);
                continue;
            }

            var link = LinkOf(own, rows);
            if (groups.Count == 0 || groups[^1] is var last && (last.Outgoing, last.Path, last.Kind) != (link.Outgoing, link.Path, link.Kind))
                groups.Add(new(link.Relation, link.Outgoing, link.Path, link.Kind, rows.GetInt64(8), links = []));
            links.Add(link);
        }

        return new Neighbours(groups, hidden);
    }

    private Link LinkOf(Kind own, NpgsqlDataReader rows)
    {
        var (outgoing, path, kind) = (rows.GetBoolean(0), rows.GetString(1), rows.GetString(4));
        var reference = Detail.RefAt(outgoing ? own : kinds.Get(kind), path);
        return new((outgoing ? reference?.Relation : reference?.Inverse) ?? path, outgoing, path, rows.GetGuid(3), kind, rows.GetString(5),
            Enum.Parse<RecordState>(rows.GetString(6), ignoreCase: true), (JsonObject)JsonNode.Parse(rows.GetString(2))!);
    }
}

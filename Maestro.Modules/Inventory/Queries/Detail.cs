using System.Text.Json.Nodes;
using Maestro.Modules.Access;
using Maestro.Modules.Inventory.Planning;
using Maestro.Modules.Inventory.Records;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;
using Npgsql;

namespace Maestro.Modules.Inventory.Queries;

/// <summary>What stands beside one record: its edges, its sources, its grants.</summary>
internal sealed class Detail(IKinds kinds, IMaestroDbFactory databases, RecordLoading loading, IAccess access)
{
    internal async Task<Links> LinksAsync(Actor actor, Guid id, CancellationToken cancel)
    {
        await using var connection = await databases.ConnectAsync(actor, cancel);
        var own = await KindAsync(connection, actor, id, cancel);
        await using var command = new NpgsqlCommand($"""
            select l.path, l.fields, true, r.id, r.kind, r.name, r.state, r.active, {Readable.Sql(actor, "r", "$2")} from inventory.links l join inventory.records r on r.id = l.target_id where l.source_id = $1
            union all
            select l.path, l.fields, false, r.id, r.kind, r.name, r.state, r.active, {Readable.Sql(actor, "r", "$2")} from inventory.links l join inventory.records r on r.id = l.source_id where l.target_id = $1 and r.active
            order by 3 desc, 1, 6
            """, connection);
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = actor.SubjectIds });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var links = new List<Link>();
        var hidden = 0;
        while (await rows.ReadAsync(cancel))
        {
            var (path, outgoing, kind) = (rows.GetString(0), rows.GetBoolean(2), rows.GetString(4));
            if (!rows.GetBoolean(8))
            {
                hidden++;
                continue;
            }

            var reference = RefAt(outgoing ? own : kinds.Get(kind), path);
            links.Add(new(outgoing ? reference?.Relation ?? path : reference?.Inverse ?? path, outgoing, path, rows.GetGuid(3), kind, rows.GetString(5),
                Enum.Parse<RecordState>(rows.GetString(6), ignoreCase: true), (JsonObject)JsonNode.Parse(rows.GetString(1))!));
        }

        return new Links(links, hidden);
    }

    /// <summary>The reference declared at a dotted path.</summary>
    internal static Ref? RefAt(Kind kind, string path)
    {
        IReadOnlyList<Field> fields = kind.Fields;
        FieldType? type = null;
        foreach (var part in path.Split('.'))
        {
            type = fields.FirstOrDefault(field => field.Name == part)?.Type;
            var item = type is ListOf list ? list.Item : type;
            fields = item switch { Group group => group.Fields, Ref reference => reference.Fields, _ => [] };
        }

        return (type is ListOf of ? of.Item : type) as Ref;
    }

    /// <summary>The Kind of a readable record.</summary>
    internal async Task<Kind> KindAsync(NpgsqlConnection connection, Actor actor, Guid id, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand($"select r.kind from inventory.records r where r.id = $1 and {Readable.Sql(actor, "r", "$2")}", connection);
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = actor.SubjectIds });
        return await command.ExecuteScalarAsync(cancel) is string kind ? kinds.Get(kind) : throw Problem.Missing("The record");
    }

    internal async Task<Provenance> SourcesAsync(Actor actor, Guid id, CancellationToken cancel)
    {
        await using var connection = await databases.ConnectAsync(actor, cancel);
        await KindAsync(connection, actor, id, cancel);
        var record = (await loading.LoadAsync(connection, actor, OwnerView.Of(actor, actor.Owner), [id], cancel))[id];
        var observations = new List<Observation>();
        await using (var command = new NpgsqlCommand("""
            select o.origin_id, s.provider, s.name, o.external_id, o.observed, o.raw, o.first_seen, coalesce(g.last_seen, o.first_seen), coalesce(g.missed, 0)
            from inventory.observations o join inventory.origins s on s.id = o.origin_id
            left join inventory.sightings g on g.origin_id = o.origin_id and g.external_id = o.external_id
            where o.record_id = $1 order by s.name, o.external_id
            """, connection))
        {
            command.Parameters.Add(new() { Value = id });
            await using var rows = await command.ExecuteReaderAsync(cancel);
            while (await rows.ReadAsync(cancel))
            {
                observations.Add(new(rows.GetGuid(0), rows.GetString(1), rows.GetString(2), rows.GetString(3), (JsonObject)JsonNode.Parse(rows.GetString(4))!,
                    rows.IsDBNull(5) ? null : JsonNode.Parse(rows.GetString(5)), rows.GetFieldValue<DateTimeOffset>(6), rows.GetFieldValue<DateTimeOffset>(7), rows.GetInt32(8)));
            }
        }

        var winners = new Dictionary<string, Guid>(StringComparer.Ordinal);
        // The document says which references resolve; the winners only need their leaves, so ids stay as the source gave them.
        Merge.Effective(record.Kind, record.Observations, record.Hand, (_, _) => null, winners);
        var named = observations.GroupBy(one => one.OriginId).ToDictionary(group => group.Key, group => group.First().Name);
        var origins = winners.ToDictionary(pair => pair.Key, pair => named.GetValueOrDefault(pair.Value, ""));
        foreach (var (leaf, entry) in record.Hand)
            origins[leaf] = entry.By;
        return new Provenance(observations, [.. record.Hand.Select(pair => new Pin(pair.Key, pair.Value.Value, pair.Value.By, pair.Value.At)).OrderBy(pin => pin.Path, StringComparer.Ordinal)], origins);
    }

    internal async Task<IReadOnlyList<NamedGrant>> GrantsAsync(Actor actor, Guid id, CancellationToken cancel)
    {
        await using var connection = await databases.ConnectAsync(actor, cancel);
        await KindAsync(connection, actor, id, cancel);
        var grants = new List<Grant>();
        await using (var command = new NpgsqlCommand("select subject_type, subject_id, level from access.grants where record_id = $1", connection))
        {
            command.Parameters.Add(new() { Value = id });
            await using var rows = await command.ExecuteReaderAsync(cancel);
            while (await rows.ReadAsync(cancel))
                grants.Add(new(new(rows.GetString(0), rows.GetGuid(1)), (Level)rows.GetInt16(2)));
        }

        var names = await access.NamesAsync([.. grants.Select(grant => grant.Subject.Id)], cancel);
        return [.. grants.Select(grant => new NamedGrant(grant.Subject, names.GetValueOrDefault(grant.Subject.Id, "unknown"), grant.Level)).OrderByDescending(grant => grant.Level).ThenBy(grant => grant.Name, StringComparer.Ordinal)];
    }
}

using System.Text.Json.Nodes;
using Maestro.Modules.Access;
using Maestro.Modules.Inventory.Planning;
using Maestro.Modules.Inventory.Queries;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;
using Npgsql;

namespace Maestro.Modules.Inventory.Records;

/// <summary>Turns rows into what their reader sees: names of readable targets joined, others hidden, sources and level beside.</summary>
internal sealed class RecordReading(IKinds kinds, IAccess access)
{
    internal sealed record Raw(Guid Id, string Kind, string Name, string Doc, int Version, string State, Subject Owner, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, Guid? MergedInto, string[] Keys);

    private sealed record Target(string Name, string Kind, string? Provider, string? Family, bool Readable);

    internal static async Task<List<Raw>> RowsAsync(NpgsqlCommand command, int keys, CancellationToken cancel)
    {
        await using var rows = await command.ExecuteReaderAsync(cancel);
        return await RowsAsync(rows, keys, cancel);
    }

    internal static async Task<List<Raw>> RowsAsync(NpgsqlDataReader rows, int keys, CancellationToken cancel)
    {
        var list = new List<Raw>();
        while (await rows.ReadAsync(cancel))
            list.Add(Row(rows, keys));
        return list;
    }

    internal static Raw Row(NpgsqlDataReader rows, int keys) =>
        new(rows.GetGuid(0), rows.GetString(1), rows.GetString(2), rows.GetString(3), rows.GetInt32(4), rows.GetString(5), new(rows.GetString(6), rows.GetGuid(7)),
            rows.GetFieldValue<DateTimeOffset>(8), rows.GetFieldValue<DateTimeOffset>(9), rows.IsDBNull(10) ? null : rows.GetGuid(10),
            [.. Enumerable.Range(11, keys).Select(column => rows.IsDBNull(column) ? "" : rows.GetString(column))]);

    /// <summary>Dresses a page of rows in two round trips, however many rows there are.</summary>
    internal async Task<List<Record>> DressAsync(NpgsqlConnection connection, Actor actor, IReadOnlyList<Raw> page, DateTimeOffset? at, CancellationToken cancel)
    {
        if (page.Count == 0)
            return [];
        var documents = page.Select(raw => (JsonObject)JsonNode.Parse(raw.Doc)!).ToList();
        var refs = page.Zip(documents).SelectMany(pair => Resolving.In(kinds.Get(pair.First.Kind).Fields, pair.Second)).ToList();
        var (targets, sources, levels) = await BesideAsync(connection, actor, page, [.. refs.Select(found => found.Node.RefId()).OfType<Guid>().Distinct()], at, cancel);
        foreach (var found in refs)
            Join(found, targets);
        var names = await access.NamesAsync([.. page.Select(raw => raw.Owner.Id).Distinct()], cancel);
        return [.. page.Select((raw, place) => new Record
        {
            Id = raw.Id,
            Kind = raw.Kind,
            Name = raw.Name,
            Fields = documents[place],
            Version = raw.Version,
            State = Enum.Parse<RecordState>(raw.State, ignoreCase: true),
            Owner = raw.Owner,
            OwnerName = raw.Owner.Type == "shared" ? "Everyone" : names.GetValueOrDefault(raw.Owner.Id, ""),
            CreatedAt = raw.CreatedAt,
            UpdatedAt = raw.UpdatedAt,
            MergedInto = raw.MergedInto,
            LastSeen = sources.TryGetValue(raw.Id, out var seen) ? seen.Last : null,
            Sources = seen.Names ?? [],
            Level = actor.SeesAll ? Level.Admin : levels.GetValueOrDefault(raw.Id, kinds.Get(raw.Kind).Shared ? Level.Read : Level.None),
        })];
    }

    private static void Join(FoundRef found, Dictionary<Guid, Target> targets)
    {
        if (found.Node.RefId() is not { } id)
            return;
        targets.TryGetValue(id, out var target);
        if (target is null || !target.Readable)
        {
            found.Node["hidden"] = true;
            return;
        }

        found.Node.Insert(1, "name", target.Name);
        if (target.Kind == "datacenter")
        {
            if (target.Provider is { } provider && found.Node["provider"] is null)
                found.Node.Insert(2, "provider", provider);
        }
        else if (target.Family is { } family)
        {
            found.Node.Insert(2, "family", family);
        }
    }

    private async Task<(Dictionary<Guid, Target> Targets, Dictionary<Guid, (DateTimeOffset? Last, string[] Names)> Sources, Dictionary<Guid, Level> Levels)> BesideAsync(
        NpgsqlConnection connection, Actor actor, IReadOnlyList<Raw> page, Guid[] ids, DateTimeOffset? at, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Targets(actor, ids, at));
        var pageIds = page.Select(raw => raw.Id).ToArray();
        batch.BatchCommands.Add(Command("""
            select s.record_id, max(s.last_seen), array_agg(distinct o.name) from inventory.sightings s join inventory.origins o on o.id = s.origin_id
            where s.record_id = any($1) group by 1
            """, pageIds));
        if (!actor.SeesAll)
            batch.BatchCommands.Add(Command("select record_id, subject_type, subject_id, level from access.grants where record_id = any($1) and subject_id = any($2)", pageIds, actor.SubjectIds));
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        var targets = new Dictionary<Guid, Target>();
        while (await rows.ReadAsync(cancel))
            targets[rows.GetGuid(0)] = new(rows.GetString(1), rows.GetString(2), rows.IsDBNull(3) ? null : rows.GetString(3), kinds.Get(rows.GetString(2)).Family, rows.GetBoolean(4));
        await rows.NextResultAsync(cancel);
        var sources = new Dictionary<Guid, (DateTimeOffset? Last, string[] Names)>();
        while (await rows.ReadAsync(cancel))
            sources[rows.GetGuid(0)] = (rows.GetFieldValue<DateTimeOffset>(1), rows.GetFieldValue<string[]>(2));
        var levels = new Dictionary<Guid, Level>();
        if (await rows.NextResultAsync(cancel))
        {
            while (await rows.ReadAsync(cancel))
            {
                var through = actor.Through(new(rows.GetString(1), rows.GetGuid(2)), (Level)rows.GetInt16(3));
                levels[rows.GetGuid(0)] = (Level)Math.Max((int)through, (int)levels.GetValueOrDefault(rows.GetGuid(0)));
            }
        }

        return (targets, sources, levels);
    }

    private static NpgsqlBatchCommand Targets(Actor actor, Guid[] ids, DateTimeOffset? at)
    {
        var readable = actor.SeesAll ? "true" : actor.Reaches("datacenter") ? $"(r.kind = 'datacenter' or {Readable.Sql(actor, "r", "$2")})" : Readable.Sql(actor, "r", "$2");
        var command = at is null
            ? Command($"select r.id, r.name, r.kind, r.doc ->> 'provider', {readable} from inventory.records r where r.id = any($1)", ids)
            : Command($"""
                select r.id, coalesce(c.name, r.name), r.kind, coalesce(c.after, r.doc) ->> 'provider', {readable} from inventory.records r
                left join audit.changes c on c.record_id = r.id and c.valid_from <= {(actor.SeesAll ? "$2" : "$3")} and c.valid_to > {(actor.SeesAll ? "$2" : "$3")}
                where r.id = any($1)
                """, ids);
        if (!actor.SeesAll)
            command.Parameters.Add(new() { Value = actor.SubjectIds });
        if (at is { } moment)
            command.Parameters.Add(new() { Value = moment });
        return command;
    }

    private static NpgsqlBatchCommand Command(string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return command;
    }
}

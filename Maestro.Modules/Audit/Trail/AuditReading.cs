using System.Globalization;
using System.Text.Json.Nodes;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Npgsql;

namespace Maestro.Modules.Audit.Trail;

/// <summary>Reads the trail through the reader's grants: a change is visible when its record is.</summary>
internal sealed class AuditReading(IMaestroDbFactory databases, IKinds kinds) : IAudit
{
    private const string ChangeColumns = "c.id, c.change_set_id, c.record_id, c.kind, c.name, c.action, c.diff, c.version, c.valid_from, s.actor_id, s.actor_name, s.as_admin, s.source, s.source_name, s.reason";

    // The condition of Inventory's Readable, limit to Kinds included; decision 7.
    internal static string Readable(Actor actor, string parameter) => actor.SeesAll ? "true"
        : actor.OnlyKinds is not { } only ? $"r.readers && {parameter}"
        : $"(r.readers && {parameter} and r.kind in ({string.Join(", ", only.Append("").Order(StringComparer.Ordinal).Select(kind => $"'{kind}'"))}))";

    public async Task<Page<Change>> HistoryAsync(Actor actor, Guid record, string? field, int limit, string? cursor, CancellationToken cancel)
    {
        await using var connection = await databases.ConnectAsync(actor, cancel);
        await DemandAsync(connection, actor, record, cancel);
        await using var command = new NpgsqlCommand($"""
            select {ChangeColumns} from audit.changes c join audit.change_sets s on s.id = c.change_set_id
            where c.record_id = $1 and c.id < $2
              and ($4 = '' or exists (select 1 from jsonb_array_elements(c.diff) d where d ->> 'path' = $4 or starts_with(d ->> 'path', $4 || '.') or starts_with(d ->> 'path', $4 || '[')))
            order by c.id desc limit $3
            """, connection);
        command.Parameters.Add(new() { Value = record });
        command.Parameters.Add(new() { Value = Place(cursor, long.MaxValue) });
        command.Parameters.Add(new() { Value = limit + 1 });
        command.Parameters.Add(new() { Value = field ?? "" });
        return Cut(await ChangesAsync(command, cancel), limit);
    }

    private static async Task DemandAsync(NpgsqlConnection connection, Actor actor, Guid record, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand($"select 1 from inventory.records r where r.id = $1 and {Readable(actor, "$2")}", connection);
        command.Parameters.Add(new() { Value = record });
        command.Parameters.Add(new() { Value = actor.SubjectIds });
        if (await command.ExecuteScalarAsync(cancel) is null)
            throw Problem.Missing("The record");
    }

    public async Task<IReadOnlyList<FieldChange>> DiffAsync(Actor actor, Guid record, DateTimeOffset from, DateTimeOffset to, CancellationToken cancel)
    {
        if (from > to)
            throw Problem.Malformed("from lies after to.");
        await using var connection = await databases.ConnectAsync(actor, cancel);
        await DemandAsync(connection, actor, record, cancel);
        await using var command = new NpgsqlCommand("select kind, after, state from audit.changes where record_id = $1 and valid_from <= $2 and valid_to > $2", connection);
        command.Parameters.Add(new() { Value = record });
        command.Parameters.Add(new() { Value = from });
        var before = await VersionAsync(command, cancel);
        command.Parameters[1] = new() { Value = to };
        var after = await VersionAsync(command, cancel) ?? throw Problem.Missing("The record at that moment");
        var changes = Leaves.Diff(Leaves.Of(kinds.Get(after.Kind), before?.Document ?? []), Leaves.Of(kinds.Get(after.Kind), after.Document));
        if (before is { } was && was.State != after.State)
            changes.Add(new("state", was.State, after.State));
        var declared = kinds.Get(after.Kind);
        return [.. changes.Select(change => new FieldChange(change.Path, Masking.Masked(declared, change.Path, change.Before), Masking.Masked(declared, change.Path, change.After)))];
    }

    private static async Task<(string Kind, JsonObject Document, string State)?> VersionAsync(NpgsqlCommand command, CancellationToken cancel)
    {
        await using var rows = await command.ExecuteReaderAsync(cancel);
        return await rows.ReadAsync(cancel) ? (rows.GetString(0), (JsonObject)JsonNode.Parse(rows.GetString(1))!, rows.GetString(2)) : null;
    }

    public async Task<Page<ChangeSet>> ChangeSetsAsync(Actor actor, ChangeSetQuery query, CancellationToken cancel)
    {
        await using var connection = await databases.ConnectAsync(actor, cancel);
        await using var command = new NpgsqlCommand($"""
            select s.id from audit.change_sets s
            where ($3 = '' or s.source = $3) and ($4 = '00000000-0000-0000-0000-000000000000'::uuid or s.actor_id = $4)
              and s.at >= $5 and s.at < $6 and ($7 = '' or s.title ilike $7 or s.reason ilike $7 or s.actor_name ilike $7 or s.source_name ilike $7)
              and ($8 = '00000000-0000-0000-0000-000000000000'::uuid or (s.at, s.id) < (select x.at, x.id from audit.change_sets x where x.id = $8))
              and exists (select 1 from audit.changes c join inventory.records r on r.id = c.record_id where c.change_set_id = s.id and {Readable(actor, "$1")})
            order by s.at desc, s.id desc limit $2
            """, connection);
        command.Parameters.Add(new() { Value = actor.SubjectIds });
        command.Parameters.Add(new() { Value = query.Limit + 1 });
        command.Parameters.Add(new() { Value = query.Source ?? "" });
        command.Parameters.Add(new() { Value = query.Person ?? Guid.Empty });
        command.Parameters.Add(new() { Value = query.Since ?? DateTimeOffset.UnixEpoch });
        command.Parameters.Add(new() { Value = query.Until ?? new DateTimeOffset(9999, 1, 1, 0, 0, 0, TimeSpan.Zero) });
        command.Parameters.Add(new() { Value = string.IsNullOrWhiteSpace(query.Words) ? "" : $"%{query.Words.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%" });
        command.Parameters.Add(new() { Value = query.Cursor is null ? Guid.Empty : Guid.TryParse(query.Cursor, out var last) ? last : throw Problem.Malformed("cursor: is not one that a list has given.") });
        var ids = new List<Guid>();
        await using (var rows = await command.ExecuteReaderAsync(cancel))
        {
            while (await rows.ReadAsync(cancel))
                ids.Add(rows.GetGuid(0));
        }

        var next = ids.Count > query.Limit ? ids[query.Limit - 1].ToString() : null;
        var sets = await ReadSetsAsync(connection, actor, [.. ids.Take(query.Limit)], cancel);
        return new(sets, null, true, next);
    }

    public async Task<ChangeSet> ChangeSetAsync(Actor actor, Guid id, CancellationToken cancel)
    {
        await using var connection = await databases.ConnectAsync(actor, cancel);
        var sets = await ReadSetsAsync(connection, actor, [id], cancel);
        return sets.Count == 1 && sets[0].Count > 0 ? sets[0] : throw Problem.Missing("This change set");
    }

    private static async Task<List<ChangeSet>> ReadSetsAsync(NpgsqlConnection connection, Actor actor, Guid[] ids, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand($"""
            select s.id, s.at, s.actor_id, s.actor_name, s.as_admin, s.source, s.source_name, s.title, s.reason, s.plan_id, s.undoes,
                   (select u.id from audit.change_sets u where u.undoes = s.id order by u.at desc limit 1),
                   n.count, n.kinds, n.record_id, n.name,
                   coalesce((select array_agg(f.field) from (select split_part(split_part(d ->> 'path', '.', 1), '[', 1) field from (select c.diff from audit.changes c join inventory.records r on r.id = c.record_id and {Readable(actor, "$1")} where c.change_set_id = s.id and c.action = 'change' limit 200) x, jsonb_array_elements(x.diff) d group by 1 order by count(*) desc, 1 limit 4) f), array[]::text[]),
                   (select jsonb_object_agg(a.action, a.n) from (select c.action, count(*) n from audit.changes c join inventory.records r on r.id = c.record_id and {Readable(actor, "$1")} where c.change_set_id = s.id group by 1) a)
            from audit.change_sets s
            cross join lateral (
                select sum(k.n)::int count, jsonb_object_agg(k.kind, k.n) kinds, (array_agg(k.record_id))[1] record_id, (array_agg(k.name))[1] name
                from (select c.kind, count(*) n, (array_agg(c.record_id order by c.id))[1] record_id, (array_agg(c.name order by c.id))[1] name
                      from audit.changes c join inventory.records r on r.id = c.record_id and {Readable(actor, "$1")} where c.change_set_id = s.id group by c.kind) k) n
            where s.id = any($2) and n.count > 0 order by s.at desc, s.id desc
            """, connection);
        command.Parameters.Add(new() { Value = actor.SubjectIds });
        command.Parameters.Add(new() { Value = ids });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var sets = new List<ChangeSet>();
        while (await rows.ReadAsync(cancel))
        {
            var counts = Numbers(rows.GetString(13));
            sets.Add(new(rows.GetGuid(0), rows.GetFieldValue<DateTimeOffset>(1), rows.GetGuid(2), rows.GetString(3), rows.GetBoolean(4), rows.GetString(5), rows.GetString(6), rows.GetString(7),
                rows.IsDBNull(8) ? null : rows.GetString(8), rows.IsDBNull(9) ? null : rows.GetGuid(9), rows.IsDBNull(10) ? null : rows.GetGuid(10), rows.IsDBNull(11) ? null : rows.GetGuid(11),
                rows.GetInt32(12), counts, rows.GetGuid(14), rows.GetString(15), rows.GetFieldValue<string[]>(16))
            { Actions = Numbers(rows.GetString(17)) });
        }

        return sets;
    }

    private static Dictionary<string, int> Numbers(string json) =>
        ((JsonObject)JsonNode.Parse(json)!).ToDictionary(pair => pair.Key, pair => pair.Value!.GetValue<int>());

    public async Task<Page<Change>> ChangesAsync(Actor actor, Guid changeSet, int limit, string? cursor, CancellationToken cancel)
    {
        await using var connection = await databases.ConnectAsync(actor, cancel);
        await using var command = new NpgsqlCommand($"""
            select {ChangeColumns} from audit.changes c join audit.change_sets s on s.id = c.change_set_id
            join inventory.records r on r.id = c.record_id and {Readable(actor, "$4")}
            where c.change_set_id = $1 and c.id > $2 order by c.id limit $3
            """, connection);
        command.Parameters.Add(new() { Value = changeSet });
        command.Parameters.Add(new() { Value = Place(cursor, 0) });
        command.Parameters.Add(new() { Value = limit + 1 });
        command.Parameters.Add(new() { Value = actor.SubjectIds });
        return Cut(await ChangesAsync(command, cancel), limit);
    }

    private static long Place(string? cursor, long otherwise) =>
        string.IsNullOrEmpty(cursor) ? otherwise
        : long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place
        : throw Problem.Malformed("cursor: is not one that a list has given.");

    private static Page<Change> Cut(List<Change> changes, int limit) =>
        changes.Count > limit
            ? new(changes[..limit], null, true, changes[limit - 1].Id.ToString(CultureInfo.InvariantCulture))
            : new(changes, null, true, null);

    private async Task<List<Change>> ChangesAsync(NpgsqlCommand command, CancellationToken cancel)
    {
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var changes = new List<Change>();
        while (await rows.ReadAsync(cancel))
        {
            changes.Add(new(rows.GetInt64(0), rows.GetGuid(1), rows.GetGuid(2), rows.GetString(3), rows.GetString(4), rows.GetString(5), Fields(rows.GetString(3), rows.GetString(6)), rows.GetInt32(7), rows.GetFieldValue<DateTimeOffset>(8),
                rows.GetGuid(9), rows.GetString(10), rows.GetBoolean(11), rows.GetString(12), rows.GetString(13), rows.IsDBNull(14) ? null : rows.GetString(14)));
        }

        return changes;
    }

    // Sensitive fields are never shown in clear, not even in history.
    private List<FieldChange> Fields(string kind, string diff) =>
        [.. ((JsonArray)JsonNode.Parse(diff)!).Select(change =>
        {
            var (path, declared) = (change!["path"]!.GetValue<string>(), kinds.Get(kind));
            return new FieldChange(path, Masking.Masked(declared, path, change["before"]), Masking.Masked(declared, path, change["after"]));
        })];
}

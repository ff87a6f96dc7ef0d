using System.Text.Json.Nodes;
using Maestro.Modules.Inventory.Queries;
using Maestro.Modules.Inventory.Records;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;
using Npgsql;

namespace Maestro.Modules.Inventory.Planning;

/// <summary>A reference inside a document, and where it stands.</summary>
internal readonly record struct FoundRef(string Path, Ref Type, JsonObject Node);

/// <summary>
/// Resolves references: names among readable records of the target Kind, ids against what exists and is readable,
/// provider ids against what the origin's owner may read. Everything of a batch in a few queries.
/// </summary>
internal sealed class Resolving(IKinds kinds)
{
    private readonly Dictionary<(string Root, string Name), List<Guid>> byName = [];
    private readonly Dictionary<Guid, string> kindOf = [];
    private readonly Dictionary<string, Guid> byExternal = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<(Guid Origin, string External), Guid> byOrigin = [];

    /// <summary>An id has come to mean another record than it did: what was resolved before must be again.</summary>
    internal bool Moved { get; private set; }

    /// <summary>Every reference of a document.</summary>
    internal static IEnumerable<FoundRef> In(IReadOnlyList<Field> fields, JsonObject document, string prefix = "")
    {
        foreach (var field in fields)
        {
            if (field.Type.HoldsReferences && document[field.Name] is { } value)
            {
                foreach (var found in In(field.Type, value, prefix + field.Name))
                    yield return found;
            }
        }
    }

    private static IEnumerable<FoundRef> In(FieldType type, JsonNode value, string path) => (type, value) switch
    {
        (Ref reference, JsonObject thing) => In(reference.Fields, thing, path + ".").Prepend(new(path, reference, thing)),
        (Group group, JsonObject thing) => In(group.Fields, thing, path + "."),
        (ListOf list, JsonArray items) => items.SelectMany((item, at) => item is null ? [] : In(list.Item, item, FormattableString.Invariant($"{path}.{at}"))),
        _ => [],
    };

    /// <summary>
    /// The record that a source means by an id: its own word for it first (two sources may each have a host "web1"), then
    /// the provider's id. Null while it is not known.
    /// </summary>
    internal Guid? External(Guid origin, string external) =>
        byOrigin.TryGetValue((origin, external.ToLowerInvariant()), out var own) ? own : byExternal.TryGetValue(external, out var id) ? id : null;

    /// <summary>Makes a record of this plan known under its names and provider ids.</summary>
    internal void Announce(Working record)
    {
        kindOf[record.Id] = record.Kind.Name;
        foreach (var key in record.ProviderIds)
        {
            var external = key[4..];
            Moved |= byExternal.TryGetValue(external, out var before) && before != record.Id;
            byExternal[external] = record.Id;
        }

        foreach (var one in record.Observations)
            byOrigin.TryAdd((one.OriginId, Bare(one.ExternalId)), record.Id);
        if (record.IsNew && record.Name.Length > 0)
        {
            var named = (record.Kind.Root, record.Name.ToLowerInvariant());
            if (!byName.TryGetValue(named, out var list))
                byName[named] = list = [];
            if (!list.Contains(record.Id))
                list.Add(record.Id);
        }
    }

    /// <summary>Looks up every name and id that these documents mention.</summary>
    internal async Task PrefetchAsync(NpgsqlConnection connection, Actor actor, IEnumerable<(Kind Kind, JsonObject Fields)> documents, CancellationToken cancel)
    {
        var names = new HashSet<(string Root, string Name)>();
        var ids = new HashSet<Guid>();
        foreach (var (kind, fields) in documents)
        {
            foreach (var found in In(kind.Fields, fields))
            {
                if (found.Node.RefId() is { } id)
                    ids.Add(id);
                else if (found.Node["name"].Text() is { } name)
                    names.Add((found.Type.Kind, name.ToLowerInvariant()));
            }
        }

        await NamesAsync(connection, actor, names, cancel);
        await IdsAsync(connection, actor, ids, cancel);
    }

    private async Task NamesAsync(NpgsqlConnection connection, Actor actor, HashSet<(string Root, string Name)> names, CancellationToken cancel)
    {
        if (names.Count == 0)
            return;
        await using var command = new NpgsqlCommand($"""
            select w.root, w.name, r.id, r.kind from unnest($1, $2) w(root, name)
            join inventory.records r on r.root = w.root and lower(r.name) = w.name and r.active and {Readable.Sql(actor, "r", "$3")}
            """, connection);
        command.Parameters.Add(new() { Value = names.Select(pair => kinds.Get(pair.Root).Root).ToArray() });
        command.Parameters.Add(new() { Value = names.Select(pair => pair.Name).ToArray() });
        command.Parameters.Add(new() { Value = actor.SubjectIds });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            var key = (rows.GetString(0), rows.GetString(1));
            if (!byName.TryGetValue(key, out var list))
                byName[key] = list = [];
            list.Add(rows.GetGuid(2));
            kindOf[rows.GetGuid(2)] = rows.GetString(3);
        }
    }

    private async Task IdsAsync(NpgsqlConnection connection, Actor actor, HashSet<Guid> ids, CancellationToken cancel)
    {
        ids.ExceptWith(kindOf.Keys);
        if (ids.Count == 0)
            return;
        await using var command = new NpgsqlCommand($"select r.id, r.kind from inventory.records r where r.id = any($1) and {Readable.Sql(actor, "r", "$2")}", connection);
        command.Parameters.Add(new() { Value = ids.ToArray() });
        command.Parameters.Add(new() { Value = actor.SubjectIds });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            kindOf[rows.GetGuid(0)] = rows.GetString(1);
    }

    // Sources' ids are kept with the root of their Kind before them.
    private static string Bare(string external) => external[(external.IndexOf('/', StringComparison.Ordinal) + 1)..].ToLowerInvariant();

    /// <summary>Looks up sources' own ids, and provider ids among the records that the origin's owner may read.</summary>
    internal async Task ExternalsAsync(NpgsqlConnection connection, OwnerView owner, IEnumerable<(Guid Origin, string External)> externals, CancellationToken cancel)
    {
        var asked = externals.Where(pair => !byOrigin.ContainsKey((pair.Origin, pair.External.ToLowerInvariant()))).ToHashSet();
        if (asked.Count == 0)
            return;
        await OwnAsync(connection, owner, asked, cancel);
        await ProvidersAsync(connection, owner, asked.Select(pair => pair.External.ToLowerInvariant()).Distinct().Where(external => !byExternal.ContainsKey(external)).ToArray(), cancel);
    }

    private async Task OwnAsync(NpgsqlConnection connection, OwnerView owner, HashSet<(Guid Origin, string External)> asked, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            with o as materialized (
                select w.origin, w.external, o.record_id from unnest($1, $2) w(origin, external) cross join unnest($3) k(root)
                cross join lateral (select record_id from inventory.observations where origin_id = w.origin and external_id = k.root || '/' || w.external offset 0) o)
            select o.origin, o.external, r.id, r.kind from o join inventory.records r on r.id = o.record_id and r.readers && $4
            """, connection);
        command.Parameters.Add(new() { Value = asked.Select(pair => pair.Origin).ToArray() });
        command.Parameters.Add(new() { Value = asked.Select(pair => pair.External).ToArray() });
        command.Parameters.Add(new() { Value = kinds.All.Select(kind => kind.Root).Distinct().ToArray() });
        command.Parameters.Add(new() { Value = owner.Subjects.Keys.ToArray() });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            byOrigin.TryAdd((rows.GetGuid(0), rows.GetString(1).ToLowerInvariant()), rows.GetGuid(2));
            kindOf[rows.GetGuid(2)] = rows.GetString(3);
        }
    }

    private async Task ProvidersAsync(NpgsqlConnection connection, OwnerView owner, string[] wanted, CancellationToken cancel)
    {
        if (wanted.Length == 0)
            return;
        await using var command = new NpgsqlCommand("""
            select distinct on (w.external) w.external, r.id, r.kind from unnest($1) w(external)
            join inventory.identities i on i.key = 'uid:' || w.external
            join inventory.records r on r.id = i.record_id and r.readers && $2
            order by w.external, r.active desc, r.id
            """, connection);
        command.Parameters.Add(new() { Value = wanted });
        command.Parameters.Add(new() { Value = owner.Subjects.Keys.ToArray() });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            byExternal.TryAdd(rows.GetString(0), rows.GetGuid(1));
            kindOf[rows.GetGuid(1)] = rows.GetString(2);
        }
    }

    /// <summary>Replaces names by ids in place; what cannot be resolved is an error at its path. References that were there before are kept unseen.</summary>
    internal void Resolve(Kind kind, JsonObject fields, JsonObject before, Checking checking)
    {
        var kept = In(kind.Fields, before).Select(found => found.Node.RefId()).OfType<Guid>().ToHashSet();
        foreach (var (path, type, node) in In(kind.Fields, fields).ToList())
        {
            var target = kinds.Get(type.Kind);
            if (node.RefId() is { } id)
            {
                if (!kept.Contains(id) && (!kindOf.TryGetValue(id, out var found) || !Fits(target, found)))
                    checking.Error(path, $"there is no {target.Label.ToLowerInvariant()} with the id {id}, or you may not see it");
                continue;
            }

            if (node["name"].Text() is not { } name)
                continue;
            var candidates = byName.GetValueOrDefault((target.Root, name.ToLowerInvariant()), []).Where(one => Fits(target, kindOf[one])).Distinct().ToList();
            if (candidates.Count == 1)
            {
                node.Remove("name");
                node.Insert(0, "id", candidates[0].ToString());
            }
            else
            {
                checking.Error(path, candidates.Count == 0
                    ? $"there is no {target.Label.ToLowerInvariant()} called \"{name}\" that you may see"
                    : FormattableString.Invariant($"{candidates.Count} {target.LabelPlural.ToLowerInvariant()} are called \"{name}\": give the id"));
            }
        }
    }

    private bool Fits(Kind target, string kind) => kind == target.Name || kinds.Get(kind).Root == target.Name;
}

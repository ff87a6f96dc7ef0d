using Maestro.Modules.Inventory.Planning;
using Maestro.Modules.Kernel;
using Npgsql;
using NpgsqlTypes;

namespace Maestro.Modules.Inventory.Records;

/// <summary>
/// Writes the work of a plan: records, links, keys, grants, observations and changes together, set-based, one statement a
/// table whether for one record or ten thousand. The caller owns the transaction.
/// </summary>
internal static class RecordWriter
{
    /// <summary>Rows a statement carries at most, so that parameters stay a few megabytes.</summary>
    private const int Batch = 4_000;

    /// <summary>Writes everything; what fits one statement a table goes out in one round trip, after <paramref name="first"/>.</summary>
    internal static async Task WriteAsync(NpgsqlConnection connection, Guid changeSet, IReadOnlyList<RecordWork> work, NpgsqlBatchCommand? first, DateTimeOffset now, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection);
        if (first is not null)
            batch.BatchCommands.Add(first);
        var parts = work.Chunk(Batch).ToList();
        foreach (var part in parts)
        {
            var visible = part.Where(one => one.Action != "unchanged").ToList();
            Records(batch, part, visible.Select(one => one.Id).ToHashSet(), now);
            if (visible.Count > 0)
                Changes(batch, changeSet, visible);
            if (parts.Count > 1)
                await FlushAsync(batch, cancel);
        }

        // Links may point at any record of the plan: they come when all of them are there.
        foreach (var part in parts)
        {
            Links(batch, part);
            Keys(batch, part);
            Grants(batch, part);
            Observations(batch, part, now);
            await FlushAsync(batch, cancel);
        }

        await FlushAsync(batch, cancel);
    }

    private static async Task FlushAsync(NpgsqlBatch batch, CancellationToken cancel)
    {
        if (batch.BatchCommands.Count == 0)
            return;
        await batch.ExecuteNonQueryAsync(cancel);
        batch.BatchCommands.Clear();
    }

    private static void Records(NpgsqlBatch batch, IReadOnlyList<RecordWork> work, HashSet<Guid> visible, DateTimeOffset now)
    {
        var fresh = work.Where(one => one.BaseVersion == 0).ToList();
        if (fresh.Count > 0)
        {
            Add(batch, """
                insert into inventory.records (id, kind, root, name, state, active, owner_type, owner_id, readers, doc, hand, tags, search, version, created_at, updated_at, merged_into)
                select id, kind, root, name, state, state in ('present', 'missing'), owner_type, owner_id, readers::uuid[], doc::jsonb, hand::jsonb, tags::text[], search, 1, $12, $12, null
                from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $13) w(id, kind, root, name, state, owner_type, owner_id, readers, doc, hand, tags, search)
                """, [.. Columns(fresh)[..11], now, fresh.Select(one => one.Search).ToArray()]);
        }

        var known = work.Where(one => one.BaseVersion > 0 && visible.Contains(one.Id)).ToList();
        if (known.Count > 0)
        {
            Add(batch, """
                update inventory.records r set name = w.name, state = w.state, active = w.state in ('present', 'missing'), readers = w.readers::uuid[], doc = w.doc::jsonb,
                    hand = w.hand::jsonb, tags = w.tags::text[], search = w.search, version = r.version + 1, updated_at = greatest($9, r.updated_at + interval '1 microsecond'), merged_into = w.merged_into,
                    owner_type = w.owner_type, owner_id = w.owner_id
                from unnest($1, $2, $3, $4, $5, $6, $7, $8, $10, $11, $12) w(id, name, state, readers, doc, hand, tags, search, merged_into, owner_type, owner_id) where r.id = w.id
                """, known.Select(one => one.Id).ToArray(), known.Select(one => one.Name).ToArray(), known.Select(one => one.State).ToArray(), known.Select(one => PgArray.Of(one.Readers)).ToArray(),
                known.Select(one => one.Doc).ToArray(), known.Select(one => one.Hand).ToArray(), known.Select(one => PgArray.Of(one.Tags)).ToArray(), known.Select(one => one.Search).ToArray(), now, known.Select(one => one.MergedInto).ToArray(),
                known.Select(one => one.Owner.Type).ToArray(), known.Select(one => one.Owner.Id).ToArray());
        }

        // A pin may move without any value changing: a person confirms what a source says.
        var pinned = work.Where(one => one.BaseVersion > 0 && !visible.Contains(one.Id) && one.HandBefore != "{}").ToList();
        if (pinned.Count > 0)
        {
            Add(batch, "update inventory.records r set hand = w.hand::jsonb from unnest($1, $2) w(id, hand) where r.id = w.id",
                pinned.Select(one => one.Id).ToArray(), pinned.Select(one => one.Hand).ToArray());
        }
    }

    private static object[] Columns(List<RecordWork> work) =>
    [
        work.Select(one => one.Id).ToArray(), work.Select(one => one.Kind).ToArray(), work.Select(one => one.Root).ToArray(), work.Select(one => one.Name).ToArray(),
        work.Select(one => one.State).ToArray(), work.Select(one => one.Owner.Type).ToArray(), work.Select(one => one.Owner.Id).ToArray(), work.Select(one => PgArray.Of(one.Readers)).ToArray(),
        work.Select(one => one.Doc).ToArray(), work.Select(one => one.Hand).ToArray(), work.Select(one => PgArray.Of(one.Tags)).ToArray(),
    ];

    private static void Changes(NpgsqlBatch batch, Guid changeSet, List<RecordWork> work)
    {
        var ids = work.Select(one => one.Id).ToArray();
        var changed = work.Where(one => one.BaseVersion > 0).Select(one => one.Id).ToArray();
        if (changed.Length > 0)
            Add(batch, "update audit.changes c set valid_to = r.updated_at from inventory.records r where c.record_id = any($1) and c.valid_to = 'infinity' and r.id = c.record_id", changed);
        Add(batch, """
            insert into audit.changes (change_set_id, record_id, kind, root, name, action, diff, after, state, hand_before, version, valid_from)
            select $1, w.id, w.kind, w.root, w.name, w.action, w.diff::jsonb, r.doc, w.state, w.hand_before::jsonb, r.version, r.updated_at
            from unnest($2, $3, $4, $5, $6, $7, $8, $9) w(id, kind, root, name, action, diff, state, hand_before) join inventory.records r on r.id = w.id
            """, changeSet, ids, work.Select(one => one.Kind).ToArray(), work.Select(one => one.Root).ToArray(), work.Select(one => one.Name).ToArray(),
            work.Select(one => one.Action).ToArray(), work.Select(one => one.Diff).ToArray(), work.Select(one => one.State).ToArray(), work.Select(one => one.HandBefore).ToArray());
    }

    private static void Links(NpgsqlBatch batch, IReadOnlyList<RecordWork> work)
    {
        var known = work.Where(one => one.BaseVersion > 0).Select(one => one.Id).ToArray();
        if (known.Length > 0)
            Add(batch, "delete from inventory.links where source_id = any($1)", known);
        var links = work.SelectMany(one => one.Links.Select(link => (Source: one.Id, Link: link))).ToList();
        if (links.Count > 0)
        {
            Add(batch, "insert into inventory.links (source_id, path, place, target_id, fields) select s, p, n, t, f::jsonb from unnest($1, $2, $3, $4, $5) w(s, p, n, t, f)",
                links.Select(pair => pair.Source).ToArray(), links.Select(pair => pair.Link.Path).ToArray(), links.Select(pair => pair.Link.Place).ToArray(),
                links.Select(pair => pair.Link.Target).ToArray(), links.Select(pair => pair.Link.Fields).ToArray());
        }
    }

    private static void Keys(NpgsqlBatch batch, IReadOnlyList<RecordWork> work)
    {
        var known = work.Where(one => one.BaseVersion > 0).Select(one => one.Id).ToArray();
        var keys = work.SelectMany(one => one.Keys.Select(key => (one.Root, Key: key, one.Id))).ToList();
        if (known.Length > 0)
        {
            Add(batch, "delete from inventory.identities i where i.record_id = any($1) and not exists (select 1 from unnest($2, $3) w(id, key) where w.id = i.record_id and w.key = i.key)",
                known, keys.Select(key => key.Id).ToArray(), keys.Select(key => key.Key).ToArray());
        }

        if (keys.Count > 0)
        {
            Add(batch, "insert into inventory.identities (root, key, record_id) select root, key, id from unnest($1, $2, $3) w(root, key, id) on conflict do nothing",
                keys.Select(key => key.Root).ToArray(), keys.Select(key => key.Key).ToArray(), keys.Select(key => key.Id).ToArray());
        }
    }

    private static void Grants(NpgsqlBatch batch, IReadOnlyList<RecordWork> work)
    {
        var regranted = work.Where(one => one.Grants is not null).ToList();
        var known = regranted.Where(one => one.BaseVersion > 0).Select(one => one.Id).ToArray();
        if (known.Length > 0)
            Add(batch, "delete from access.grants where record_id = any($1)", known);
        var grants = regranted.SelectMany(one => one.Grants!.Select(grant => (one.Id, Grant: grant))).ToList();
        if (grants.Count > 0)
        {
            Add(batch, "insert into access.grants (record_id, subject_type, subject_id, level) select * from unnest($1, $2, $3, $4)",
                grants.Select(pair => pair.Id).ToArray(), grants.Select(pair => pair.Grant.Subject.Type).ToArray(), grants.Select(pair => pair.Grant.Subject.Id).ToArray(), grants.Select(pair => (short)pair.Grant.Level).ToArray());
        }
    }

    private static void Observations(NpgsqlBatch batch, IReadOnlyList<RecordWork> work, DateTimeOffset now)
    {
        var dropped = work.SelectMany(one => one.Drop).ToList();
        if (dropped.Count > 0)
        {
            foreach (var table in new[] { "observations", "sightings" })
            {
                Add(batch, $"delete from inventory.{table} o using unnest($1, $2) w(origin, external) where o.origin_id = w.origin and o.external_id = w.external",
                    dropped.Select(pair => pair.OriginId).ToArray(), dropped.Select(pair => pair.ExternalId).ToArray());
            }
        }

        var seen = work.SelectMany(one => one.Observations.Select(observation => (one.Id, One: observation))).ToList();
        if (seen.Count == 0)
            return;
        var (origins, externals, ids) = (seen.Select(pair => pair.One.OriginId).ToArray(), seen.Select(pair => pair.One.ExternalId).ToArray(), seen.Select(pair => pair.Id).ToArray());
        Add(batch, """
            insert into inventory.observations (origin_id, external_id, record_id, digest, observed, keys, wants, raw, scope, first_seen)
            select o, e, r, d, f::jsonb, k::text[], n::text[], w::jsonb, s, $10 from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9) x(o, e, r, d, f, k, n, w, s)
            on conflict (origin_id, external_id) do update set record_id = excluded.record_id, digest = excluded.digest, observed = excluded.observed, keys = excluded.keys, wants = excluded.wants, raw = coalesce(excluded.raw, observations.raw), scope = excluded.scope
            """, origins, externals, ids, seen.Select(pair => pair.One.Digest).ToArray(), seen.Select(pair => pair.One.Observed).ToArray(), seen.Select(pair => PgArray.Of(pair.One.Keys)).ToArray(),
            seen.Select(pair => PgArray.Of(pair.One.Wants)).ToArray(), seen.Select(pair => pair.One.Raw).ToArray(), seen.Select(pair => pair.One.Scope).ToArray(), now);
        Add(batch, """
            insert into inventory.sightings (origin_id, external_id, record_id, last_seen, missed) select o, e, r, $4, 0 from unnest($1, $2, $3) x(o, e, r)
            on conflict (origin_id, external_id) do update set record_id = excluded.record_id, last_seen = excluded.last_seen, missed = 0
            """, origins, externals, ids, now);
    }

    private static void Add(NpgsqlBatch batch, string sql, params object[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in parameters)
        {
            command.Parameters.Add(value switch
            {
                string?[] texts => new NpgsqlParameter { Value = texts, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
                Guid?[] ids => new NpgsqlParameter { Value = ids, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid },
                _ => new NpgsqlParameter { Value = value },
            });
        }

        batch.BatchCommands.Add(command);
    }
}

using Maestro.Modules.Inventory.Planning;
using Maestro.Modules.Kernel;
using Npgsql;
using NpgsqlTypes;

namespace Maestro.Modules.Inventory.Drifting;

/// <summary>Writes how records stand between what is declared and what is seen, in the transaction that moves it.</summary>
internal static class DriftWriting
{
    /// <summary>
    /// One record's standing out of who sees it. A list that has been read to the end where a thing should stand, and does not hold it, outweighs
    /// everything else; the list counts when whoever it acts as could have found the record.
    /// </summary>
    private const string Restate = """
        insert into inventory.drift (record_id, root, status, differences)
        select f.id, f.root, case
            when f.declared and (f.listed and not f.there or not f.listed and exists (
                select 1 from inventory.listings l join inventory.origins o on o.id = l.origin_id
                where l.kind = f.kind and o.datacenter_id = f.datacenter and (l.place = '' or l.place = f.region) and o.owner_id = any(f.readers))) then 'missing'
            when f.declared and f.seen then case when f.differences = '{}' then 'managed' else 'drifted' end
            when f.declared then 'unchecked'
            when f.claimed then 'unmanaged'
            else 'orphan' end, f.differences
        from (
            select r.id, r.root, r.kind, r.readers, (r.doc #>> '{datacenters,id}')::uuid datacenter, r.doc #>> '{datacenters,region}' region,
                case when count(*) filter (where o.provider = 'terraform') > 0 and count(*) filter (where o.provider <> 'terraform') > 0 then coalesce(w.differences::jsonb, d.differences, '{}') else '{}' end differences,
                count(o.id) > 0 claimed,
                coalesce(bool_or(o.provider = 'terraform' and s.missed = 0) or bool_and(o.provider = 'terraform'), false) declared,
                coalesce(bool_or(o.provider <> 'terraform' and s.missed = 0), false) seen,
                coalesce(bool_or(o.provider not in ('terraform', 'ansible', 'json', 'csv')), false) listed,
                coalesce(bool_or(o.provider not in ('terraform', 'ansible', 'json', 'csv') and s.missed = 0), false) there
            from unnest($1, $2) w(id, differences) join inventory.records r on r.id = w.id
            left join inventory.drift d on d.record_id = r.id
            left join inventory.sightings s on s.record_id = r.id
            left join inventory.origins o on o.id = s.origin_id
            group by r.id, w.differences, d.differences) f
        on conflict (record_id) do update set root = excluded.root, status = excluded.status, differences = excluded.differences
        where (drift.root, drift.status, drift.differences) is distinct from (excluded.root, excluded.status, excluded.differences)
        """;

    internal static async Task WriteAsync(NpgsqlConnection connection, Plan plan, PlanWork work, CancellationToken cancel)
    {
        var placed = work.Records.Where(record => record.Placed && record.Reclaimed).ToList();
        // Most of a first crawl: one source, which is not Terraform, brings something new.
        var plain = placed.Where(record => record.BaseVersion == 0 && record.Differences is null && plan.Origin.Provider != Differing.Declares).ToList();
        if (plain.Count > 0)
            await NewAsync(connection, plain, cancel);
        var others = placed.Except(plain).Select(record => (record.Id, record.Differences)).ToList();
        var known = others.Select(pair => pair.Id).ToHashSet();
        others.AddRange(work.Missed.Select(one => one.RecordId).Distinct().Where(id => !known.Contains(id)).Select(id => (id, (string?)null)));
        if (others.Count > 0)
            await RestateAsync(connection, others, cancel);
    }

    private static async Task NewAsync(NpgsqlConnection connection, List<RecordWork> records, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("insert into inventory.drift (record_id, root, status, differences) select id, root, status, '{}' from unnest($1, $2, $3) w(id, root, status)", connection);
        command.Parameters.Add(new() { Value = records.Select(record => record.Id).ToArray() });
        command.Parameters.Add(new() { Value = records.Select(record => record.Root).ToArray() });
        command.Parameters.Add(new() { Value = records.Select(record => record.Observations.Count == 0 ? "orphan" : "unmanaged").ToArray() });
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static async Task RestateAsync(NpgsqlConnection connection, IReadOnlyList<(Guid Id, string? Differences)> records, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Restate, connection);
        command.Parameters.Add(new() { Value = records.Select(record => record.Id).ToArray() });
        command.Parameters.Add(new() { Value = records.Select(record => record.Differences).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Notes what a cloud has been listed for completely, and states anew what is declared there.</summary>
    internal static async Task CoverAsync(NpgsqlConnection connection, Origin origin, Guid datacenter, IReadOnlyCollection<(string Kind, string Place)> places, DateTimeOffset now, CancellationToken cancel)
    {
        var originId = Planner.IdOf(origin);
        // An account that holds nothing has brought nothing, and is not known yet.
        await using (var command = new NpgsqlCommand("""
            insert into inventory.origins (id, provider, key, name, owner_type, owner_id, datacenter_id, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing
            """, connection))
        {
            command.Parameters.Add(new() { Value = originId });
            command.Parameters.Add(new() { Value = origin.Provider });
            command.Parameters.Add(new() { Value = origin.Key });
            command.Parameters.Add(new() { Value = origin.Name });
            command.Parameters.Add(new() { Value = origin.Owner.Type });
            command.Parameters.Add(new() { Value = origin.Owner.Id });
            command.Parameters.Add(new() { Value = datacenter });
            command.Parameters.Add(new() { Value = now });
            await command.ExecuteNonQueryAsync(cancel);
        }

        await using (var command = new NpgsqlCommand("""
            insert into inventory.listings (origin_id, kind, place, at) select $1, w.kind, w.place, $4 from unnest($2, $3) w(kind, place)
            on conflict (origin_id, kind, place) do update set at = excluded.at
            """, connection))
        {
            command.Parameters.Add(new() { Value = originId });
            command.Parameters.Add(new() { Value = places.Select(one => one.Kind).ToArray() });
            command.Parameters.Add(new() { Value = places.Select(one => one.Place).ToArray() });
            command.Parameters.Add(new() { Value = now });
            await command.ExecuteNonQueryAsync(cancel);
        }

        var waiting = new List<(Guid, string?)>();
        await using (var command = new NpgsqlCommand("""
            select d.record_id from inventory.drift d join inventory.records r on r.id = d.record_id
            where d.status in ('unchecked', 'managed', 'drifted') and r.kind = any($1) and (r.doc #>> '{datacenters,id}') = $2
              and not exists (select 1 from inventory.sightings s where s.record_id = r.id and s.origin_id = $3)
            """, connection))
        {
            command.Parameters.Add(new() { Value = places.Select(one => one.Kind).Distinct().ToArray() });
            command.Parameters.Add(new() { Value = datacenter.ToString() });
            command.Parameters.Add(new() { Value = originId });
            await using var rows = await command.ExecuteReaderAsync(cancel);
            while (await rows.ReadAsync(cancel))
                waiting.Add((rows.GetGuid(0), null));
        }

        foreach (var part in waiting.Chunk(2_000))
            await RestateAsync(connection, part, cancel);
    }
}

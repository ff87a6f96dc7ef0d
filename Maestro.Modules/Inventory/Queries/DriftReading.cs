using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory.Drifting;
using Maestro.Modules.Inventory.Planning;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Npgsql;

namespace Maestro.Modules.Inventory.Queries;

/// <summary>Lists are the inventory's own, narrowed by standing; what stands beside each record is read a page at a time.</summary>
internal sealed class DriftReading(IKinds kinds, IMaestroDbFactory databases, IInventory inventory, TimeProvider time) : IDrift
{
    private const int Part = 1_000;

    /// <summary>So many records are counted in one go; of more, each standing is counted as lists are, beyond 1,000 by estimate.</summary>
    private const int CountedAtOnce = 200_000;

    /// <summary>Name by which lists filter by standing.</summary>
    internal const string Path = "drift";

    /// <summary>Name by which lists filter by the provider of a source.</summary>
    internal const string Source = "seen_by";

    public async Task<Page<DriftEntry>> ListAsync(Actor actor, Query query, IReadOnlyList<DriftStatus> statuses, CancellationToken cancel)
    {
        var page = await inventory.ListAsync(actor, Narrowed(query, statuses), cancel);
        return new(await BesideAsync(actor, page.Rows, cancel), page.Count, page.CountExact, page.Next);
    }

    public async Task<IReadOnlyDictionary<DriftStatus, (long Count, bool Exact)>> CountAsync(Actor actor, Query query, CancellationToken cancel)
    {
        var statuses = Enum.GetValues<DriftStatus>();
        var list = new ListSql(kinds, actor, Narrowed(query, []));
        await using var connection = await databases.ConnectAsync(actor, cancel);
        return await InventoryReading.Boxed(async () =>
        {
            var counts = new Dictionary<DriftStatus, (long, bool)>();
            if (await InventoryReading.EstimateAsync(connection, list, cancel) > CountedAtOnce)
            {
                foreach (var status in statuses)
                    counts[status] = await inventory.CountAsync(actor, Narrowed(query, [status]), cancel);
                return counts;
            }

            await using var command = list.Standings().Command(connection);
            command.CommandTimeout = InventoryReading.Patience;
            await using var rows = await command.ExecuteReaderAsync(cancel);
            while (await rows.ReadAsync(cancel))
                counts[Enum.Parse<DriftStatus>(rows.GetString(0), ignoreCase: true)] = (rows.GetInt64(1), true);
            return statuses.ToDictionary(status => status, status => counts.GetValueOrDefault(status, (0, true)));
        });
    }

    public async IAsyncEnumerable<DriftEntry> StreamAsync(Actor actor, Query query, IReadOnlyList<DriftStatus> statuses, [EnumeratorCancellation] CancellationToken cancel)
    {
        var walk = query with { Cursor = "", Offset = 0, Limit = Part, Counted = false };
        while (true)
        {
            var page = await ListAsync(actor, walk, statuses, cancel);
            foreach (var entry in page.Rows)
                yield return entry;
            if (page.Next is null)
                yield break;
            walk = walk with { Cursor = page.Next };
        }
    }

    public async Task CoverAsync(Actor actor, Origin origin, IReadOnlyCollection<(string Kind, string Place)> places, CancellationToken cancel)
    {
        if (origin.Datacenter is not { } datacenter || places.Count == 0)
            return;
        await using var connection = await databases.ConnectAsync(actor, cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await DriftWriting.CoverAsync(connection, origin, datacenter, places, time.GetUtcNow(), cancel);
        await transaction.CommitAsync(cancel);
    }

    private Query Narrowed(Query query, IReadOnlyList<DriftStatus> statuses)
    {
        var kind = kinds.Get(query.Kind);
        if (!kind.Placed)
            throw Problem.Malformed($"kind: {kind.LabelPlural} stand in no datacenter, so that no source lists them.");
        if (query.At is not null)
            throw Problem.Malformed("at: how things stand is known for now only.");
        if (statuses.Count == 0)
            return query;
        var test = new Filter.Test(Path, "", [.. statuses.Select(status => status.ToString().ToLowerInvariant())]);
        return query with { Filter = query.Filter is { } filter ? new Filter.And([filter, test]) : test };
    }

    private async Task<IReadOnlyList<DriftEntry>> BesideAsync(Actor actor, IReadOnlyList<Record> records, CancellationToken cancel)
    {
        if (records.Count == 0)
            return [];
        var ids = records.Select(record => record.Id).ToArray();
        var standings = new Dictionary<Guid, (DriftStatus Status, string Differences)>();
        var sources = new List<(Guid Record, DriftSource Source)>();
        await using var connection = await databases.ConnectAsync(actor, cancel);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var text in new[]
        {
            "select record_id, status, differences from inventory.drift where record_id = any($1)",
            """
            select s.record_id, o.provider, o.name, max(s.last_seen), min(s.missed) from inventory.sightings s join inventory.origins o on o.id = s.origin_id
            where s.record_id = any($1) group by s.record_id, o.id, o.provider, o.name order by o.provider, o.name, o.id
            """,
        })
        {
            var command = new NpgsqlBatchCommand(text);
            command.Parameters.Add(new() { Value = ids });
            batch.BatchCommands.Add(command);
        }

        await using (var rows = await batch.ExecuteReaderAsync(cancel))
        {
            while (await rows.ReadAsync(cancel))
                standings[rows.GetGuid(0)] = (Enum.Parse<DriftStatus>(rows.GetString(1), ignoreCase: true), rows.GetString(2));
            await rows.NextResultAsync(cancel);
            while (await rows.ReadAsync(cancel))
                sources.Add((rows.GetGuid(0), new(rows.GetString(1), rows.GetString(2), rows.GetFieldValue<DateTimeOffset>(3), rows.GetInt16(4))));
        }

        var sourcesOf = sources.ToLookup(pair => pair.Record, pair => pair.Source);
        return [.. records.Select(record => new DriftEntry(record,
            standings.TryGetValue(record.Id, out var standing) ? standing.Status : DriftStatus.Orphan,
            [.. sourcesOf[record.Id]],
            standing.Differences is { } differences ? Differing.Read(differences) : []))];
    }
}

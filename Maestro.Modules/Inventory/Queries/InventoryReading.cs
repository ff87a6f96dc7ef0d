using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Maestro.Modules.Access;
using Maestro.Modules.Inventory.Planning;
using Maestro.Modules.Inventory.Records;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;
using Npgsql;

namespace Maestro.Modules.Inventory.Queries;

/// <summary>The contract: every answer starts from what the actor may see.</summary>
internal sealed class InventoryReading(IKinds kinds, IMaestroDbFactory databases, RecordReading reading, Readership readership, Detail detail, Neighbourhood neighbourhood) : IInventory
{
    /// <summary>Counts are exact up to here, estimates beyond.</summary>
    private const int ExactCount = 1_000;

    /// <summary>An unindexed filter may take this long, in seconds.</summary>
    internal const int Patience = 5;

    public async Task<Page<Record>> ListAsync(Actor actor, Query query, CancellationToken cancel)
    {
        await using var connection = await databases.ConnectAsync(actor, cancel);
        var list = new ListSql(kinds, actor, query) { SortsFew = query.Ids is null && await readership.IsSmallAsync(connection, actor, cancel) };
        var keys = list.OrderKeys().Count;
        var counted = query.Counted && string.IsNullOrEmpty(query.Cursor);
        return await Boxed(async () =>
        {
            await using var batch = new NpgsqlBatch(connection) { Timeout = Patience };
            if (query.Ids is null)
                batch.BatchCommands.Add(PlannedAnew());
            batch.BatchCommands.Add(list.Page(query.Limit + 1).BatchCommand());
            if (counted)
                batch.BatchCommands.Add(list.Count(ExactCount + 1).BatchCommand());
            List<RecordReading.Raw> page;
            long? count = null;
            await using (var rows = await batch.ExecuteReaderAsync(cancel))
            {
                if (query.Ids is null)
                    await rows.NextResultAsync(cancel);
                page = await RecordReading.RowsAsync(rows, keys, cancel);
                if (counted && await rows.NextResultAsync(cancel) && await rows.ReadAsync(cancel))
                    count = rows.GetInt64(0);
            }

            var exact = count is null or <= ExactCount;
            if (!exact)
                count = await EstimateAsync(connection, list, cancel);
            var more = page.Count > query.Limit;
            if (more)
                page.RemoveAt(page.Count - 1);
            var records = await reading.DressAsync(connection, actor, page, query.At, cancel);
            return new Page<Record>(records, count, exact, more ? CursorText.Print(page[^1].Keys, page[^1].Id) : null);
        });
    }

    // What readers, filters and words let through differs by orders of magnitude: a plan made for any value is wrong for most.
    private static NpgsqlBatchCommand PlannedAnew() => new("select set_config('plan_cache_mode', 'force_custom_plan', true)");

    /// <summary>How many matches there are, by the planner's own estimate.</summary>
    internal static async Task<long> EstimateAsync(NpgsqlConnection connection, ListSql list, CancellationToken cancel)
    {
        await using var command = list.Estimate().Command(connection);
        var plan = JsonNode.Parse((string)(await command.ExecuteScalarAsync(cancel))!);
        return Math.Max(ExactCount + 1, (long)plan![0]!["Plan"]!["Plan Rows"]!.GetValue<double>());
    }

    /// <summary>Runs a query whose values came from outside: what PostgreSQL cannot read of them, or takes too long over, is the caller's to hear.</summary>
    internal static async Task<T> Boxed<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (NpgsqlException slow) when (slow.InnerException is TimeoutException)
        {
            throw new Problem(ProblemKind.Unavailable, "This list took longer than 5 seconds: filter by an indexed field as well.", cause: slow);
        }
        catch (PostgresException wrong) when (wrong.SqlState is PostgresErrorCodes.InvalidTextRepresentation or PostgresErrorCodes.UntranslatableCharacter or PostgresErrorCodes.CharacterNotInRepertoire or PostgresErrorCodes.InvalidDatetimeFormat or PostgresErrorCodes.DatetimeFieldOverflow or PostgresErrorCodes.NumericValueOutOfRange)
        {
            throw Problem.Malformed("A value of this query cannot be read.");
        }
    }

    public async IAsyncEnumerable<Record> StreamAsync(Actor actor, Query query, [EnumeratorCancellation] CancellationToken cancel)
    {
        const int part = 2_000;
        var walk = query with { Cursor = "", Offset = 0, Limit = part, Counted = false };
        while (true)
        {
            var page = await ListAsync(actor, walk, cancel);
            foreach (var record in page.Rows)
                yield return record;
            if (page.Next is null)
                yield break;
            walk = walk with { Cursor = page.Next };
        }
    }

    public async Task<Record> GetAsync(Actor actor, string kind, Guid id, DateTimeOffset? at, CancellationToken cancel)
    {
        var query = new Query { Kind = kind, Ids = [id], At = at, Active = null, Limit = 1, Counted = false };
        var page = await ListAsync(actor, query, cancel);
        return page.Rows.Count == 1 ? page.Rows[0] : throw Problem.Missing($"The {kinds.Get(kind).Label.ToLowerInvariant()}");
    }

    public async Task<(long Count, bool Exact)> CountAsync(Actor actor, Query query, CancellationToken cancel)
    {
        await using var connection = await databases.ConnectAsync(actor, cancel);
        var list = new ListSql(kinds, actor, query);
        return await Boxed(async () =>
        {
            await using var command = list.Count(ExactCount + 1).Command(connection);
            command.CommandTimeout = Patience;
            var count = (long)(await command.ExecuteScalarAsync(cancel))!;
            return count <= ExactCount ? (count, true) : (await EstimateAsync(connection, list, cancel), false);
        });
    }

    public async Task<IReadOnlyList<Facet>> FacetAsync(Actor actor, Query query, string path, int limit, CancellationToken cancel)
    {
        var kind = kinds.Get(query.Kind);
        var names = path.Replace(".", "__", StringComparison.Ordinal).Split("__");
        var expression = Facets.Expression(kinds, actor, kind, names) ?? throw Problem.Malformed($"group: {kind.LabelPlural} cannot be grouped by \"{path}\".");
        await using var connection = await databases.ConnectAsync(actor, cancel);
        return await Boxed(async () =>
        {
            await using var command = new ListSql(kinds, actor, query).Facet(expression, limit).Command(connection);
            command.CommandTimeout = Patience;
            await using var rows = await command.ExecuteReaderAsync(cancel);
            var facets = new List<Facet>();
            while (await rows.ReadAsync(cancel))
                facets.Add(new(rows.IsDBNull(0) || rows.GetString(0).Length == 0 ? null : rows.GetString(0), null, rows.GetInt64(1)));
            return (IReadOnlyList<Facet>)facets;
        });
    }

    public async Task<(decimal Sum, long Count)> SumAsync(Actor actor, Query query, string path, CancellationToken cancel)
    {
        var kind = kinds.Get(query.Kind);
        var names = path.Replace(".", "__", StringComparison.Ordinal).Split("__");
        if (Facets.Expression(kinds, actor, kind, names) is not { } expression || !Facets.IsNumber(kind, names))
            throw Problem.Malformed($"sum: \"{path}\" is no number of {kind.LabelPlural}.");
        await using var connection = await databases.ConnectAsync(actor, cancel);
        return await Boxed(async () =>
        {
            await using var command = new ListSql(kinds, actor, query).Sum(expression).Command(connection);
            command.CommandTimeout = Patience;
            await using var rows = await command.ExecuteReaderAsync(cancel);
            await rows.ReadAsync(cancel);
            return (rows.GetDecimal(0), rows.GetInt64(1));
        });
    }

    public async Task<IReadOnlyDictionary<string, long>> CountByKindAsync(Actor actor, DateTimeOffset? at, CancellationToken cancel)
    {
        await using var connection = await databases.ConnectAsync(actor, cancel);
        var sql = new Sql();
        if (at is { } moment)
        {
            var then = sql.Value(moment);
            sql.Text.Append("select c.kind, count(*) from audit.changes c join inventory.records r on r.id = c.record_id where c.valid_from <= ").Append(then)
                .Append(" and c.valid_to > ").Append(then).Append(" and c.state in ('present', 'missing') and ");
        }
        else
        {
            sql.Text.Append("select r.kind, count(*) from inventory.records r where r.active and ");
        }

        sql.Text.Append(Readable.Sql(actor, "r", actor.SeesAll ? "" : sql.Value(actor.SubjectIds))).Append(" group by 1");
        await using var command = sql.Command(connection);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        while (await rows.ReadAsync(cancel))
            counts[rows.GetString(0)] = rows.GetInt64(1);
        return counts;
    }

    public async Task<IReadOnlyList<Record>> SearchAsync(Actor actor, string words, string? kind, int limit, CancellationToken cancel)
    {
        var split = Words.Split(words).ToList();
        if (split.Count == 0)
            return [];
        await using var connection = await databases.ConnectAsync(actor, cancel);
        var sql = new Sql();
        sql.Text.Append("select ").Append(ListSql.Columns).Append(" from (select * from inventory.records r where r.active and ")
            .Append(Readable.Sql(actor, "r", actor.SeesAll ? "" : sql.Value(actor.SubjectIds)));
        if (kind is not null)
            sql.Text.Append(" and r.root = ").Append(sql.Value(kinds.Get(kind).Root));
        foreach (var word in split)
            sql.Text.Append(" and ").Append(Words.Sql(word, sql, live: true));
        var whole = string.Join(' ', split);
        sql.Text.Append(" limit 1000) r order by lower(r.name) = ").Append(sql.Value(whole)).Append(" desc, lower(r.name) like ").Append(sql.Value(Sql.Like(whole) + "%"))
            .Append(" desc, lower(r.name) like ").Append(sql.Value("%" + Sql.Like(whole) + "%")).Append(" desc, (r.owner_type = 'shared'), r.updated_at desc, r.id limit ").Append(sql.Value(limit));
        return await Boxed(async () =>
        {
            await using var batch = new NpgsqlBatch(connection) { Timeout = Patience };
            batch.BatchCommands.Add(PlannedAnew());
            batch.BatchCommands.Add(sql.BatchCommand());
            List<RecordReading.Raw> found;
            await using (var rows = await batch.ExecuteReaderAsync(cancel))
            {
                await rows.NextResultAsync(cancel);
                found = await RecordReading.RowsAsync(rows, 0, cancel);
            }

            return (IReadOnlyList<Record>)await reading.DressAsync(connection, actor, found, null, cancel);
        });
    }

    public Task<Links> LinksAsync(Actor actor, Guid id, CancellationToken cancel) => detail.LinksAsync(actor, id, cancel);

    public Task<Neighbours> NeighboursAsync(Actor actor, Guid id, int each, CancellationToken cancel) => neighbourhood.OfAsync(actor, id, each, cancel);

    public Task<Provenance> SourcesAsync(Actor actor, Guid id, CancellationToken cancel) => detail.SourcesAsync(actor, id, cancel);

    public Task<IReadOnlyList<NamedGrant>> GrantsAsync(Actor actor, Guid id, CancellationToken cancel) => detail.GrantsAsync(actor, id, cancel);
}

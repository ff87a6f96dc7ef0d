using System.Text;
using System.Text.Json;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;

namespace Maestro.Modules.Inventory.Queries;

/// <summary>
/// The SQL of a list: from what the actor may read, now or as of a moment, filtered, ordered by a keyset that is one row
/// comparison, so that page 1,000 costs what page 2 does.
/// </summary>
internal sealed class ListSql(IKinds kinds, Actor actor, Query query)
{
    private readonly Kind kind = kinds.Get(query.Kind);

    // What PostgreSQL plans by itself, without a look at the order and limit outside.
    private const string Fence = " offset 0";

    /// <summary>Columns of a page, in the order <see cref="Records.RecordReading"/> reads them.</summary>
    internal const string Columns = "r.id, r.kind, r.name, r.doc, r.version, r.state, r.owner_type, r.owner_id, r.created_at, r.updated_at, r.merged_into";

    /// <summary>True to find all matches and sort them, false to walk the order's index; see <see cref="Readership"/>.</summary>
    internal bool SortsFew { get; init; }

    internal Sql Page(int limit)
    {
        var sql = new Sql();
        var order = OrderKeys();
        var offset = query.Cursor is null ? query.Offset : 0;
        sql.Text.Append("select ").Append(Columns);
        foreach (var key in order)
            sql.Text.Append(", (").Append(key.Sql).Append(")::text");
        if (query.At is { } at)
            Past(sql, order, at, limit + offset);
        else
            sql.Text.Append(SortsFew ? " from (select * from inventory.records r where " : " from inventory.records r where ").Append(Where(sql)).Append(Cursor(sql, order)).Append(SortsFew ? $"{Fence}) r" : "");
        sql.Text.Append(By(order)).Append(" limit ").Append(sql.Value(limit));
        if (offset > 0)
            sql.Text.Append(" offset ").Append(sql.Value(offset));
        return sql;
    }

    // Each part is ordered and cut for itself: what has not changed since is walked by the index of the live list.
    private void Past(Sql sql, List<(string Sql, bool Descending, Shape Shape)> order, DateTimeOffset at, int most)
    {
        var (kept, changed) = AsOf.Parts(actor, kind, at, sql);
        var fence = SortsFew ? Fence : "";
        var rest = $"r where {Where(sql)}{Cursor(sql, order)}{By(order)} limit {sql.Value(most)}";
        sql.Text.Append(FormattableString.Invariant($" from ((select * from ({kept}{fence}) {rest}) union all (select * from ({changed}{fence}) {rest})) r"));
    }

    /// <summary>All matches, with cells of the caller's own.</summary>
    internal void Select(Sql sql, string cells)
    {
        var order = OrderKeys();
        sql.Text.Append("select ").Append(cells);
        From(sql);
        sql.Text.Append(By(order));
    }

    /// <summary>Number of matches, stopping at <paramref name="cap"/>.</summary>
    internal Sql Count(int cap)
    {
        var sql = new Sql();
        sql.Text.Append("select count(*) from (select 1");
        From(sql);
        sql.Text.Append(" limit ").Append(sql.Value(cap)).Append(") x");
        return sql;
    }

    /// <summary>The planner's own estimate of the matches.</summary>
    internal Sql Estimate()
    {
        var sql = new Sql();
        sql.Text.Append("explain (format json) select 1");
        From(sql);
        return sql;
    }

    /// <summary>Matches per value of an expression.</summary>
    internal Sql Facet(string expression, int limit)
    {
        var sql = new Sql();
        sql.Text.Append("select ").Append(expression).Append(" v, count(*) n");
        From(sql);
        sql.Text.Append(" group by 1 order by 2 desc, 1 limit ").Append(sql.Value(limit));
        return sql;
    }

    /// <summary>Matches per standing.</summary>
    internal Sql Standings()
    {
        var sql = new Sql();
        sql.Text.Append("select d.status, count(*) from (select r.id");
        From(sql);
        sql.Text.Append(") r join inventory.drift d on d.record_id = r.id and d.root = '").Append(kind.Root).Append("' group by 1");
        return sql;
    }

    /// <summary>Sum of a number over the matches, and how many have it.</summary>
    internal Sql Sum(string expression)
    {
        var sql = new Sql();
        sql.Text.Append("select coalesce(sum((").Append(expression).Append(")::numeric), 0), count(").Append(expression).Append(')');
        From(sql);
        return sql;
    }

    internal List<(string Sql, bool Descending, Shape Shape)> OrderKeys()
    {
        if (query.Order.Count == 0)
            return [("r.updated_at", true, Shape.Instant)];
        return [.. query.Order.Select(sort => Ordering.Find(kinds, kind, sort.Path) is { } found
            ? (found.Sql, sort.Descending, found.Shape)
            : throw Problem.Malformed($"ordering: {kind.LabelPlural} cannot be ordered by \"{sort.Path}\"."))];
    }

    private static string By(List<(string Sql, bool Descending, Shape Shape)> order) =>
        $" order by {string.Join(", ", order.Select(key => $"{key.Sql} {(key.Descending ? "desc" : "asc")}"))}, r.id {(order[^1].Descending ? "desc" : "asc")}";

    private void From(Sql sql)
    {
        var source = "inventory.records";
        if (query.At is { } at)
        {
            var (kept, changed) = AsOf.Parts(actor, kind, at, sql);
            source = $"({kept} union all {changed})";
        }

        sql.Text.Append(" from ").Append(source).Append(" r where ").Append(Where(sql));
    }

    private string Where(Sql sql)
    {
        var live = query.At is null;
        var where = new StringBuilder($"r.root = '{kind.Root}'");
        if (kind.Name != kind.Root)
            where.Append(" and r.kind = '").Append(kind.Name).Append('\'');
        if (query.Active is { } active)
            where.Append(active ? " and r.active" : " and not r.active");
        // The past has asked already, when it looked for the records.
        if (live)
            where.Append(" and ").Append(Readable.Sql(actor, "r", actor.SeesAll ? "" : sql.Value(actor.SubjectIds)));
        if (query.Owner is { } owner)
            where.Append(" and r.owner_id = ").Append(sql.Value(owner));
        if (query.Ids is { } ids)
            where.Append(" and r.id = any(").Append(sql.Value(ids.ToArray())).Append(')');
        foreach (var word in Words.Split(query.Words))
            where.Append(" and ").Append(Words.Sql(word, sql, live));
        if (query.Filter is { } filter)
            where.Append(" and ").Append(new FilterSql(kinds, actor, sql, query.At).Of(kind, filter));
        return where.ToString();
    }

    // One row comparison where all keys run one way; otherwise the keys one by one.
    private string Cursor(Sql sql, List<(string Sql, bool Descending, Shape Shape)> order)
    {
        if (string.IsNullOrEmpty(query.Cursor))
            return "";
        var at = CursorText.Read(query.Cursor, order.Count);
        var values = order.Select((key, place) => Typed(sql.Value(at.Keys[place]), key.Shape, key.Sql)).ToList();
        var id = sql.Value(at.Id);
        if (order.All(key => key.Descending == order[0].Descending))
        {
            var sign = order[0].Descending ? "<" : ">";
            return $" and ({string.Join(", ", order.Select(key => key.Sql))}, r.id) {sign} ({string.Join(", ", values)}, {id})";
        }

        var steps = new StringBuilder();
        for (var place = 0; place <= order.Count; place++)
        {
            var same = string.Join("", order.Take(place).Select((key, before) => $"{key.Sql} = {values[before]} and "));
            var (expression, value, descending) = place < order.Count ? (order[place].Sql, values[place], order[place].Descending) : ("r.id", id, order[^1].Descending);
            steps.Append(place == 0 ? "(" : " or (").Append(same).Append(expression).Append(descending ? " < " : " > ").Append(value).Append(')');
        }

        return $" and ({steps})";
    }

    private static string Typed(string parameter, Shape shape, string expression) =>
        shape == Shape.Number ? parameter + "::numeric"
        : expression.StartsWith("r.updated_at", StringComparison.Ordinal) || expression.StartsWith("r.created_at", StringComparison.Ordinal) ? parameter + "::timestamptz"
        : parameter;
}

/// <summary>The place of a page in a keyset walk, as opaque text.</summary>
internal static class CursorText
{
    internal sealed record Place(string[] Keys, Guid Id);

    internal static string Print(string[] keys, Guid id) =>
        Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(new Place(keys, id), Json.Compact)).Replace('+', '-').Replace('/', '_').TrimEnd('=');

    internal static Place Read(string cursor, int keys)
    {
        try
        {
            var padded = cursor.Replace('-', '+').Replace('_', '/');
            padded += new string('=', (4 - (padded.Length % 4)) % 4);
            var place = JsonSerializer.Deserialize<Place>(Convert.FromBase64String(padded), Json.Compact);
            if (place is { Keys: not null } && place.Keys.Length == keys && place.Keys.All(key => key is not null))
                return place;
        }
        catch (Exception broken) when (broken is FormatException or JsonException)
        {
            throw Problem.Malformed("cursor: is not one that a list has given.");
        }

        throw Problem.Malformed("cursor: belongs to a list with another ordering.");
    }
}

using System.Security.Cryptography;
using System.Text;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;
using Npgsql;
using TagsType = Maestro.Modules.Kinds.Types.Tags;

namespace Maestro.Modules.Inventory.Queries;

/// <summary>
/// Gives every indexed field its expression index, and the planner its statistics, at start-up: adding a field needs no
/// migration. The statistics are objects of their own because PostgreSQL takes none from an index with a condition.
/// </summary>
internal sealed class IndexKeeping(IKinds kinds, IMaestroDbFactory databases)
{
    /// <summary>Creates the indexes and statistics that are missing.</summary>
    internal async Task KeepAsync(CancellationToken cancel)
    {
        await using var connection = await databases.ConnectAsync(Actor.System("indexes"), cancel);
        var present = new HashSet<string>(StringComparer.Ordinal);
        await using (var command = new NpgsqlCommand("""
            select c.relname from pg_class c join pg_index i on i.indexrelid = c.oid where c.relnamespace = 'inventory'::regnamespace and i.indisvalid
            union all select stxname from pg_statistic_ext where stxnamespace = 'inventory'::regnamespace
            """, connection))
        await using (var rows = await command.ExecuteReaderAsync(cancel))
        {
            while (await rows.ReadAsync(cancel))
                present.Add(rows.GetString(0));
        }

        foreach (var (name, definition) in Wanted(kinds).Where(index => !present.Contains(index.Name)))
        {
            // An index that a broken run left invalid stands in the way of its own creation.
            await RunAsync(connection, $"drop index if exists inventory.{name}; {definition}", cancel);
        }

        // What an earlier version asked for and this one does not: no other name is ours.
        var wanted = Statistics(kinds).Select(one => one.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var name in present.Where(name => name.StartsWith("st_field_", StringComparison.Ordinal) && !wanted.Contains(name)))
            await RunAsync(connection, $"drop statistics inventory.{name}", cancel);
        var unknown = Statistics(kinds).Where(one => !present.Contains(one.Name)).ToList();
        foreach (var (name, expression) in unknown)
            await RunAsync(connection, $"create statistics inventory.{name} on ({expression}) from inventory.records", cancel);
        if (unknown.Count > 0)
            await RunAsync(connection, "analyze inventory.records", cancel);
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Name and definition of every index: one a path and shape (an application's size is a word, a volume's a number), over the roots that declare it.</summary>
    internal static IEnumerable<(string Name, string Definition)> Wanted(IKinds kinds)
    {
        foreach (var group in Paths(kinds))
        {
            var first = group.First();
            var roots = string.Join(", ", group.Select(found => $"'{found.Root}'").Distinct().Order(StringComparer.Ordinal));
            var expression = Of(first.Path, first.Type);
            var body = $"on inventory.records (root, ({expression}), id) where root in ({roots})";
            var name = Name("ix_field", group.Key.Path, body);
            // Statistics of its own would be gathered for nobody.
            yield return (name, $"create index {name} {body}" + (InDocument(expression) ? $"; alter index inventory.{name} alter column 2 set statistics 0" : ""));
        }
    }

    /// <summary>
    /// Name and expression of what the planner must know the values of. They are taken of all rows: a path that is a number of one Kind and a word of
    /// another cannot be read as a number everywhere, and one row that cannot be read leaves the table without any statistics.
    /// </summary>
    internal static IEnumerable<(string Name, string Expression)> Statistics(IKinds kinds) =>
        Paths(kinds).GroupBy(group => group.Key.Path).SelectMany(same => same.Where(group => group.Key.Shape != Shape.Number || !Elsewhere(kinds, same.Key))).Select(group => (group.Key.Path, Expression: Of(group.First().Path, group.First().Type)))
            .Where(one => InDocument(one.Expression))
            .Select(one => (Name("st_field", one.Path, one.Expression), one.Expression));

    // Whether any Kind declares the path as something else than a number, indexed or not.
    private static bool Elsewhere(IKinds kinds, string path) =>
        kinds.All.Select(kind => TypeAt(kind.Fields, path.Split('.'))).Any(type => type is not null && type.Shape != Shape.Number);

    private static FieldType? TypeAt(IReadOnlyList<Field> fields, string[] path)
    {
        FieldType? type = null;
        foreach (var part in path)
        {
            type = fields.FirstOrDefault(field => field.Name == part)?.Type;
            fields = type switch { Group group => group.Fields, Ref reference => reference.Fields, _ => [] };
        }

        return type;
    }

    private static IEnumerable<IGrouping<(string Path, Shape Shape), (string Root, IReadOnlyList<string> Path, FieldType Type)>> Paths(IKinds kinds) =>
        kinds.All.SelectMany(kind => Indexed(kind.Fields, []).Select(path => (kind.Root, path.Path, path.Type)))
            .GroupBy(found => (Path: string.Join('.', found.Path), found.Type.Shape))
            .OrderBy(group => group.Key.Path, StringComparer.Ordinal).ThenBy(group => group.Key.Shape);

    private static bool InDocument(string expression) => expression.Contains("doc #", StringComparison.Ordinal);

    private static string Of(IReadOnlyList<string> path, FieldType type) =>
        Expression.Of("records", path, type).Replace("records.", "", StringComparison.Ordinal);

    private static string Name(string what, string path, string body) =>
        $"{what}_{path.Replace('.', '_')}_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)))[..6]}";

    /// <summary>Paths of a Kind that may be ordered by.</summary>
    internal static IEnumerable<(IReadOnlyList<string> Path, FieldType Type)> Indexed(IReadOnlyList<Field> fields, IReadOnlyList<string> prefix)
    {
        foreach (var field in fields)
        {
            IReadOnlyList<string> path = [.. prefix, field.Name];
            if (field.Indexed && field.Type is not (ListOf or Group or TagsType or Any))
                yield return (path, field.Type);
            var inner = field.Type switch { Group group => group.Fields, Ref reference => reference.Fields, _ => [] };
            foreach (var found in Indexed(inner, path))
                yield return found;
        }
    }
}

using System.Text;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory.Queries;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;
using Npgsql;

namespace Maestro.Modules.Inventory.Importing;

/// <summary>
/// Streams a list as CSV: PostgreSQL takes the cells out of the documents, one snapshot, flat memory. Names of list
/// references are joined a few thousand rows at a time.
/// </summary>
internal sealed class CsvOut(IKinds kinds, IMaestroDbFactory databases)
{
    private const int Block = 2_000;

    internal async Task WriteAsync(Actor actor, Query query, IReadOnlyList<FileColumn> columns, IReadOnlyList<string> envelope, IReadOnlyDictionary<Guid, string> owners, Stream target, CancellationToken cancel)
    {
        await using var connection = await databases.ConnectAsync(actor, cancel);
        var list = new ListSql(kinds, actor, query);
        var sql = new Sql();
        string Visible(string kind) => Readable.TargetSql(actor, kind, "j", actor.SeesAll || (kind == "datacenter" && actor.Reaches(kind)) ? "" : sql.Value(actor.SubjectIds));
        list.Select(sql, string.Join(", ", columns.Select(column => Cell(column, Visible)).Prepend("r.id::text").Concat(envelope.Select(Envelope))));
        await using var command = sql.Command(connection);
        command.CommandTimeout = 0;
        await using var rows = await InventoryReading.Boxed(() => command.ExecuteReaderAsync(cancel));
        var block = new List<string[]>(Block);
        var width = columns.Count + envelope.Count + 1;
        // What PostgreSQL cannot read fails at the first row, before the first byte.
        var more = await InventoryReading.Boxed(() => rows.ReadAsync(cancel));
        await using var writer = new StreamWriter(target, new UTF8Encoding(false), 1 << 16, leaveOpen: true);
        await writer.WriteAsync(string.Join(',', columns.Select(column => column.Name).Prepend("id").Concat(envelope)) + "\n");
        for (; more; more = await rows.ReadAsync(cancel))
        {
            var cells = new string[width];
            for (var at = 0; at < width; at++)
                cells[at] = rows.IsDBNull(at) ? "" : rows.GetString(at);
            block.Add(cells);
            if (block.Count == Block)
                await FlushAsync(writer, actor, block, columns, envelope, owners, cancel);
        }

        await FlushAsync(writer, actor, block, columns, envelope, owners, cancel);
    }

    /// <summary>
    /// The SQL of a cell. A joined name comes from the target's row where the reader may see it; a datacenter's name is
    /// visible to whoever reads a record placed there.
    /// </summary>
    private static string Cell(FileColumn column, Func<string, string> readable)
    {
        if (column.Path is ["name"])
            return "r.name";
        if (!column.Joined)
            return $"r.doc #>> {Expression.Path(column.Path)}";
        return $"(select j.name from inventory.records j where j.id = (r.doc #>> {Expression.Path([.. column.Path[..^1], "id"])})::uuid and {readable(((Ref)column.Field.Type).Kind)})";
    }

    private static string Envelope(string name) => name switch
    {
        "state" => "r.state",
        "owner" => "r.owner_id::text",
        "updated_at" => "to_char(r.updated_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')",
        _ => "to_char(r.created_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')",
    };

    private async Task FlushAsync(StreamWriter writer, Actor actor, List<string[]> block, IReadOnlyList<FileColumn> columns, IReadOnlyList<string> envelope, IReadOnlyDictionary<Guid, string> owners, CancellationToken cancel)
    {
        var linked = columns.Select((column, at) => (column, At: at + 1)).Where(pair => pair.column.Field.Type is ListOf { Item: Ref }).Select(pair => pair.At).ToList();
        if (linked.Count > 0 && block.Count > 0)
            await NameAsync(actor, block, linked, cancel);
        var line = new StringBuilder();
        foreach (var cells in block)
        {
            line.Append(cells[0]);
            for (var at = 0; at < columns.Count; at++)
                Quote(line.Append(','), IsText(columns[at]) ? FileColumns.Guard(cells[at + 1]) : cells[at + 1]);
            for (var at = 0; at < envelope.Count; at++)
            {
                var cell = cells[columns.Count + 1 + at];
                Quote(line.Append(','), envelope[at] == "owner" ? FileColumns.Guard(owners.GetValueOrDefault(Guid.Parse(cell), "")) : cell);
            }

            line.Append('\n');
        }

        await writer.WriteAsync(line, cancel);
        block.Clear();
    }

    // Lists of references say the names of what the reader may see beside the ids.
    private async Task NameAsync(Actor actor, List<string[]> block, List<int> linked, CancellationToken cancel)
    {
        var parsed = new List<(string[] Cells, int At, JsonArray List)>();
        foreach (var cells in block)
        {
            foreach (var at in linked.Where(at => cells[at].Length > 0))
                parsed.Add((cells, at, (JsonArray)JsonNode.Parse(cells[at])!));
        }

        var ids = parsed.SelectMany(one => one.List).Select(item => item.RefId()).OfType<Guid>().Distinct().ToArray();
        if (ids.Length == 0)
            return;
        await using var connection = await databases.ConnectAsync(actor, cancel);
        await using var command = new NpgsqlCommand($"select r.id, r.name from inventory.records r where r.id = any($1) and {Readable.Sql(actor, "r", "$2")}", connection);
        command.Parameters.Add(new() { Value = ids });
        command.Parameters.Add(new() { Value = actor.SubjectIds });
        var names = new Dictionary<Guid, string>();
        await using (var rows = await command.ExecuteReaderAsync(cancel))
        {
            while (await rows.ReadAsync(cancel))
                names[rows.GetGuid(0)] = rows.GetString(1);
        }

        foreach (var (cells, at, list) in parsed)
        {
            foreach (var item in list.OfType<JsonObject>())
            {
                if (item.RefId() is { } id && names.TryGetValue(id, out var name))
                    item.Insert(1, "name", name);
                else
                    item["hidden"] = true;
            }

            cells[at] = list.ToJsonString(Json.Compact);
        }
    }

    internal static bool IsText(FileColumn column) => column.Field.Type.Shape is Shape.Text or Shape.Any or Shape.Reference;

    /// <summary>A cell as it stands in a line.</summary>
    internal static string Quoted(string cell)
    {
        var line = new StringBuilder();
        Quote(line, cell);
        return line.ToString();
    }

    private static void Quote(StringBuilder line, string cell)
    {
        if (cell.AsSpan().IndexOfAny(",\"\n\r") < 0)
            line.Append(cell);
        else
            line.Append('"').Append(cell.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }
}

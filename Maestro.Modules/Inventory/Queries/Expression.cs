using System.Text;
using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;

namespace Maestro.Modules.Inventory.Queries;

/// <summary>
/// The SQL that reads a declared path of a document. One spelling for filters, order and indexes, so that an expression
/// index is always found. Never null, so that a keyset is one row comparison.
/// </summary>
internal static class Expression
{
    /// <summary>Collation of names and other text: case-insensitive first, digits by value, bytes last.</summary>
    internal const string Natural = "collate inventory.natural";

    /// <summary>Columns of every record, by the name the API gives them.</summary>
    internal static readonly IReadOnlyDictionary<string, (string Column, Shape Shape)> Columns = new Dictionary<string, (string, Shape)>
    {
        ["id"] = ("id", Shape.Any),
        ["updated_at"] = ("updated_at", Shape.Instant),
        ["created_at"] = ("created_at", Shape.Instant),
        ["state"] = ("state", Shape.Text),
        ["kind"] = ("kind", Shape.Text),
    };

    /// <summary>A top-level text field of alias <c>r</c>.</summary>
    internal static string Text(Field field) => Of("r", [field.Name], field.Type);

    /// <summary>The value at a path of declared names, comparable and never null.</summary>
    internal static string Of(string alias, IReadOnlyList<string> path, FieldType type, string column = "doc") => type.Shape switch
    {
        Shape.Number => $"coalesce(({alias}.{column} #> {Path(path)})::numeric, '-Infinity'::numeric)",
        Shape.Flag => $"coalesce({alias}.{column} #>> {Path(path)}, '')",
        Shape.Instant => $"coalesce({alias}.{column} #>> {Path(path)}, '') collate \"C\"",
        Shape.Reference => $"coalesce({alias}.{column} #>> {Path([.. path, "id"])}, '')",
        // Aliases of list items begin with i; they have no columns of their own.
        _ when path is ["name"] && column == "doc" && alias[0] != 'i' => $"{alias}.name {Natural}",
        _ => $"coalesce({alias}.{column} #>> {Path(path)}, '') {Natural}",
    };

    /// <summary>A JSON path literal; names are declared ones, quoted all the same.</summary>
    internal static string Path(IReadOnlyList<string> path)
    {
        var text = new StringBuilder("'{");
        for (var at = 0; at < path.Count; at++)
            text.Append(at == 0 ? "" : ",").Append('"').Append(path[at].Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)).Append('"');
        return text.Append("}'").ToString();
    }
}

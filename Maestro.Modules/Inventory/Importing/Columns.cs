using System.Text.Json.Nodes;
using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;

namespace Maestro.Modules.Inventory.Importing;

/// <summary>One column of a file: a path through groups and single references; lists are one cell of JSON.</summary>
internal sealed record FileColumn(string Name, string[] Path, Field Field, bool Joined)
{
    /// <summary>False for what is joined or computed: shown on export, ignored on import.</summary>
    public bool Writable => !Joined && !Field.ReadOnly;
}

/// <summary>The columns of a Kind, in the order of its form.</summary>
internal static class FileColumns
{
    /// <summary>Envelope columns at the end of an export; ignored on import.</summary>
    internal static readonly string[] Envelope = ["state", "owner", "updated_at", "created_at"];

    internal static IReadOnlyList<FileColumn> Of(Kind kind) => [.. kind.Fields.SelectMany(field => Of(field, [], false))];

    private static IEnumerable<FileColumn> Of(Field field, string[] prefix, bool joined)
    {
        string[] path = [.. prefix, field.Name];
        switch (field.Type)
        {
            case Group group:
                return group.Fields.SelectMany(member => Of(member with { ReadOnly = member.ReadOnly || field.ReadOnly }, path, joined));
            case Ref reference:
                var id = new FileColumn(string.Join('.', [.. path, "id"]), [.. path, "id"], field, false);
                var name = new FileColumn(string.Join('.', [.. path, "name"]), [.. path, "name"], field, true);
                return [id, name, .. reference.Fields.SelectMany(member => Of(member with { ReadOnly = member.ReadOnly || field.ReadOnly }, path, joined))];
            default:
                return [new(string.Join('.', path), path, field, joined)];
        }
    }

    /// <summary>The text of a cell.</summary>
    internal static string Cell(FileColumn column, JsonObject document)
    {
        JsonNode? node = document;
        foreach (var part in column.Path)
            node = (node as JsonObject)?[part];
        return node switch
        {
            null => "",
            JsonValue value when value.TryGetValue<string>(out var text) => text,
            _ when column.Field.Type is Ref => node.ToString(),
            _ => column.Field.Type.Print(node),
        };
    }

    /// <summary>Spreadsheets run what begins like a formula: one quote goes before, and one is taken off on import.</summary>
    internal static string Guard(string cell) => cell.Length > 0 && cell[0] is '=' or '+' or '-' or '@' or '\'' or '\t' or '\r' && !Plain(cell) ? "'" + cell : cell;

    internal static string Unguard(string cell) => cell.Length > 0 && cell[0] == '\'' ? cell[1..] : cell;

    // A negative number is a number, not a formula.
    private static bool Plain(string cell) => cell[0] == '-' && decimal.TryParse(cell, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out _);
}

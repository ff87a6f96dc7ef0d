using System.Text.Json.Nodes;
using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;
using Tags = Maestro.Modules.Kinds.Types.Tags;

namespace Maestro.Web.Inventory.Records;

/// <summary>A line of a card: one field, or one member of a group or reference.</summary>
/// <param name="Path">Dotted path of the value: what its leaves begin with.</param>
/// <param name="Wide">Takes the whole width.</param>
public sealed record FieldLine(string Label, string Path, Field Field, JsonNode? Value, bool Wide);

/// <summary>A card of the record page: a section of the Kind.</summary>
public sealed record FieldSection(string Name, IReadOnlyList<FieldLine> Lines, bool Discovered);

/// <summary>Lays the fields of a record out as cards: in the Kind's order, what discovery adds last.</summary>
internal static class FieldLines
{
    /// <summary>The sections that have something to show. Fields that a panel or the side shows are left out.</summary>
    public static IReadOnlyList<FieldSection> Of(Kind kind, JsonObject document, IReadOnlySet<string> covered, bool empty)
    {
        var shown = kind.Fields.Where(field => field.Name != "name" && field.Type is not Tags && !covered.Contains(field.Name)).ToList();
        return [.. shown.GroupBy(field => field.Section)
            .Select(section => new FieldSection(section.Key, [.. section.SelectMany(field => Lines(field, field.Name, document[field.Name], empty, ""))], section.Key == Sections.Discovered))
            .Where(section => section.Lines.Count > 0)
            .OrderBy(section => section.Discovered)];
    }

    /// <summary>Lines of the members of a group.</summary>
    public static IEnumerable<FieldLine> Below(IEnumerable<Field> fields, string path, JsonObject thing) =>
        fields.SelectMany(field => Lines(field, $"{path}.{field.Name}", thing[field.Name], false, ""));

    private static IEnumerable<FieldLine> Lines(Field field, string path, JsonNode? value, bool empty, string prefix)
    {
        var label = prefix + KindTexts.LabelOf(field);
        if (value is null)
            return empty && field.Type is not (Group or Any) ? [new(label, path, field, null, false)] : [];
        return field.Type switch
        {
            Group when path == "os" && Words.Os(value) is not null => [new(label, path, field, value, false)],
            Group group when value is JsonObject thing => group.Fields.SelectMany(member => Lines(member, $"{path}.{member.Name}", thing[member.Name], empty, Prefix(field, label))),
            Ref reference when value is JsonObject thing => Target(field, label, path, thing)
                .Concat(reference.Fields.SelectMany(member => Lines(member, $"{path}.{member.Name}", thing[member.Name], empty, ""))),
            _ => [new(label, path, field, value, IsWide(field.Type, value))],
        };
    }

    // The specification is a card of its own; there the group's name would only repeat the title.
    private static string Prefix(Field field, string label) => field.Section == Sections.Specification ? "" : label + " · ";

    private static IEnumerable<FieldLine> Target(Field field, string label, string path, JsonObject thing) =>
        thing.RefId() is null && thing["name"] is null && thing["external_id"] is null ? [] : [new(label, path, field, thing, false)];

    private static bool IsWide(FieldType type, JsonNode value) => type switch
    {
        Any => value is JsonObject or JsonArray,
        ListOf { Item: Group } => true,
        ListOf { Item: Ref reference } => reference.Fields.Count > 0 || ((JsonArray)value).Count > 3,
        ListOf => value is JsonArray { Count: > 4 },
        Text => value.Text() is { } text && (text.Length > 90 || text.Contains('\n', StringComparison.Ordinal)),
        _ => false,
    };
}

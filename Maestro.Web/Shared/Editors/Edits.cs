using System.Globalization;
using System.Text.Json.Nodes;
using Maestro.Modules.Kinds;

namespace Maestro.Web.Shared.Editors;

/// <summary>Reads and changes a document by path (<c>storage.2.size</c>). A change makes a new document; the old one stays.</summary>
public static class Edits
{
    /// <summary>The value at a path, or null.</summary>
    public static JsonNode? At(JsonNode? node, string path)
    {
        foreach (var part in path.Length == 0 ? [] : path.Split('.'))
        {
            node = node switch
            {
                JsonArray list => int.TryParse(part, CultureInfo.InvariantCulture, out var at) && at >= 0 && at < list.Count ? list[at] : null,
                JsonObject thing => thing[part],
                _ => null,
            };
        }

        return node;
    }

    /// <summary>The document with another value at a path; null takes it out, and an object that is left empty is none.</summary>
    public static JsonNode? With(JsonNode? node, string path, JsonNode? value)
    {
        if (path.Length == 0)
            return value.Copy();
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        var (first, rest) = dot < 0 ? (path, "") : (path[..dot], path[(dot + 1)..]);
        if (node is JsonArray list)
        {
            var items = Items(list);
            var at = int.Parse(first, CultureInfo.InvariantCulture);
            items[at] = With(items[at], rest, value);
            return List(items);
        }

        JsonObject thing = node is JsonObject found ? (JsonObject)found.DeepClone() : [];
        if (With(thing[first], rest, value) is { } member)
            thing[first] = member;
        else
            thing.Remove(first);
        return thing.Count == 0 ? null : thing;
    }

    /// <summary>Copies of the items of a list.</summary>
    public static List<JsonNode?> Items(JsonNode? list) => list is JsonArray items ? [.. items.Select(item => item.Copy())] : list is null ? [] : [list.Copy()];

    /// <summary>A list of items, or null for none.</summary>
    public static JsonArray? List(IReadOnlyCollection<JsonNode?> items) => items.Count == 0 ? null : [.. items];

    /// <summary>Text as a value; empty text is none.</summary>
    public static JsonNode? Text(string? text) => string.IsNullOrEmpty(text) ? null : JsonValue.Create(text);
}

using System.Text.Json.Nodes;

namespace Maestro.Modules.Kinds.Types;

/// <summary>A list. With a key, two items of one key are refused and history speaks of items by key.</summary>
/// <param name="item">Type of the items.</param>
/// <param name="key">Name of the member that tells items apart (<c>name</c>), or null; references use <c>id</c>.</param>
public sealed class ListOf(FieldType item, string? key = null) : FieldType
{
    /// <summary>Most items that are kept.</summary>
    public const int Max = 5_000;

    public ListOf() : this(new Text())
    {
    }

    /// <summary>Type of the items.</summary>
    public FieldType Item => item;

    /// <summary>Member that tells items apart, or null when the items are values.</summary>
    public string? Key => key ?? (item is Ref ? "id" : null);

    public override string Name => "list";

    public override Shape Shape => Shape.List;

    public override bool HoldsReferences => item.HoldsReferences;

    public override IReadOnlyList<string> Operators => item is Ref ? item.Operators : item is Group or Any ? ["empty"] : item.Operators;

    public override JsonNode? Check(JsonNode value, string path, Checking checking)
    {
        // One value stands for a list of one: 0.6's zone may be a name or a list of names.
        if (value is not JsonArray given)
            given = [value.DeepClone()];
        if (given.Count > Max)
        {
            checking.Error(path, Invariant($"has {given.Count} items; at most {Max} are kept"));
            return null;
        }

        var result = new JsonArray();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var at = 0; at < given.Count; at++)
        {
            // An empty object is no item: the manual's own example holds "services": [{}].
            if (given[at] is not { } member || member is JsonObject { Count: 0 } || item.Check(member, Invariant($"{path}.{at}"), checking) is not { } good)
                continue;
            var label = KeyOf(good);
            if (label is null || seen.Add(label))
                result.Add(good);
            else if (Key is not null && item is not Ref)
                checking.Error(Invariant($"{path}.{at}"), $"repeats {Key} \"{Shorten(label)}\"");
        }

        return result.Count == 0 ? null : result;
    }

    /// <summary>What tells this item from the others of its list; null for an item without key.</summary>
    public string? KeyOf(JsonNode? node) =>
        Key is null ? (item is Group or Any ? null : node?.ToJsonString(Json.Compact))
        : node is JsonObject thing ? (thing[Key] ?? (item is Ref ? thing["external_id"] ?? thing["name"] : null)) is { } found ? Ids(thing, found) : null
        : null;

    // A reference with a protocol may point at one target twice, once per protocol.
    private string Ids(JsonObject thing, JsonNode found) =>
        item is Ref reference && reference.Fields.FirstOrDefault(field => field.Name is "protocol" or "endpoint") is { } edge && thing[edge.Name].Text() is { } more
            ? $"{found.Text()}|{more}"
            : found.Text() ?? found.ToJsonString(Json.Compact);

    public override JsonNode? Parse(string text)
    {
        text = text.Trim();
        if (text.Length == 0)
            return null;
        if (text.StartsWith('['))
            return ParseJson(text, "a JSON list");
        return item is Group ? throw new FormatException($"\"{Shorten(text)}\" is not a JSON list")
            : new JsonArray([.. text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(item.Parse)]);
    }

    public override string Print(JsonNode? value) => value is null ? "" : value.ToJsonString(Json.Compact);

    public override JsonObject Schema() => new() { ["type"] = "array", ["items"] = item.Schema() };
}

using System.Text.Json.Nodes;
using Maestro.Modules.Kinds.Types;
using TagsType = Maestro.Modules.Kinds.Types.Tags;

namespace Maestro.Modules.Kinds;

/// <summary>
/// A document as leaves: the grain at which values are pinned, merged, compared and undone. A leaf is a sub-field
/// (<c>os.dist</c>) or a list item by key (<c>tags[env]</c>, <c>storage[/dev/sda]</c>, <c>applications[id]</c>).
/// </summary>
public static class Leaves
{
    /// <summary>Takes a document apart, in the Kind's order.</summary>
    public static Dictionary<string, JsonNode> Of(Kind kind, JsonObject document) => Of(kind, field => document[field.Name]);

    /// <summary>The same, of values that are asked for field by field.</summary>
    public static Dictionary<string, JsonNode> Of(Kind kind, Func<Field, JsonNode?> valueOf)
    {
        var leaves = new Dictionary<string, JsonNode>(StringComparer.Ordinal);
        foreach (var field in kind.Fields)
        {
            if (valueOf(field) is { } value)
                Add(leaves, field.Name, field.Type, value);
        }

        return leaves;
    }

    private static void Add(Dictionary<string, JsonNode> leaves, string path, FieldType type, JsonNode value)
    {
        switch (type, value)
        {
            case (Group group, JsonObject thing):
                foreach (var field in group.Fields)
                {
                    if (thing[field.Name] is { } member)
                        Add(leaves, $"{path}.{field.Name}", field.Type, member);
                }

                break;
            case (Ref reference, JsonObject thing):
                foreach (var name in RefMembers)
                {
                    if (thing[name] is { } id)
                        leaves[$"{path}.{name}"] = id;
                }

                foreach (var field in reference.Fields)
                {
                    if (thing[field.Name] is { } member)
                        Add(leaves, $"{path}.{field.Name}", field.Type, member);
                }

                break;
            case (TagsType, JsonArray list):
                foreach (var item in list.OfType<JsonObject>())
                    leaves[$"{path}[{item["key"].Text()}]"] = item;
                break;
            case (ListOf { Key: not null } keyed, JsonArray list):
                foreach (var item in list)
                    leaves[$"{path}[{keyed.KeyOf(item)}]"] = item!;
                break;
            default:
                leaves[path] = value;
                break;
        }
    }

    // A reference is known by id; until it is resolved, by name or by the source's own id.
    private static readonly string[] RefMembers = ["id", "external_id"];

    /// <summary>Puts leaves together again; their order decides the order of list items.</summary>
    public static JsonObject Join(Kind kind, IReadOnlyDictionary<string, JsonNode> leaves)
    {
        var loose = new JsonObject();
        foreach (var (leaf, value) in leaves)
            Put(loose, leaf, value);
        var document = new JsonObject();
        foreach (var field in kind.Fields)
        {
            if (loose[field.Name] is not { } value)
                continue;
            loose.Remove(field.Name);
            if (field.Type is TagsType && value is JsonArray tags)
                value = InOrder(tags);
            document[field.Name] = field.Type is Group group && value is JsonObject thing ? InOrder(group, thing) : value;
        }

        return document;
    }

    private static JsonArray InOrder(JsonArray tags)
    {
        var ordered = tags.OrderBy(tag => tag!["key"].Text(), StringComparer.Ordinal).ToArray();
        tags.Clear();
        return new JsonArray(ordered);
    }

    private static JsonObject InOrder(Group group, JsonObject thing)
    {
        var ordered = new JsonObject();
        foreach (var field in group.Fields)
        {
            if (thing[field.Name] is { } member)
            {
                thing.Remove(field.Name);
                ordered[field.Name] = member;
            }
        }

        return ordered;
    }

    /// <summary>Sets one leaf in a document.</summary>
    private static void Put(JsonObject document, string leaf, JsonNode value)
    {
        var bracket = leaf.IndexOf('[', StringComparison.Ordinal);
        var path = (bracket < 0 ? leaf : leaf[..bracket]).Split('.');
        var at = document;
        foreach (var part in path[..^1])
        {
            if (at[part] is not JsonObject next)
                at[part] = next = [];
            at = next;
        }

        if (bracket < 0)
        {
            at[path[^1]] = value.DeepClone();
            return;
        }

        if (at[path[^1]] is not JsonArray list)
            at[path[^1]] = list = [];
        list.Add(value.DeepClone());
    }

    /// <summary>Every leaf that differs, in the Kind's order: null stands for no value.</summary>
    public static List<FieldChange> Diff(IReadOnlyDictionary<string, JsonNode> before, IReadOnlyDictionary<string, JsonNode> after)
    {
        var changes = new List<FieldChange>();
        foreach (var (leaf, value) in after)
        {
            before.TryGetValue(leaf, out var old);
            if (!Json.Same(old, value))
                changes.Add(new FieldChange(leaf, old.Copy(), value.Copy()));
        }

        foreach (var (leaf, old) in before)
        {
            if (!after.ContainsKey(leaf))
                changes.Add(new FieldChange(leaf, old.Copy(), null));
        }

        return changes;
    }

    /// <summary>Name of the top-level field that a leaf belongs to.</summary>
    public static string FieldOf(string leaf)
    {
        var end = leaf.AsSpan().IndexOfAny('.', '[');
        return end < 0 ? leaf : leaf[..end];
    }
}

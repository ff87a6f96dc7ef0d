using System.Text.Json.Nodes;
using Maestro.Modules.Kinds;
using Types = Maestro.Modules.Kinds.Types;

namespace Maestro.Web.Inventory.Forms;

/// <summary>What a person changed, as a merge patch: only those fields, null for a cleared one, references by id.</summary>
public static class FormPatch
{
    /// <summary>The difference between the record as it was read and as it stands in the form.</summary>
    public static JsonObject Of(Kind kind, JsonObject before, JsonObject now)
    {
        var patch = new JsonObject();
        foreach (var field in kind.Fields.Where(field => !field.ReadOnly))
            Put(patch, field.Name, field.Type, before[field.Name], now[field.Name]);
        return patch;
    }

    /// <summary>Paths that a patch changes: fields, and members of groups that are changed one by one.</summary>
    public static IEnumerable<string> Paths(Kind kind, JsonObject before, JsonObject patch) =>
        patch.SelectMany(pair => kind.Find(pair.Key)?.Type is Types.Group && pair.Value is JsonObject members && before[pair.Key] is JsonObject
            ? members.Select(member => $"{pair.Key}.{member.Key}") : [pair.Key]);

    /// <summary>A value as it is sent: without joined names, empty items and white space around text.</summary>
    public static JsonNode? Clean(Types.FieldType type, JsonNode? value) => (type, value) switch
    {
        (_, null) => null,
        (Types.Ref reference, JsonObject thing) => CleanRef(reference, thing),
        (Types.Group group, JsonObject thing) => Members(group.Fields, thing) is { Count: > 0 } members ? members : null,
        (Types.ListOf list, JsonArray items) => items.Select(item => Clean(list.Item, item)).Where(item => item is not null).ToList() is { Count: > 0 } kept ? new JsonArray([.. kept]) : null,
        (Types.Tags, JsonArray tags) => tags.Count == 0 ? null : new JsonArray([.. tags.OrderBy(tag => tag?["key"].Text(), StringComparer.Ordinal).Select(tag => tag.Copy())]),
        (Types.Any, _) => value.DeepClone(),
        _ when value.Text() is { } text => text.Trim().Length == 0 ? null : JsonValue.Create(type is Types.Text { Lines: true } ? text.TrimEnd() : text.Trim()),
        _ => value.DeepClone(),
    };

    private static JsonObject? CleanRef(Types.Ref reference, JsonObject thing)
    {
        var result = Members(reference.Fields, thing);
        if (thing["id"] is { } id)
            result.Insert(0, "id", id.DeepClone());
        else if (thing["name"] is { } name && reference.Fields.All(field => field.Name != "name"))
            result.Insert(0, "name", name.DeepClone());
        return result.Count == 0 ? null : result;
    }

    private static JsonObject Members(IReadOnlyList<Field> fields, JsonObject thing)
    {
        var result = new JsonObject();
        foreach (var field in fields)
        {
            if (Clean(field.Type, thing[field.Name]) is { } member)
                result[field.Name] = member;
        }

        return result;
    }

    private static void Put(JsonObject patch, string name, Types.FieldType type, JsonNode? before, JsonNode? now)
    {
        var (old, fresh) = (Clean(type, before), Clean(type, now));
        if (Json.Same(old, fresh))
            return;
        // Another target is another edge, sent whole; everything else is merged member by member.
        patch[name] = (type, old, fresh) switch
        {
            (Types.Group group, JsonObject left, JsonObject right) => Changes(group.Fields, left, right),
            (Types.Ref reference, JsonObject left, JsonObject right) when right["id"] is null || left["id"].Text() == right["id"].Text() => Changes(reference.Fields, left, right),
            _ => fresh,
        };
    }

    private static JsonObject Changes(IReadOnlyList<Field> fields, JsonObject before, JsonObject now)
    {
        var patch = new JsonObject();
        if (before["id"] is not null && now["id"] is null)
            patch["id"] = null;
        foreach (var field in fields)
            Put(patch, field.Name, field.Type, before[field.Name], now[field.Name]);
        return patch;
    }
}

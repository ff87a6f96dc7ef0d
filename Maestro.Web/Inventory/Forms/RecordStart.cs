using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kinds;
using Maestro.Web.Shared.Editors;
using Microsoft.Extensions.Primitives;
using Types = Maestro.Modules.Kinds.Types;

namespace Maestro.Web.Inventory.Forms;

/// <summary>What stands in the form of a new record: defaults, a copy of another record, values from the address.</summary>
public static class RecordStart
{
    /// <summary>The defaults of a Kind.</summary>
    public static JsonObject Defaults(Kind kind)
    {
        var start = new JsonObject();
        foreach (var field in kind.Fields.Where(field => field.Default is not null && !field.ReadOnly))
            start[field.Name] = field.Type.Parse(field.Default!);
        return start;
    }

    /// <summary>A copy of a record without what belongs to that one thing only: identity, addresses, what discovery wrote.</summary>
    public static JsonObject Clone(Kind kind, Record record, string copyOf)
    {
        var identity = kind.NaturalKeys.SelectMany(key => key.Paths).ToHashSet();
        var start = new JsonObject();
        foreach (var field in kind.Fields.Where(field => !field.ReadOnly && field.Name != "name" && !field.WarnDuplicate && !identity.Contains(field.Name)))
        {
            if (Copied(field.Type, record.Fields[field.Name]) is { } value)
                start[field.Name] = value;
        }

        start["name"] = copyOf;
        return start;
    }

    private static JsonNode? Copied(Types.FieldType type, JsonNode? value) => (type, value) switch
    {
        (_, null) => null,
        (Types.Ref, JsonObject thing) when thing["hidden"] is not null => null,
        (Types.Ref reference, JsonObject thing) => CopiedRef(reference, thing),
        (Types.Group group, JsonObject thing) => Members(group.Fields, thing),
        (Types.ListOf list, JsonArray items) => Edits.List([.. items.Select(item => Copied(list.Item, item)).Where(item => item is not null)]),
        _ => value.DeepClone(),
    };

    private static JsonObject CopiedRef(Types.Ref reference, JsonObject thing)
    {
        var copy = Members(reference.Fields.Where(field => field.Name != "instance_id"), thing) ?? [];
        foreach (var name in new[] { "id", "name", "kind" })
        {
            if (thing[name] is { } known)
                copy[name] = known.DeepClone();
        }

        return copy;
    }

    private static JsonObject? Members(IEnumerable<Field> fields, JsonObject thing)
    {
        var copy = new JsonObject();
        foreach (var field in fields.Where(field => !field.ReadOnly))
        {
            if (Copied(field.Type, thing[field.Name]) is { } member)
                copy[field.Name] = member;
        }

        return copy.Count == 0 ? null : copy;
    }

    /// <summary>Lays values of an address upon a start: <c>?name=web1&amp;os__dist=Debian&amp;system=id</c>. What cannot be read stands as typed and is judged later.</summary>
    public static JsonObject Fill(Kind kind, JsonObject start, IEnumerable<KeyValuePair<string, StringValues>> query)
    {
        JsonNode? filled = start;
        foreach (var (name, values) in query)
        {
            var path = name.Replace("__", ".", StringComparison.Ordinal);
            if (FieldAt(kind, path) is { ReadOnly: false } field && values.LastOrDefault() is { Length: > 0 } text)
                filled = Edits.With(filled, path, Read(field.Type, text));
        }

        return filled as JsonObject ?? [];
    }

    private static JsonNode? Read(Types.FieldType type, string text)
    {
        try
        {
            return type.Parse(text);
        }
        catch (FormatException)
        {
            return JsonValue.Create(text);
        }
    }

    private static Field? FieldAt(Kind kind, string path)
    {
        var parts = path.Split('.');
        var field = kind.Find(parts[0]);
        foreach (var part in parts[1..])
            field = (field?.Type switch { Types.Group group => group.Fields, Types.Ref reference => reference.Fields, _ => [] })?.FirstOrDefault(one => one.Name == part);
        return field;
    }
}

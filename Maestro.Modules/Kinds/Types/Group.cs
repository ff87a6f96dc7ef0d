using System.Text.Json.Nodes;

namespace Maestro.Modules.Kinds.Types;

/// <summary>An object of declared fields: <c>os {base, dist, version}</c>.</summary>
public sealed class Group(params Field[] fields) : FieldType
{
    public Group() : this([])
    {
    }

    /// <summary>Its fields, in order.</summary>
    public IReadOnlyList<Field> Fields { get; } = fields;

    public override string Name => "group";

    public override Shape Shape => Shape.Group;

    public override bool HoldsReferences { get; } = fields.Any(field => field.Type.HoldsReferences);

    public override IReadOnlyList<string> Operators { get; } = ["empty"];

    /// <summary>The field of that name, or null.</summary>
    public Field? Find(string name) => Fields.FirstOrDefault(field => field.Name == name);

    public override JsonNode? Check(JsonNode value, string path, Checking checking)
    {
        if (value is not JsonObject given)
        {
            checking.Error(path, "must be an object");
            return null;
        }

        var result = CheckFields(Fields, given, path, checking, other: []);
        return result.Count == 0 ? null : result;
    }

    /// <summary>Checks declared members; a member that is neither declared nor in <paramref name="other"/> is an error.</summary>
    internal static JsonObject CheckFields(IReadOnlyList<Field> fields, JsonObject given, string path, Checking checking, IReadOnlyCollection<string> other)
    {
        var result = new JsonObject();
        foreach (var (name, member) in given)
        {
            var field = fields.FirstOrDefault(candidate => candidate.Name == Spelling.CorrectField(name));
            if (field is null && !other.Contains(name))
                checking.Error($"{path}.{name}", "is not a field of " + path);
            else if (field is not null && member is not null && field.Type.Check(member, $"{path}.{field.Name}", checking) is { } good)
                result[field.Name] = good;
        }

        foreach (var field in fields.Where(field => field.Required && !result.ContainsKey(field.Name) && !checking.Errors.ContainsKey($"{path}.{field.Name}")))
            checking.Error($"{path}.{field.Name}", "is required");
        return result;
    }

    public override JsonNode? Parse(string text) => text.Trim().Length == 0 ? null : ParseJson(text, "a JSON object");

    public override string Print(JsonNode? value) => value is null ? "" : value.ToJsonString(Json.Compact);

    public override JsonObject Schema() => SchemaOf(Fields, []);

    internal static JsonObject SchemaOf(IReadOnlyList<Field> fields, JsonObject first)
    {
        var properties = first;
        foreach (var field in fields)
        {
            var schema = field.Type.Schema();
            if (field.Help.Length > 0)
                schema["description"] = field.Help;
            properties[field.Name] = schema;
        }

        return new JsonObject { ["type"] = "object", ["properties"] = properties };
    }
}

using System.Text.Json.Nodes;

namespace Maestro.Modules.Kinds.Types;

/// <summary>
/// A reference to a record: only the id is stored (and fields of its own, such as a dependency's protocol); the name is
/// joined on reading. Every reference is an edge, named in both directions.
/// </summary>
/// <param name="kind">Singular name of the Kind pointed at; families of it are included.</param>
/// <param name="relation">The edge as English: server <c>runs</c> application.</param>
/// <param name="inverse">The other direction: application <c>runs on</c> server.</param>
/// <param name="fields">Fields that the edge carries itself.</param>
public sealed class Ref(string kind, string relation, string inverse, params Field[] fields) : FieldType
{
    /// <summary>Members that are joined on reading and ignored on writing.</summary>
    internal static readonly string[] Joined = ["name", "family", "kind", "provider", "regions", "zones", "environment", "hidden", "external_id"];

    public Ref() : this("datacenter", "is in", "holds")
    {
    }

    /// <summary>Singular name of the Kind pointed at.</summary>
    public string Kind => kind;

    /// <summary>The edge, from the holder.</summary>
    public string Relation => relation;

    /// <summary>The edge, from the target.</summary>
    public string Inverse => inverse;

    /// <summary>Fields of the edge itself.</summary>
    public IReadOnlyList<Field> Fields { get; } = fields;

    public override string Name => "ref";

    public override Shape Shape => Shape.Reference;

    public override bool HoldsReferences => true;

    public override IReadOnlyList<string> Operators { get; } = ["", "n", "empty"];

    /// <summary>
    /// Accepts an id, <c>{id}</c> or <c>{name}</c>; the planner resolves names among readable records. A source may say
    /// <c>{external_id}</c>: the target's id at the provider, resolved whenever the target is known. A target may be left
    /// out where the edge's own fields say something without it: a region without datacenter.
    /// </summary>
    public override JsonNode? Check(JsonNode value, string path, Checking checking)
    {
        if (value.Text() is { } text)
        {
            if (text.Trim().Length == 0)
                return null;
            value = Guid.TryParse(text, out var bare) ? new JsonObject { ["id"] = bare.ToString() } : new JsonObject { ["name"] = text };
        }

        if (value is not JsonObject given)
        {
            checking.Error(path, "must be an id, {id} or {name}");
            return null;
        }

        var result = Group.CheckFields(Fields, Without(given), path, checking, Joined.Concat(["id"]).ToArray());
        if (given["id"] is { } id)
        {
            if (!Guid.TryParse(id.Text(), out var guid))
            {
                checking.Error($"{path}.id", $"\"{Shown(id)}\" is not an id");
                return null;
            }

            result.Insert(0, "id", guid.ToString());
        }
        else if (given["name"].Text() is { } name && name.Trim().Length > 0)
        {
            result.Insert(0, "name", name.Trim());
        }
        else if (checking.Tolerant && given["external_id"].Text() is { Length: > 0 } external)
        {
            result.Insert(0, "external_id", external);
        }
        else if (result.Count == 0)
        {
            return null;
        }
        return result;
    }

    private JsonObject Without(JsonObject given)
    {
        var own = new JsonObject();
        foreach (var (name, member) in given.Where(pair => pair.Key != "id" && (!Joined.Contains(pair.Key) || Fields.Any(field => field.Name == pair.Key))))
            own[name] = member.Copy();
        return own;
    }

    public override JsonNode? Parse(string text) =>
        text.Trim().Length == 0 ? null
        : text.TrimStart().StartsWith('{') ? ParseJson(text, "a reference")
        : Guid.TryParse(text.Trim(), out var id) ? new JsonObject { ["id"] = id.ToString() }
        : new JsonObject { ["name"] = text.Trim() };

    public override string Print(JsonNode? value) => value is null ? "" : value.ToJsonString(Json.Compact);

    public override JsonObject Schema() => Group.SchemaOf(Fields, new JsonObject
    {
        ["id"] = new JsonObject { ["type"] = "string", ["format"] = "uuid", ["description"] = $"Id of a {kind}" },
        ["name"] = new JsonObject { ["type"] = "string", ["description"] = $"Name of the {kind}; on writing, instead of the id, when exactly one readable {kind} has it" },
    });
}

using System.Text.Json.Nodes;
using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;

namespace Maestro.Modules.Inventory.Api.Document;

/// <summary>JSON schemas of Kinds and of what all of them share.</summary>
internal static class Schemas
{
    internal static string NameOf(Kind kind) => string.Concat(kind.Name.Split('-').Select(part => char.ToUpperInvariant(part[0]) + part[1..]));

    internal static JsonObject Of(Kind kind)
    {
        var properties = new JsonObject();
        foreach (var (name, schema) in Envelope())
            properties[name] = schema.Copy();
        foreach (var field in kind.Fields)
        {
            var schema = field.Type.Schema();
            schema["description"] = field.Unit is null ? field.Help : $"{field.Help} In {field.Unit}.";
            if (field.ReadOnly)
                schema["readOnly"] = true;
            properties[field.Name] = schema;
        }

        if (!kind.Shared)
            properties["grants"] = Grants();
        return new JsonObject { ["type"] = "object", ["description"] = kind.Description, ["properties"] = properties };
    }

    private static JsonObject Grants() => new()
    {
        ["type"] = "array",
        ["writeOnly"] = true,
        ["description"] = "Replaces who may do what; needs admin. Read it at …/grants.",
        ["items"] = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject
            {
                ["subject"] = new JsonObject { ["type"] = "object", ["properties"] = new JsonObject { ["type"] = new JsonObject { ["enum"] = new JsonArray("user", "team") }, ["id"] = new JsonObject { ["type"] = "string", ["format"] = "uuid" } } },
                ["level"] = new JsonObject { ["enum"] = new JsonArray("read", "write", "admin") },
            },
        },
    };

    private static JsonObject Envelope() => new()
    {
        ["id"] = ReadOnly("string", "uuid"),
        ["kind"] = ReadOnly("string"),
        ["state"] = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray("present", "missing", "gone", "deleted"), ["readOnly"] = true },
        ["active"] = ReadOnly("boolean"),
        ["owner"] = ReadOnly("object"),
        ["level"] = ReadOnly("string"),
        ["sources"] = new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "string" }, ["readOnly"] = true },
        ["last_seen"] = new JsonObject { ["type"] = new JsonArray("string", "null"), ["format"] = "date-time", ["readOnly"] = true },
        ["merged_into"] = new JsonObject { ["type"] = new JsonArray("string", "null"), ["format"] = "uuid", ["readOnly"] = true },
        ["version"] = ReadOnly("integer"),
        ["created_at"] = ReadOnly("string", "date-time"),
        ["updated_at"] = ReadOnly("string", "date-time"),
        ["url"] = ReadOnly("string"),
    };

    private static JsonObject ReadOnly(string type, string? format = null)
    {
        var schema = new JsonObject { ["type"] = type, ["readOnly"] = true };
        if (format is not null)
            schema["format"] = format;
        return schema;
    }

    internal static void AddShared(JsonObject schemas)
    {
        schemas["Page"] = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject
            {
                ["count"] = new JsonObject { ["type"] = new JsonArray("integer", "null") },
                ["count_exact"] = new JsonObject { ["type"] = "boolean" },
                ["next"] = new JsonObject { ["type"] = new JsonArray("string", "null") },
                ["previous"] = new JsonObject { ["type"] = new JsonArray("string", "null") },
                ["results"] = new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "object" } },
            },
        };
        schemas["Problem"] = new JsonObject
        {
            ["type"] = "object",
            ["description"] = "RFC 9457 problem details",
            ["properties"] = new JsonObject
            {
                ["type"] = new JsonObject { ["type"] = "string" },
                ["title"] = new JsonObject { ["type"] = "string" },
                ["status"] = new JsonObject { ["type"] = "integer" },
                ["detail"] = new JsonObject { ["type"] = "string" },
                ["errors"] = new JsonObject { ["type"] = "object", ["additionalProperties"] = new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "string" } } },
            },
        };
    }
}

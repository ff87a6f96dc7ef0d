using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Maestro.Modules.Kinds;

/// <summary>How Maestro writes JSON, and small readings of it.</summary>
public static class Json
{
    /// <summary>No white space; only what JSON needs is escaped.</summary>
    public static readonly JsonSerializerOptions Compact = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    /// <summary>Text of a JSON string, or null.</summary>
    public static string? Text(this JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>Id of a reference, or null.</summary>
    public static Guid? RefId(this JsonNode? node) =>
        Guid.TryParse((node as JsonObject)?["id"].Text(), out var id) ? id : null;

    /// <summary>The node at a dotted path, or null.</summary>
    public static JsonNode? At(this JsonNode? node, string path)
    {
        foreach (var part in path.Split('.'))
            node = (node as JsonObject)?[part];
        return node;
    }

    /// <summary>A copy that belongs to no document.</summary>
    public static JsonNode? Copy(this JsonNode? node) => node?.DeepClone();

    /// <summary>Equal in meaning: numbers by value, objects without regard to order.</summary>
    public static bool Same(JsonNode? left, JsonNode? right) => JsonNode.DeepEquals(left, right);
}

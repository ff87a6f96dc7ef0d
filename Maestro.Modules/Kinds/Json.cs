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

    /// <summary>
    /// What makes a document unreadable before anybody asks for its fields, as the end of a sentence: a name that stands twice, half a
    /// character, or U+0000, which PostgreSQL does not keep. Null when it is sound.
    /// </summary>
    public static string? FaultOf(JsonNode? node)
    {
        try
        {
            return node switch
            {
                JsonObject thing => thing.Select(member => Nul(member.Key) ?? FaultOf(member.Value)).FirstOrDefault(fault => fault is not null),
                JsonArray list => list.Select(FaultOf).FirstOrDefault(fault => fault is not null),
                JsonValue value when value.GetValueKind() == JsonValueKind.String => Nul(value.GetValue<string>()),
                _ => null,
            };
        }
        catch (ArgumentException)
        {
            return "names a field twice";
        }
        catch (InvalidOperationException)
        {
            return "holds half of a Unicode character";
        }
    }

    private static string? Nul(string text) => text.Contains('\0', StringComparison.Ordinal) ? "holds the character U+0000" : null;

    /// <summary>A copy that belongs to no document.</summary>
    public static JsonNode? Copy(this JsonNode? node) => node?.DeepClone();

    /// <summary>Equal in meaning: numbers by value, objects without regard to order.</summary>
    public static bool Same(JsonNode? left, JsonNode? right) => JsonNode.DeepEquals(left, right);
}

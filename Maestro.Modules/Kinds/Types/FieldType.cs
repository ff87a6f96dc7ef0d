using System.Globalization;
using System.Text.Json.Nodes;
using Maestro.Modules.Kernel;

namespace Maestro.Modules.Kinds.Types;

/// <summary>How a value lies in the JSON document; decides which SQL reads it.</summary>
public enum Shape
{
    /// <summary>A JSON string.</summary>
    Text,

    /// <summary>A JSON number.</summary>
    Number,

    /// <summary>JSON true or false.</summary>
    Flag,

    /// <summary>A UTC instant as fixed-width text, so that text order is time order.</summary>
    Instant,

    /// <summary>An object with an <c>id</c> and fields of its own.</summary>
    Reference,

    /// <summary>An object of declared fields.</summary>
    Group,

    /// <summary>An array.</summary>
    List,

    /// <summary>An array of <c>{key, value}</c>.</summary>
    Tags,

    /// <summary>Whatever a provider says; not filtered.</summary>
    Any,
}

/// <summary>
/// A type of field answers five questions: check, parse, print, compare (operators and shape) and describe (JSON schema).
/// Instances are immutable.
/// </summary>
[Plug]
public abstract class FieldType
{
    /// <summary>Operators on text-like values; the empty one is equality.</summary>
    protected static readonly IReadOnlyList<string> TextOperators = ["", "n", "ic", "nic", "isw", "iew", "ie", "empty"];

    /// <summary>Operators on values that have an order.</summary>
    protected static readonly IReadOnlyList<string> OrderOperators = ["", "n", "gt", "gte", "lt", "lte", "empty"];

    /// <summary>Stable name: <c>text</c>, <c>number</c> …</summary>
    public abstract string Name { get; }

    /// <summary>How the value lies in the document.</summary>
    public abstract Shape Shape { get; }

    /// <summary>Whether a value may hold references, at any depth.</summary>
    public virtual bool HoldsReferences => false;

    /// <summary>Filter operators, as suffixes.</summary>
    public abstract IReadOnlyList<string> Operators { get; }

    /// <summary>
    /// Checks and normalises a value that is present and not null. Reports to <paramref name="checking"/> at
    /// <paramref name="path"/> and returns null when it is not acceptable.
    /// </summary>
    public abstract JsonNode? Check(JsonNode value, string path, Checking checking);

    /// <summary>Reads what a person typed or a file cell holds. Throws <see cref="FormatException"/> with a message for people.</summary>
    public abstract JsonNode? Parse(string text);

    /// <summary>Writes a value as text, so that <see cref="Parse"/> reads it back.</summary>
    public virtual string Print(JsonNode? value) => value switch
    {
        null => "",
        JsonValue scalar when scalar.TryGetValue<string>(out var text) => text,
        _ => value.ToJsonString(Json.Compact),
    };

    /// <summary>The JSON schema of a value (OpenAPI 3.1).</summary>
    public abstract JsonObject Schema();

    /// <summary>Parses a JSON array or object out of a cell.</summary>
    protected static JsonNode? ParseJson(string text, string expected)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (System.Text.Json.JsonException)
        {
            throw new FormatException($"\"{Shorten(text)}\" is not {expected}");
        }
    }

    protected static string Shorten(string text) => text.Length <= 60 ? text : string.Concat(text.AsSpan(0, 57), "…");

    protected static string Shown(JsonNode value) => Shorten(value is JsonValue scalar && scalar.TryGetValue<string>(out var text) ? text : value.ToJsonString(Json.Compact));

    protected static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    protected static readonly CultureInfo Culture = CultureInfo.InvariantCulture;
}

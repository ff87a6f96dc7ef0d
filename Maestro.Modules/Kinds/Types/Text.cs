using System.Text.Json.Nodes;

namespace Maestro.Modules.Kinds.Types;

/// <summary>Text of one line, or of many.</summary>
public sealed class Text(int max = 255, bool lines = false) : FieldType
{
    public Text() : this(255)
    {
    }

    /// <summary>Longest text, in characters.</summary>
    public int Max => max;

    /// <summary>True when line breaks are kept and the editor is a text area.</summary>
    public bool Lines => lines;

    public override string Name => lines ? "long-text" : "text";

    public override Shape Shape => Shape.Text;

    public override IReadOnlyList<string> Operators => TextOperators;

    public override JsonNode? Check(JsonNode value, string path, Checking checking)
    {
        // Numbers are accepted where text is wanted: Maestro 0.6's files hold unique ids and ports as numbers.
        var text = value is JsonValue scalar
            ? scalar.GetValueKind() switch
            {
                System.Text.Json.JsonValueKind.String => scalar.GetValue<string>(),
                System.Text.Json.JsonValueKind.Number => scalar.ToJsonString(),
                _ => null,
            }
            : null;
        if (text is null)
        {
            checking.Error(path, "must be text");
            return null;
        }

        return Clean(text, path, checking, max, lines);
    }

    /// <summary>Trims, refuses control characters and over-long text; empty text is no value.</summary>
    internal static JsonNode? Clean(string text, string path, Checking checking, int max, bool lines)
    {
        text = lines ? text.Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd() : text.Trim();
        if (text.Length == 0)
            return null;
        if (text.Length > max)
        {
            checking.Error(path, Invariant($"is {text.Length} characters long; at most {max} are kept"));
            return null;
        }

        foreach (var letter in text)
        {
            if (char.IsControl(letter) && !(lines && letter is '\n' or '\t'))
            {
                checking.Error(path, Invariant($"holds the control character U+{(int)letter:X4}"));
                return null;
            }
        }

        for (var at = 0; at < text.Length; at++)
        {
            if (char.IsSurrogate(text[at]) && !(char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[++at])))
            {
                checking.Error(path, "holds half of a Unicode character");
                return null;
            }
        }

        return JsonValue.Create(text);
    }

    public override JsonNode? Parse(string text) => text.Length == 0 ? null : JsonValue.Create(text);

    public override JsonObject Schema() => new() { ["type"] = "string", ["maxLength"] = max };
}

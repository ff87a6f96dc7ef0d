using System.Globalization;
using System.Text.Json.Nodes;

namespace Maestro.Modules.Kinds.Types;

/// <summary>A moment, kept in UTC as fixed-width text. One without offset is refused; a date alone is midnight UTC.</summary>
public sealed class Instant : FieldType
{
    /// <summary>The stored form: fixed width, so that text order is time order.</summary>
    public const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public override string Name => "instant";

    public override Shape Shape => Shape.Instant;

    public override IReadOnlyList<string> Operators => OrderOperators;

    public override JsonNode? Check(JsonNode value, string path, Checking checking)
    {
        if (value.Text() is not { } text)
        {
            checking.Error(path, "must be a date and time with offset, such as 2026-11-24T08:00:00Z");
            return null;
        }

        if (text.Trim().Length == 0)
            return null;
        try
        {
            return Parse(text);
        }
        catch (FormatException wrong)
        {
            checking.Error(path, wrong.Message);
            return null;
        }
    }

    public override JsonNode? Parse(string text)
    {
        text = text.Trim();
        if (text.Length == 0)
            return null;
        return JsonValue.Create(Print(Read(text)));
    }

    /// <summary>Reads an instant. Throws <see cref="FormatException"/> for one without offset.</summary>
    public static DateTimeOffset Read(string text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", Culture, DateTimeStyles.None, out var date))
            return new DateTimeOffset(date, TimeOnly.MinValue, TimeSpan.Zero);
        var offset = text.Length > 10 && (text.EndsWith('Z') || text.EndsWith('z') || text.LastIndexOfAny(['+', '-']) > 9);
        return offset && DateTimeOffset.TryParse(text, Culture, DateTimeStyles.RoundtripKind, out var instant)
            ? instant.ToUniversalTime()
            : throw new FormatException($"\"{Shorten(text)}\" is not a date and time with offset, such as 2026-11-24T08:00:00Z");
    }

    /// <summary>The stored form of an instant.</summary>
    public static string Print(DateTimeOffset instant) => instant.ToUniversalTime().ToString(Format, Culture);

    public override JsonObject Schema() => new() { ["type"] = "string", ["format"] = "date-time" };
}

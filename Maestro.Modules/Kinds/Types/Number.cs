using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Maestro.Modules.Kinds.Types;

/// <summary>A number, whole or decimal. Text that holds a number is accepted and stored as a number.</summary>
public sealed class Number(bool whole = false, double? above = null, double? from = null, double? to = null) : FieldType
{
    public Number() : this(false)
    {
    }

    /// <summary>True when it has no decimals.</summary>
    public bool Whole => whole;

    public override string Name => "number";

    public override Shape Shape => Shape.Number;

    public override IReadOnlyList<string> Operators => OrderOperators;

    public override JsonNode? Check(JsonNode value, string path, Checking checking)
    {
        decimal number;
        if (value is JsonValue scalar && scalar.GetValueKind() == JsonValueKind.Number)
        {
            if (!decimal.TryParse(scalar.ToJsonString(), NumberStyles.Float, Culture, out number))
            {
                checking.Error(path, $"{Shown(value)} is too large a number");
                return null;
            }
        }
        else if (value.Text() is { } text)
        {
            if (text.Trim().Length == 0)
                return null;
            if (!decimal.TryParse(text.Trim(), NumberStyles.Float, Culture, out number))
            {
                checking.Error(path, $"\"{Shown(value)}\" is not a number");
                return null;
            }
        }
        else
        {
            checking.Error(path, "must be a number");
            return null;
        }

        var wrong = Wrong(number);
        if (wrong is null)
            return JsonValue.Create(Normal(number));
        checking.Error(path, wrong);
        return null;
    }

    private string? Wrong(decimal number) =>
        whole && number != decimal.Truncate(number) ? Invariant($"{number} must be a whole number")
        : Math.Abs(number) > 1_000_000_000_000_000m ? Invariant($"{number} is too large a number")
        : above is { } low && (double)number <= low ? Invariant($"{number} must be more than {low}")
        : from is { } least && (double)number < least ? Invariant($"{number} must be at least {least}")
        : to is { } most && (double)number > most ? Invariant($"{number} must be at most {most}")
        : null;

    /// <summary>Drops trailing zeros, so that 4 and 4.0 are one value, and keeps six decimals.</summary>
    internal static decimal Normal(decimal number) => Math.Round(number, 6) / 1.000000000000000000000000000000000m;

    public override JsonNode? Parse(string text)
    {
        if (text.Trim().Length == 0)
            return null;
        return decimal.TryParse(text.Trim(), NumberStyles.Float, Culture, out var number)
            ? JsonValue.Create(Normal(number))
            : throw new FormatException($"\"{Shorten(text)}\" is not a number");
    }

    public override string Print(JsonNode? value) => value is null ? "" : value.ToJsonString();

    public override JsonObject Schema()
    {
        var schema = new JsonObject { ["type"] = whole ? "integer" : "number" };
        if (above is { } low)
            schema["exclusiveMinimum"] = low;
        if (from is { } least)
            schema["minimum"] = least;
        if (to is { } most)
            schema["maximum"] = most;
        return schema;
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;

namespace Maestro.Modules.Kinds.Types;

/// <summary>Yes or no.</summary>
public sealed class Flag : FieldType
{
    public override string Name => "flag";

    public override Shape Shape => Shape.Flag;

    public override IReadOnlyList<string> Operators { get; } = ["", "n", "empty"];

    public override JsonNode? Check(JsonNode value, string path, Checking checking)
    {
        switch (value.GetValueKind())
        {
            case JsonValueKind.True or JsonValueKind.False:
                return JsonValue.Create(value.GetValue<bool>());
            case JsonValueKind.Number when value.ToJsonString() is "0" or "1":
                return JsonValue.Create(value.ToJsonString() == "1");
            case JsonValueKind.String when Read(value.GetValue<string>()) is { } flag:
                return JsonValue.Create(flag);
            case JsonValueKind.String when string.IsNullOrWhiteSpace(value.GetValue<string>()):
                return null;
            default:
                checking.Error(path, $"\"{Shown(value)}\" is not yes or no");
                return null;
        }
    }

    public override JsonNode? Parse(string text) =>
        text.Trim().Length == 0 ? null
        : Read(text) is { } flag ? JsonValue.Create(flag)
        : throw new FormatException($"\"{Shorten(text)}\" is not yes or no");

    private static bool? Read(string text) => text.Trim().ToLowerInvariant() switch
    {
        "true" or "yes" or "1" => true,
        "false" or "no" or "0" => false,
        _ => null,
    };

    public override string Print(JsonNode? value) => value is null ? "" : value.GetValue<bool>() ? "true" : "false";

    public override JsonObject Schema() => new() { ["type"] = "boolean" };
}

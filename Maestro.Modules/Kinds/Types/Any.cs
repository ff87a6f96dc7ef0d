using System.Text.Json.Nodes;

namespace Maestro.Modules.Kinds.Types;

/// <summary>Whatever a provider says: any JSON, kept as it is, shown as a tree, not filtered.</summary>
public sealed class Any : FieldType
{
    /// <summary>Largest value, in characters of compact JSON.</summary>
    public const int Max = 100_000;

    private const int Deepest = 24;

    public override string Name => "any";

    public override Shape Shape => Shape.Any;

    public override IReadOnlyList<string> Operators { get; } = ["empty"];

    public override JsonNode? Check(JsonNode value, string path, Checking checking)
    {
        if (Depth(value) > Deepest)
            checking.Error(path, Invariant($"is nested more than {Deepest} levels deep"));
        else if (value.ToJsonString(Json.Compact) is var text && text.Length > Max)
            checking.Error(path, Invariant($"is {text.Length} characters of JSON; at most {Max} are kept"));
        else if (text.Contains("\\u0000", StringComparison.OrdinalIgnoreCase))
            checking.Error(path, "holds the control character U+0000");
        else
            return value.DeepClone();
        return null;
    }

    private static int Depth(JsonNode? node) => node switch
    {
        JsonObject thing => 1 + (thing.Count == 0 ? 0 : thing.Max(pair => Depth(pair.Value))),
        JsonArray list => 1 + (list.Count == 0 ? 0 : list.Max(Depth)),
        _ => 0,
    };

    public override JsonNode? Parse(string text) => text.Trim().Length == 0 ? null : ParseJson(text, "JSON");

    public override string Print(JsonNode? value) => value is null ? "" : value.ToJsonString(Json.Compact);

    public override JsonObject Schema() => [];
}

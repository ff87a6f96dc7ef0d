using System.Text.Json.Nodes;

namespace Maestro.Modules.Kinds.Types;

/// <summary>Key/value labels, one value a key. Accepts <c>[{key, value}]</c> and <c>{key: value}</c>.</summary>
public sealed class Tags : FieldType
{
    private const int Longest = 1000;

    public override string Name => "tags";

    public override Shape Shape => Shape.Tags;

    public override IReadOnlyList<string> Operators => TextOperators;

    public override JsonNode? Check(JsonNode value, string path, Checking checking)
    {
        var pairs = value switch
        {
            JsonObject map => map.Select(pair => (pair.Key, Value: (JsonNode?)pair.Value, Path: $"{path}.{pair.Key}")),
            JsonArray list => list.Select((item, at) => (Key: (item as JsonObject)?["key"].Text() ?? item.Text() ?? "", Value: (item as JsonObject)?["value"], Path: Invariant($"{path}.{at}"))),
            _ => null,
        };
        if (pairs is null)
        {
            checking.Error(path, "must be a list of {key, value}");
            return null;
        }

        var result = new SortedDictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var (key, tag, at) in pairs)
        {
            if (Text.Clean(key, at, checking, 255, lines: false).Text() is not { } name)
            {
                if (key.Trim().Length == 0)
                    checking.Error(at, "a tag needs a key");
                continue;
            }

            var text = tag switch { null => "", JsonValue scalar when scalar.TryGetValue<string>(out var one) => one, JsonValue scalar => scalar.ToJsonString(), _ => null };
            if (text is null)
                checking.Error(at, "the value of a tag must be text");
            else if (result.ContainsKey(name))
                checking.Error(at, $"repeats the key \"{Shorten(name)}\"");
            else
                result[name] = new JsonObject { ["key"] = name, ["value"] = Text.Clean(text, at, checking, Longest, lines: false) ?? "" };
        }

        return result.Count == 0 ? null : new JsonArray([.. result.Values]);
    }

    public override JsonNode? Parse(string text)
    {
        text = text.Trim();
        if (text.Length == 0)
            return null;
        if (text.StartsWith('[') || text.StartsWith('{'))
            return ParseJson(text, "a JSON list of {key, value}");
        var tags = text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.IndexOf('=', StringComparison.Ordinal) is var at and >= 0 ? (part[..at], part[(at + 1)..]) : (part, ""))
            .Select(pair => (JsonNode)new JsonObject { ["key"] = pair.Item1, ["value"] = pair.Item2 });
        return new JsonArray([.. tags]);
    }

    public override string Print(JsonNode? value) => value is null ? "" : value.ToJsonString(Json.Compact);

    public override JsonObject Schema() => new()
    {
        ["type"] = "array",
        ["items"] = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject { ["key"] = new JsonObject { ["type"] = "string" }, ["value"] = new JsonObject { ["type"] = "string" } },
            ["required"] = new JsonArray("key"),
        },
    };
}

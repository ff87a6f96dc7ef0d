using System.Globalization;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory.Planning;
using Maestro.Modules.Kinds;
using TagsType = Maestro.Modules.Kinds.Types.Tags;

namespace Maestro.Modules.Inventory.Drifting;

/// <summary>
/// Where what Terraform declares is not what is there: leaf by leaf, of what both speak of. Spelling, order and case are no difference;
/// how a thing does at the moment (its status) and where Maestro put it are not Terraform's to declare.
/// </summary>
internal static class Differing
{
    internal const string Declares = "terraform";

    private const int Most = 50;

    /// <summary>What is measured on the host is near what was ordered, never equal to it: memory less what the kernel keeps.</summary>
    private const decimal Measured = 0.1m;

    private static readonly string[] Passing = ["status", "raw_status", "provider_created_at", "datacenters.id", "datacenters.vm_state", "datacenters.state_reason"];

    /// <summary>The differences as JSON: <c>{"cpu": {"terraform": 2, "aws": 4}}</c>; null when there are no two sides to compare.</summary>
    internal static string? Print(Kind kind, IReadOnlyList<Observed> observations, Func<Guid, string, Guid?> resolve)
    {
        if (observations.Count < 2)
            return null;
        var json = new JsonObject();
        foreach (var difference in Of(kind, observations, resolve))
            json[difference.Field] = new JsonObject(difference.Values.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Copy())));
        return json.ToJsonString(Json.Compact);
    }

    internal static IReadOnlyList<Difference> Read(string json) =>
        json.Length <= 2 ? [] : [.. ((JsonObject)JsonNode.Parse(json)!).Select(pair => new Difference(pair.Key, ((JsonObject)pair.Value!).OrderByDescending(value => value.Key == Declares).ThenBy(value => value.Key, StringComparer.Ordinal).ToDictionary(value => value.Key, value => value.Value.Copy(), StringComparer.Ordinal)))];

    internal static IReadOnlyList<Difference> Of(Kind kind, IReadOnlyList<Observed> observations, Func<Guid, string, Guid?> resolve)
    {
        if (observations.All(one => one.Provider == Declares) || observations.All(one => one.Provider != Declares))
            return [];
        var said = observations.OrderBy(one => one.OriginId).ThenBy(one => one.ExternalId, StringComparer.Ordinal)
            .Select(one => (one.Provider, Leaves: Flat(kind, one, resolve))).ToList();
        var declared = said.Where(one => one.Provider == Declares).SelectMany(one => one.Leaves).DistinctBy(leaf => leaf.Key);
        var differences = new List<Difference>();
        foreach (var (path, (value, shown)) in declared)
        {
            var values = new Dictionary<string, JsonNode?>(StringComparer.Ordinal) { [Declares] = shown };
            var differs = false;
            foreach (var (provider, leaves) in said.Where(one => one.Provider != Declares))
            {
                if (!leaves.TryGetValue(path, out var other))
                    continue;
                var same = Same(value, other.Value, provider == "ansible");
                // Of two accounts of one provider, the one that disagrees is shown.
                if (!same || !values.ContainsKey(provider))
                    values[provider] = other.Shown;
                differs |= !same;
            }

            if (differs)
                differences.Add(new(path, values));
        }

        return [.. differences.Take(Most)];
    }

    // Items of a list are compared member by member: each source says something else of a disk.
    private static Dictionary<string, (JsonNode Value, JsonNode? Shown)> Flat(Kind kind, Observed one, Func<Guid, string, Guid?> resolve)
    {
        var flat = new Dictionary<string, (JsonNode, JsonNode?)>(StringComparer.Ordinal);
        foreach (var (leaf, value) in Merge.LeavesOf(kind, one, resolve))
        {
            if (Passing.Contains(leaf) || kind.Find(Leaves.FieldOf(leaf)) is not { } field)
                continue;
            var shown = Masking.Masked(kind, leaf, value);
            if (field.Type is TagsType && value is JsonObject tag)
                flat[leaf] = (tag["value"] ?? "", shown?["value"]);
            else if (leaf.EndsWith(']') && value is JsonObject item)
                Members(flat, leaf, item, shown as JsonObject);
            else
                flat[leaf] = (value, shown);
        }

        return flat;
    }

    private static void Members(Dictionary<string, (JsonNode, JsonNode?)> flat, string leaf, JsonObject item, JsonObject? shown)
    {
        foreach (var (name, member) in item)
        {
            if (member is not null && name is not ("status" or "attach_time"))
                flat[$"{leaf}.{name}"] = (member, shown?[name]);
        }
    }

    /// <summary>True when two sources say the same, each in its own way.</summary>
    internal static bool Same(JsonNode one, JsonNode other, bool measured)
    {
        if (Number(one) is { } a && Number(other) is { } b)
            return a == b || (measured && Math.Abs(a - b) <= Math.Max(Math.Abs(a), Math.Abs(b)) * Measured);
        return string.Equals(Word(one), Word(other), StringComparison.Ordinal);
    }

    private static decimal? Number(JsonNode node) =>
        node is JsonValue && decimal.TryParse(node.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Word(JsonNode? node) => node switch
    {
        null => "",
        JsonArray list => string.Join('\n', list.Select(Word).Order(StringComparer.Ordinal)),
        // Of a rule in a list one source says outright what the other leaves out: "self": false, ports 0 to 0 of every protocol.
        JsonObject thing => string.Join('\n', thing.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, Word: Word(pair.Value))).Where(pair => pair.Word is not ("" or "false" or "0" or "-1")).Select(pair => $"{pair.Key}={pair.Word}")),
        // "West Europe" is westeurope.
        _ => string.Concat(node.ToString().Where(letter => !char.IsWhiteSpace(letter))).ToLowerInvariant(),
    };
}

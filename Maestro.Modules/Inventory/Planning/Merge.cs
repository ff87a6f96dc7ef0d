using System.Text.Json.Nodes;
using Maestro.Modules.Kinds;

namespace Maestro.Modules.Inventory.Planning;

/// <summary>What one source says of a record, in memory.</summary>
internal sealed record Observed(Guid OriginId, string Provider, string OriginName, string ExternalId, JsonObject Fields)
{
    public string[] Keys { get; init; } = [];
    public byte[] Digest { get; init; } = [];
    public JsonNode? Raw { get; init; }
    public string Scope { get; init; } = "";
}

/// <summary>A value a person set: kept until released. A null value pins absence.</summary>
internal sealed record HandEntry(JsonNode? Value, string By, DateTimeOffset At);

/// <summary>
/// Effective value of every leaf: the person's, else the best source's. The outcome depends on what is said, never on
/// the order in which it was heard.
/// </summary>
internal static class Merge
{
    /// <summary>Default order: cloud, Terraform, Ansible, files people write; facts gathered on the host win some fields.</summary>
    internal static int Rank(string provider, bool factsWin) => provider switch
    {
        "ansible" => factsWin ? 0 : 3,
        "terraform" => 2,
        "json" or "csv" => 4,
        _ => 1,
    };

    /// <summary>Merges what the sources say with what people set. <paramref name="winners"/> receives who won each leaf.</summary>
    internal static Dictionary<string, JsonNode> Effective(
        Kind kind, IReadOnlyList<Observed> observations, IReadOnlyDictionary<string, HandEntry> hand,
        Func<Guid, string, Guid?> resolve, Dictionary<string, Guid>? winners = null)
    {
        if (observations.Count == 1 && hand.Count == 0 && winners is null)
            return LeavesOf(kind, observations[0], resolve);
        var taken = observations
            .OrderBy(one => one.OriginId).ThenBy(one => one.ExternalId, StringComparer.Ordinal)
            .Select(one => (Source: one, Leaves: LeavesOf(kind, one, resolve)))
            .ToList();
        var best = new Dictionary<string, (int Rank, JsonNode Value, Guid Origin)>(StringComparer.Ordinal);
        foreach (var (source, leaves) in taken)
        {
            foreach (var (leaf, value) in leaves)
            {
                var rank = Rank(source.Provider, kind.Find(Leaves.FieldOf(leaf))?.FactsWin ?? false);
                if (!best.TryGetValue(leaf, out var known) || rank < known.Rank)
                    best[leaf] = (rank, value, source.OriginId);
            }
        }

        var result = new Dictionary<string, JsonNode>(StringComparer.Ordinal);
        foreach (var (leaf, (_, value, origin)) in best)
        {
            if (hand.ContainsKey(leaf))
                continue;
            result[leaf] = value;
            winners?.Add(leaf, origin);
        }

        foreach (var (leaf, entry) in hand)
        {
            if (entry.Value is not null)
                result[leaf] = entry.Value;
        }

        return result;
    }

    /// <summary>The leaves of what one source says, with what it points at resolved.</summary>
    internal static Dictionary<string, JsonNode> LeavesOf(Kind kind, Observed one, Func<Guid, string, Guid?> resolve) =>
        Leaves.Of(kind, field => field.Type.HoldsReferences ? Walk(one.Fields[field.Name], external => resolve(one.OriginId, external)) : one.Fields[field.Name]);

    /// <summary>The fields with every <c>external_id</c> replaced by the record's id, or dropped where none is known yet.</summary>
    internal static JsonObject Resolved(JsonObject fields, Func<string, Guid?> resolve)
    {
        if (!Externals(fields).Any())
            return fields;
        return (JsonObject)Walk(fields, resolve)!;
    }

    private static JsonNode? Walk(JsonNode? node, Func<string, Guid?> resolve)
    {
        switch (node)
        {
            case JsonObject thing:
                var copy = new JsonObject();
                foreach (var (name, member) in thing)
                {
                    if (name == "external_id" && member.Text() is { } external)
                    {
                        if (resolve(external) is not { } id)
                            return thing.Count > 1 ? Walk(Without(thing), resolve) : null;
                        copy["id"] = id.ToString();
                    }
                    else if (Walk(member, resolve) is { } kept)
                    {
                        copy[name] = kept;
                    }
                }

                return copy;
            case JsonArray list:
                // A list item that points nowhere is no item.
                return new JsonArray([.. list.Where(item => item is not JsonObject thing || thing["external_id"].Text() is not { } external || resolve(external) is not null)
                    .Select(item => Walk(item, resolve))]);
            default:
                return node.Copy();
        }
    }

    private static JsonObject Without(JsonObject thing)
    {
        var copy = (JsonObject)thing.DeepClone();
        copy.Remove("external_id");
        return copy;
    }

    /// <summary>All ids that the sources of a record point at, each with its source.</summary>
    internal static IEnumerable<(Guid Origin, string External)> Externals(Working record) =>
        record.Observations.SelectMany(one => Externals(one.Fields).Select(external => (one.OriginId, external)));

    /// <summary>All ids of other things that these fields point at by their provider's id.</summary>
    internal static IEnumerable<string> Externals(JsonNode? node) => node switch
    {
        JsonObject thing => thing.SelectMany(pair => pair.Key == "external_id" && pair.Value.Text() is { } external ? [external] : Externals(pair.Value)),
        JsonArray list => list.SelectMany(Externals),
        _ => [],
    };
}

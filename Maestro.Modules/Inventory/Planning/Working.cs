using System.Text.Json.Nodes;
using Maestro.Modules.Inventory.Drifting;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;

namespace Maestro.Modules.Inventory.Planning;

/// <summary>A record while a plan is made: what it was, and what it will be.</summary>
internal sealed class Working
{
    public required Guid Id { get; init; }
    public required Kind Kind { get; set; }
    public required Subject Owner { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public bool IsNew { get; init; }
    public int Version { get; init; }

    /// <summary>What the actor may do with it.</summary>
    public Level Level { get; init; }

    /// <summary>True when only the administrator role gives that level.</summary>
    public bool AsAdmin { get; init; }

    /// <summary>What the origin's owner may do with it: identity is looked up among what it may write.</summary>
    public Level OwnerLevel { get; init; }

    public JsonObject DocBefore { get; init; } = [];
    public string StateBefore { get; init; } = "present";
    public IReadOnlyDictionary<string, HandEntry> HandBefore { get; init; } = new Dictionary<string, HandEntry>();
    public IReadOnlyList<Grant> GrantsBefore { get; init; } = [];

    /// <summary>Null for a new record.</summary>
    public Subject? OwnerBefore { get; init; }
    public string NameBefore { get; init; } = "";

    public JsonObject Doc { get; set; } = [];
    public string State { get; set; } = "present";
    public Dictionary<string, HandEntry> Hand { get; set; } = [];
    public List<Grant> Grants { get; set; } = [];
    public string Name { get; set; } = "";
    public Guid? MergedInto { get; set; }

    public List<Observed> Observations { get; set; } = [];

    /// <summary>How many sources it had.</summary>
    public int SourcesBefore { get; init; }

    /// <summary>Where what is declared differs from what is seen, as JSON; null when there are no two sides.</summary>
    public string? Differences { get; private set; }

    /// <summary>Observations that this plan writes or rewrites.</summary>
    public List<Observed> Fresh { get; } = [];

    /// <summary>Observations that this plan takes away from this record, by origin and external id.</summary>
    public List<(Guid Origin, string External)> Dropped { get; } = [];

    /// <summary>Identity keys, as they are now.</summary>
    public List<Identity> Identities { get; set; } = [];

    public bool Touched { get; set; }

    /// <summary>Something that its sources point at was not known when the document was last computed.</summary>
    public bool Waiting { get; private set; }

    public IEnumerable<string> ProviderIds => Identities.Where(key => key.Rank == 0).Select(key => key.Key);

    /// <summary>Computes the effective document from the sources and the hand-set values, and the keys that follow from it.</summary>
    public void Recompute(Func<Guid, string, Guid?> resolve)
    {
        Waiting = false;
        var leaves = Merge.Effective(Kind, Observations, Hand, (origin, external) =>
        {
            var found = resolve(origin, external);
            Waiting |= found is null;
            return found;
        });
        Doc = Leaves.Join(Kind, leaves);
        if (Kind.Family is { } family)
            Doc["family"] = family;
        if (Doc["name"].Text() is null && Fallback() is { } fallback)
            Doc["name"] = fallback;
        Name = Doc["name"].Text() ?? Doc["key"].Text() ?? Id.ToString();
        Identities = Keys.Of(Kind, Doc, Observations.SelectMany(one => one.Keys), Observations.FirstOrDefault()?.OriginId);
        Differences = Kind.Placed ? Differing.Print(Kind, Observations, resolve) : null;
    }

    // A nameless thing is named by its host name, else by its provider's id.
    private string? Fallback() =>
        Kind.Find("name") is null ? null
        : Doc["hostname"].Text() ?? Doc["unique_id"].Text() ?? Observations.Select(one => one.ExternalId).Order(StringComparer.Ordinal).FirstOrDefault();

    /// <summary>What changes: fields, state and grants.</summary>
    public List<FieldChange> Changes()
    {
        var changes = Leaves.Diff(Leaves.Of(Kind, DocBefore), Leaves.Of(Kind, Doc));
        if (!IsNew && State != StateBefore)
            changes.Add(new FieldChange("state", StateBefore, State));
        if (OwnerBefore is { } before && before != Owner)
            changes.Add(new FieldChange("owner", $"{before.Type}:{before.Id}", $"{Owner.Type}:{Owner.Id}"));
        changes.AddRange(GrantChanges());
        return changes;
    }

    private IEnumerable<FieldChange> GrantChanges()
    {
        var before = GrantsBefore.ToDictionary(grant => grant.Subject, grant => grant.Level);
        var after = Grants.ToDictionary(grant => grant.Subject, grant => grant.Level);
        if (IsNew)
            yield break;
        foreach (var subject in before.Keys.Union(after.Keys).OrderBy(subject => subject.Id))
        {
            var (was, now) = (before.GetValueOrDefault(subject), after.GetValueOrDefault(subject));
            if (was != now)
                yield return new FieldChange($"grants[{subject.Type}:{subject.Id}]", Word(was), Word(now));
        }
    }

    private static JsonNode? Word(Level level) => level == Level.None ? null : JsonValue.Create(level.ToString().ToLowerInvariant());

    /// <summary>Pins before, of the leaves whose pin moves: what undo puts back.</summary>
    public JsonObject MovedPins()
    {
        var moved = new JsonObject();
        foreach (var leaf in HandBefore.Keys.Union(Hand.Keys))
        {
            HandBefore.TryGetValue(leaf, out var was);
            Hand.TryGetValue(leaf, out var now);
            if (!Equals(was?.At, now?.At) || !Json.Same(was?.Value, now?.Value) || (was is null) != (now is null))
                moved[leaf] = was is null ? null : HandJson.Print(was);
        }

        return moved;
    }
}

/// <summary>Hand-set values as JSON.</summary>
internal static class HandJson
{
    internal static JsonObject Print(HandEntry entry) => new()
    {
        ["v"] = entry.Value.Copy(),
        ["by"] = entry.By,
        ["at"] = Kinds.Types.Instant.Print(entry.At),
    };

    internal static JsonObject Print(IReadOnlyDictionary<string, HandEntry> hand)
    {
        var json = new JsonObject();
        foreach (var (leaf, entry) in hand)
            json[leaf] = Print(entry);
        return json;
    }

    internal static HandEntry ReadEntry(JsonNode? node) =>
        new(node?["v"].Copy(), node?["by"].Text() ?? "", Kinds.Types.Instant.Read(node?["at"].Text() ?? "1970-01-01T00:00:00Z"));

    internal static Dictionary<string, HandEntry> Read(string json)
    {
        var hand = new Dictionary<string, HandEntry>(StringComparer.Ordinal);
        if (json.Length <= 2)
            return hand;
        foreach (var (leaf, entry) in (JsonObject)JsonNode.Parse(json)!)
            hand[leaf] = ReadEntry(entry);
        return hand;
    }
}

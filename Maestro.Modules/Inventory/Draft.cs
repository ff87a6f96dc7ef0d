using System.Text.Json.Nodes;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;

namespace Maestro.Modules.Inventory;

/// <summary>What a draft asks for.</summary>
public enum DraftAction
{
    /// <summary>Create, or change what is there.</summary>
    Save,

    /// <summary>Retire: soft delete.</summary>
    Retire,

    /// <summary>Bring a retired record back.</summary>
    Restore,

    /// <summary>Change only owner and grants, of a retired record too.</summary>
    Give,
}

/// <summary>A record about to be: from a form, the API, a file or a crawl; one type for all four.</summary>
public sealed class Draft(string kind)
{
    /// <summary>Singular name of its Kind.</summary>
    public string Kind { get; } = kind;

    public DraftAction Action { get; init; } = DraftAction.Save;

    /// <summary>The record meant, when known.</summary>
    public Guid? Id { get; set; }

    /// <summary>
    /// From a person: the fields to change (null clears). From a source: all that it reports; what it reported before and no longer does is cleared.
    /// </summary>
    public JsonObject Fields { get; init; } = [];

    /// <summary>True to clear hand-set fields that are not given (PUT).</summary>
    public bool Replace { get; init; }

    /// <summary>The version the change is based on (If-Match); another one is stale.</summary>
    public int? Version { get; init; }

    /// <summary>The thing's id at its source, unique within the origin: <c>i-0abc</c>, <c>do:droplet:123</c>, host name.</summary>
    public string? ExternalId { get; init; }

    /// <summary>Further strong identities, such as <c>uuid:…</c> of the machine or a volume's serial. Absent ones ("NA", zeros) are left out.</summary>
    public List<string> Keys { get; init; } = [];

    /// <summary>What the source's complete listing covers; only a complete scope may mark things missing.</summary>
    public string Scope { get; init; } = "";

    /// <summary>Names the row in messages: "row 118", "web1.json".</summary>
    public string? Label { get; init; }

    /// <summary>What the source said, word for word (secrets removed), kept as latest only.</summary>
    public JsonNode? Raw { get; set; }

    /// <summary>What was wrong before it could become a draft, by field path.</summary>
    public Dictionary<string, List<string>> Errors { get; init; } = [];

    /// <summary>Grants to replace the record's, or null to leave them.</summary>
    public IReadOnlyList<Grant>? Grants { get; init; }

    /// <summary>Who owns it from now on, or null to leave that. Nobody's own wish: whoever asks decides who may.</summary>
    internal Subject? Owner { get; init; }

    /// <summary>Field paths whose hand-set values are given back to the sources.</summary>
    public IReadOnlyList<string> Release { get; init; } = [];

    /// <summary>Leaves to set or clear (null) by hand, and what undo puts back.</summary>
    internal IReadOnlyDictionary<string, JsonNode?>? Leaves { get; init; }

    /// <summary>Pins to put back, by leaf; null unpins.</summary>
    internal JsonObject? HandBack { get; init; }

    /// <summary>Id for a new record, when a file names one that does not exist.</summary>
    public Guid? NewId { get; init; }

    /// <summary>Sets a field; null leaves it out.</summary>
    public Draft Set(Field field, JsonNode? value)
    {
        if (value is not null)
            Fields[field.Name] = value;
        return this;
    }

    /// <summary>Notes an error on a field path.</summary>
    public Draft Wrong(string path, string message)
    {
        if (!Errors.TryGetValue(path, out var list))
            Errors[path] = list = [];
        list.Add(message);
        return this;
    }
}

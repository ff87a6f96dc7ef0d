using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>A Terraform or OpenTofu state: the objects it manages.</summary>
/// <param name="lineage">What all states of one configuration share.</param>
/// <param name="serial">Number of this state.</param>
/// <param name="workspace">File it came in.</param>
internal sealed class State(string? lineage, long serial, string workspace)
{
    private readonly Dictionary<string, List<StateObject>> byType = new(StringComparer.Ordinal);

    public string? Lineage => lineage;

    public long Serial => serial;

    public string Workspace => workspace;

    /// <summary>Types of which an object could not be read: it is still there.</summary>
    public HashSet<string> Unread { get; } = new(StringComparer.Ordinal);

    /// <summary>Types that the state holds.</summary>
    public IEnumerable<string> Types => byType.Keys;

    /// <summary>Objects of some types, in the order of the state.</summary>
    public IEnumerable<StateObject> Of(params string[] types) => types.SelectMany(type => byType.GetValueOrDefault(type, []));

    /// <summary>Objects of a type whose attribute has a value.</summary>
    public IEnumerable<StateObject> Where(string type, string attribute, string? value) =>
        value is null ? [] : Of(type).Where(other => string.Equals(other.Text(attribute), value, StringComparison.OrdinalIgnoreCase));

    internal void Add(StateObject managed)
    {
        if (!byType.TryGetValue(managed.Type, out var list))
            byType[managed.Type] = list = [];
        list.Add(managed);
    }
}

/// <summary>
/// One object of a state. Attributes are read by name only; those that the state marks as sensitive read as absent,
/// whatever asks for them.
/// </summary>
internal sealed class StateObject(State state, string type, string address, JsonElement attributes, HashSet<string> sensitive)
{
    public State State => state;

    public string Type => type;

    /// <summary>Address within the configuration: <c>module.web.aws_instance.node[0]</c>.</summary>
    public string Address => address;

    /// <summary>The provider's id of the object.</summary>
    public string Id => Readable("id").Need("id");

    public string? Text(string path) => Readable(path).Text(path);

    public decimal? Number(string path) => Readable(path).Number(path);

    public decimal? Positive(string path) => Readable(path).Positive(path);

    public bool? Flag(string path) => Readable(path).Flag(path);

    public List<string> Texts(string path) => Readable(path).Texts(path);

    public IEnumerable<JsonElement> Items(string path) => Readable(path).Items(path);

    public IEnumerable<JsonProperty> Members(string path) => Readable(path).Members(path);

    /// <summary>The first block of a name; one without members where there is none.</summary>
    public JsonElement First(string path) => Items(path).FirstOrDefault();

    /// <summary>Chosen members of every block of a name; nothing else of a block is kept.</summary>
    public JsonArray? Blocks(string path, params string[] members) => Drafts.Blocks(Items(path), members);

    /// <summary>A draft known by the provider's id.</summary>
    public Draft Draft(string kind, string unique) => new Draft(kind) { ExternalId = unique, Label = address }.Set("unique_id", unique);

    /// <summary>Labels: the first of these attributes that has any. A map of texts, or a list of words.</summary>
    public JsonArray? Labels(params string[] names) => names.Select(name => Drafts.Labels(Readable(name).At(name))).FirstOrDefault(labels => labels is not null);

    private JsonElement Readable(string path)
    {
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        return sensitive.Contains(dot < 0 ? path : path[..dot]) ? default : attributes;
    }
}

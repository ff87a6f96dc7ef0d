using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Web.Layout;
using Types = Maestro.Modules.Kinds.Types;

namespace Maestro.Web.Shared.Editors;

/// <summary>What a form asks the inventory for: option lists, catalogue services, references, regions, likely duplicates.</summary>
public sealed class FormSources(IInventory inventory, IConflicts conflicts, IViewer viewer, IKinds kinds)
{
    private const int Most = 50;
    private readonly Dictionary<string, IReadOnlyList<Place>> regions = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<Guid, Record?> known = [];
    private Dictionary<string, IReadOnlyList<string>> options = new(StringComparer.Ordinal);
    private IReadOnlyList<Product> products = [];

    /// <summary>Reads the option lists and, where a Kind needs it, the catalogue. Once, before the form is drawn.</summary>
    public async Task LoadAsync(Kind kind, CancellationToken cancel)
    {
        var lists = await ListAsync(new Query { Kind = "option", Limit = 1_000, Counted = false }, cancel);
        options = lists.Where(list => list.Fields["key"].Text() is not null).DistinctBy(list => list.Fields["key"].Text())
            .ToDictionary(list => list.Fields["key"].Text()!, list => Texts(list.Fields["values"]), StringComparer.Ordinal);
        if (!UsesCatalogue(kind.Fields))
            return;
        var services = await ListAsync(new Query { Kind = "service", Limit = 1_000, Counted = false, Order = [new Sort("name", false)] }, cancel);
        products = [.. services.Select(service => new Product(service.Name, Texts(service.Fields["families"]), service.Fields["third_party"] is JsonValue flag && flag.TryGetValue<bool>(out var own) && own))];
    }

    /// <summary>Values of option lists together, or null when one of them does not exist: then anything goes.</summary>
    public IReadOnlyList<string>? Options(IReadOnlyList<string> lists) =>
        lists.Any(list => !options.ContainsKey(list)) ? null : [.. lists.SelectMany(list => options[list]).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Names of catalogue services of a family (null for every family), of one's own or of third parties (null for both).</summary>
    public IReadOnlyList<string> Services(string? family, bool? thirdParty) =>
        [.. products.Where(product => (family is null || product.Families.Contains(family, StringComparer.OrdinalIgnoreCase)) && (thirdParty is null || product.ThirdParty == thirdParty)).Select(product => product.Name)];

    /// <summary>Records of a Kind that match the words; the first by name when there are none.</summary>
    public async Task<IReadOnlyList<Pick>> FindAsync(string kind, string words, CancellationToken cancel)
    {
        var target = kinds.Get(kind);
        var found = words.Trim().Length > 0 && target.Root == target.Name
            ? await inventory.SearchAsync(await ActorAsync(cancel), words, kind, Most, cancel)
            : await ListAsync(new Query { Kind = kind, Words = words, Limit = Most, Counted = false, Order = [new Sort("name", false)] }, cancel);
        return [.. found.Select(record => PickOf(record, kinds.Get(record.Kind)))];
    }

    /// <summary>A record, or null when it cannot be read.</summary>
    public async Task<Record?> RecordAsync(string kind, Guid id, CancellationToken cancel)
    {
        if (known.TryGetValue(id, out var record))
            return record;
        var page = await inventory.ListAsync(await ActorAsync(cancel), new Query { Kind = kind, Ids = [id], Active = null, Limit = 1, Counted = false }, cancel);
        return known[id] = page.Rows.Count == 0 ? null : page.Rows[0];
    }

    /// <summary>Regions of a provider, with their zones.</summary>
    public async Task<IReadOnlyList<Place>> RegionsAsync(string provider, CancellationToken cancel)
    {
        if (regions.TryGetValue(provider, out var found))
            return found;
        var query = new Query { Kind = "region", Filter = new Filter.Test("provider", "ie", [provider]), Limit = 500, Counted = false, Order = [new Sort("code", false)] };
        return regions[provider] = [.. (await ListAsync(query, cancel)).Select(region => new Place(region.Fields["code"].Text() ?? region.Name, region.Name, Texts(region.Fields["zones"])))];
    }

    /// <summary>Other records that already have this value.</summary>
    public async Task<IReadOnlyList<Duplicate>> DuplicatesAsync(string kind, string field, string value, Guid? except, CancellationToken cancel) =>
        await conflicts.DuplicatesAsync(await ActorAsync(cancel), kind, new Dictionary<string, string> { [field] = value }, except, cancel);

    /// <summary>A Kind by name, for icons, words and links.</summary>
    public Kind? KindOf(string? name) => name is null ? null : kinds.Find(name);

    private async Task<IReadOnlyList<Record>> ListAsync(Query query, CancellationToken cancel) => (await inventory.ListAsync(await ActorAsync(cancel), query, cancel)).Rows;

    private async Task<Actor> ActorAsync(CancellationToken cancel) =>
        await viewer.ActorAsync(cancel) ?? throw new Problem(ProblemKind.SignedOut, "Your session has ended. Sign in again.");

    private static Pick PickOf(Record record, Kind kind)
    {
        var more = record.Fields["environment"].Text() ?? record.Fields["provider"].Text() ?? record.Fields["ipv4_private"].Text();
        var label = KindTexts.LabelOf(kind);
        return new Pick($"{record.Id}", record.Name, more is null ? label : $"{label} · {more}", kind.Icon);
    }

    private static bool UsesCatalogue(IEnumerable<Field> fields) => fields.Any(field => Reaches(field.Type));

    private static bool Reaches(Types.FieldType type) => type switch
    {
        Types.Choice choice => FormTwists.FromCatalogue(choice),
        Types.ListOf list => Reaches(list.Item),
        Types.Group group => UsesCatalogue(group.Fields),
        Types.Ref reference => UsesCatalogue(reference.Fields),
        _ => false,
    };

    private static IReadOnlyList<string> Texts(JsonNode? list) => [.. Edits.Items(list).Select(item => item.Text()).OfType<string>()];

    private sealed record Product(string Name, IReadOnlyList<string> Families, bool ThirdParty);
}

/// <summary>A region of a provider.</summary>
public sealed record Place(string Code, string Name, IReadOnlyList<string> Zones);

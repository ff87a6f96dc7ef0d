using System.Globalization;
using System.Text.Json.Nodes;
using Maestro.Modules.Kinds;
using Types = Maestro.Modules.Kinds.Types;

namespace Maestro.Web.Shared.Editors;

/// <summary>The few places where a form knows more than its Kind says: catalogue services, regions and zones, forms of databases.</summary>
public static class FormTwists
{
    private const string Catalogue = "services";

    // Fields of a database's specification that only Oracle knows.
    private static readonly string[] OracleOnly = ["sga", "pga", "unique", "dns", "tns"];

    /// <summary>True for a choice that suggests services of the catalogue instead of an option list.</summary>
    public static bool FromCatalogue(Types.Choice choice) => choice.List == Catalogue || choice.List.StartsWith(Catalogue + ".", StringComparison.Ordinal);

    /// <summary>Values that a choice offers, or null where anything goes.</summary>
    public static IReadOnlyList<string>? ChoicesOf(FormContext form, Types.Choice choice)
    {
        if (!FromCatalogue(choice))
            return form.Sources.Options(choice.Lists);
        if (choice.List != Catalogue)
            return form.Sources.Services(choice.List[(Catalogue.Length + 1)..], null);
        // What is installed on a server is run there by oneself; an application says who runs it.
        var thirdParty = form.Now["own"] is JsonValue flag && flag.TryGetValue<bool>(out var own) && own;
        return form.Sources.Services(form.Kind.Root == "application" ? FamilyOf(form) : null, thirdParty);
    }

    private static string? FamilyOf(FormContext form) => form.Now["modal"].Text()?.ToLowerInvariant() switch
    {
        "mysql" => "MySql",
        "oracle" => "Oracle",
        _ => form.Kind.Family,
    };

    /// <summary>Whether the form offers a field at all.</summary>
    public static bool Offers(FormContext form, string path, Field field) =>
        form.Kind.Name != "database" || !path.StartsWith("role.", StringComparison.Ordinal) || !OracleOnly.Contains(field.Name)
        || form.Now["modal"].Text() == "oracle" || Edits.At(form.Now, path) is not null;

    /// <summary>What a text field suggests, or null for an ordinary one.</summary>
    public static Func<string, CancellationToken, Task<IReadOnlyList<Pick>>>? Suggestions(FormContext form, string path)
    {
        var parts = path.Split('.');
        return (form.Kind.Name, parts[0], parts.ElementAtOrDefault(1)) switch
        {
            (_, "datacenters", "region") => async (words, cancel) => Fit(await RegionsAsync(form, cancel), words),
            (_, "datacenters", "zone") => async (words, cancel) => Fit(await ZonesAsync(form, cancel), words),
            ("datacenter", "regions", not null) => async (words, cancel) => Fit((await OfProviderAsync(form, cancel)).Select(Picked), words),
            ("datacenter", "zones", not null) => async (words, cancel) => Fit((await OfProviderAsync(form, cancel)).Where(Chosen(form)).SelectMany(place => place.Zones).Select(zone => new Pick(zone)), words),
            _ => null,
        };
    }

    /// <summary>What follows from a change: regions of a datacenter bring their zones along.</summary>
    public static async Task FollowAsync(FormContext form, string field, JsonNode? before, CancellationToken cancel)
    {
        if (form.Kind.Name != "datacenter" || field != "regions")
            return;
        var old = Edits.Items(before).Select(item => item.Text()).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var added = Edits.Items(form.Now["regions"]).Select(item => item.Text()).OfType<string>().Where(code => !old.Contains(code)).ToList();
        if (added.Count == 0)
            return;
        var zones = Edits.Items(form.Now["zones"]).Select(item => item.Text()).OfType<string>().ToList();
        foreach (var zone in (await OfProviderAsync(form, cancel)).Where(place => added.Contains(place.Code, StringComparer.OrdinalIgnoreCase)).SelectMany(place => place.Zones))
        {
            if (!zones.Contains(zone, StringComparer.OrdinalIgnoreCase))
                zones.Add(zone);
        }

        form.Set("zones", Edits.List([.. zones.Select(zone => (JsonNode?)JsonValue.Create(zone))]));
    }

    private static async Task<IEnumerable<Pick>> RegionsAsync(FormContext form, CancellationToken cancel)
    {
        if (await DatacenterAsync(form, cancel) is not { } place)
            return [];
        var names = (await form.Sources.RegionsAsync(place["provider"].Text() ?? "", cancel)).ToList();
        var used = Edits.Items(place["regions"]).Select(item => item.Text()).OfType<string>().ToList();
        return used.Count == 0 ? names.Select(Picked) : used.Select(code => names.FirstOrDefault(name => name.Code == code) is { } region ? Picked(region) : new Pick(code));
    }

    private static async Task<IEnumerable<Pick>> ZonesAsync(FormContext form, CancellationToken cancel)
    {
        if (await DatacenterAsync(form, cancel) is not { } place)
            return [];
        var region = form.Now.At("datacenters.region").Text();
        var known = (await form.Sources.RegionsAsync(place["provider"].Text() ?? "", cancel)).FirstOrDefault(one => one.Code == region);
        return known is { Zones.Count: > 0 } ? known.Zones.Select(zone => new Pick(zone)) : Edits.Items(place["zones"]).Select(item => item.Text()).OfType<string>().Select(zone => new Pick(zone));
    }

    private static async Task<JsonObject?> DatacenterAsync(FormContext form, CancellationToken cancel) =>
        form.Now["datacenters"].RefId() is { } id ? (await form.Sources.RecordAsync("datacenter", id, cancel))?.Fields : null;

    private static Task<IReadOnlyList<Place>> OfProviderAsync(FormContext form, CancellationToken cancel) => form.Sources.RegionsAsync(form.Now["provider"].Text() ?? "", cancel);

    private static Func<Place, bool> Chosen(FormContext form)
    {
        var codes = Edits.Items(form.Now["regions"]).Select(item => item.Text()).ToHashSet();
        return place => codes.Count == 0 || codes.Contains(place.Code);
    }

    private static Pick Picked(Place place) => new(place.Code, Detail: place.Name);

    /// <summary>Those that hold the words, the ones that begin with them first.</summary>
    public static IReadOnlyList<Pick> Fit(IEnumerable<Pick> picks, string words) =>
        [.. picks.Where(pick => pick.Word.Contains(words, StringComparison.OrdinalIgnoreCase) || pick.Detail?.Contains(words, StringComparison.OrdinalIgnoreCase) == true)
            .OrderByDescending(pick => pick.Word.StartsWith(words, true, CultureInfo.InvariantCulture)).Take(60)];
}

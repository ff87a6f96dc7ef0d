using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;

namespace Maestro.Modules.Discovery.Importing;

/// <summary>
/// Clouds and their states often name a size and not what it holds: cores and memory then come from the catalogue of sizes,
/// the importer's own flavors before the public price lists. It is the source's word like any other; facts gathered on the host win.
/// </summary>
internal sealed partial class Sizing(IInventory inventory)
{
    private const int AtOnce = 100;
    private const int Most = 1_000;

    private sealed record Size(string? Provider, decimal? Cpu, decimal? Memory);

    internal async Task FillAsync(Actor actor, IReadOnlyList<Draft> drafts, CancellationToken cancel)
    {
        var open = drafts.Where(draft => draft.Kind == "server" && (draft.Fields["cpu"] is null || draft.Fields["memory"] is null) && NameOf(draft) is not null).ToLookup(draft => NameOf(draft)!);
        foreach (var names in open.Select(group => group.Key).Chunk(AtOnce))
        {
            var own = await ReadAsync(actor, "flavor", names, cancel);
            var known = await ReadAsync(actor, "public-flavor", names, cancel);
            foreach (var draft in names.SelectMany(name => open[name]))
            {
                var (name, provider) = (NameOf(draft)!, PlaceOf(draft)?["provider"].Text());
                if ((Spelled(name) ?? Only(own[name], provider) ?? Only(known[name], provider)) is { } size)
                    Fill(draft, size);
            }
        }
    }

    private async Task<ILookup<string, Size>> ReadAsync(Actor actor, string kind, string[] names, CancellationToken cancel)
    {
        Filter filter = new Filter.Or([new Filter.Test("api_name", "", names), new Filter.Test("name", "", names)]);
        var page = await inventory.ListAsync(actor, new Query { Kind = kind, Filter = filter, Limit = Most, Counted = false }, cancel);
        return page.Rows.SelectMany(record => new[] { record.Fields["api_name"].Text(), record.Fields["name"].Text() }.OfType<string>().Distinct(StringComparer.Ordinal)
                .Select(name => (Name: name, Size: new Size(record.Fields["provider"].Text(), (decimal?)record.Fields["vcpus"], (decimal?)record.Fields["memory"]))))
            .ToLookup(pair => pair.Name, pair => pair.Size, StringComparer.Ordinal);
    }

    // Two sizes of one name that differ tell nothing.
    private static Size? Only(IEnumerable<Size> sizes, string? provider)
    {
        var fitting = sizes.Where(size => size.Provider is null || provider is null || size.Provider.Equals(provider, StringComparison.OrdinalIgnoreCase))
            .Select(size => size with { Provider = null }).Distinct().Take(2).ToList();
        return fitting.Count == 1 ? fitting[0] : null;
    }

    // Google's custom types say what they hold: n2-custom-4-8192 has four cores and 8,192 MB.
    private static Size? Spelled(string name) =>
        Custom().Match(name) is { Success: true } match
            ? new Size(null, decimal.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), decimal.Round(decimal.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture) / 1024, 2))
            : null;

    private static void Fill(Draft draft, Size size)
    {
        if (draft.Fields["cpu"] is null && size.Cpu is > 0)
            draft.Fields["cpu"] = size.Cpu;
        if (draft.Fields["memory"] is null && size.Memory is > 0)
            draft.Fields["memory"] = size.Memory;
    }

    private static JsonObject? PlaceOf(Draft draft) => draft.Fields["datacenters"] as JsonObject;

    private static string? NameOf(Draft draft) => PlaceOf(draft)?["instance"].Text() is { Length: > 0 and <= 100 } name ? name : null;

    [GeneratedRegex("^(?:[a-z][0-9][a-z]?-)?custom-([0-9]{1,4})-([0-9]{1,8})(?:-ext)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Custom();
}

using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;

namespace Maestro.Web.Inventory.Panels;

/// <summary>What the records of one Kind cost in a month.</summary>
/// <param name="Count">How many records there are; an estimate beyond 1,000.</param>
/// <param name="Known">How many have a price: typed in, told by the provider, or on the public list.</param>
/// <param name="Listed">How many of them have only the list price.</param>
/// <param name="Query">The filter of the list that shows them.</param>
internal sealed record CostLine(Kind Kind, decimal Sum, long Count, long Known, long Listed, string Query);

/// <summary>
/// Adds up the monthly cost of records. A server without a price of its own has its provider's, else the public list
/// price of its size, on demand, for the 730 hours of a month.
/// </summary>
internal sealed class Costs(IInventory inventory, IKinds kinds)
{
    private const decimal HoursOfMonth = 730;
    private const int MostSizes = 200;

    /// <summary>The cost of what a condition matches, or null when nothing matches.</summary>
    public async Task<CostLine?> OfAsync(Actor actor, string kind, Filter which, string query, CancellationToken cancel)
    {
        var (count, _) = await inventory.CountAsync(actor, new Query { Kind = kind, Filter = which }, cancel);
        if (count == 0)
            return null;
        var (sum, known) = await inventory.SumAsync(actor, new Query { Kind = kind, Filter = which }, "monthly_cost", cancel);
        var listed = 0L;
        if (kind == "server" && known < count)
        {
            var unpriced = And(which, Empty("monthly_cost", true));
            var (told, ofProvider) = await inventory.SumAsync(actor, new Query { Kind = kind, Filter = unpriced }, "datacenters.price_monthly", cancel);
            (sum, known) = (sum + told, known + ofProvider);
            (told, listed) = await ListedAsync(actor, And(unpriced, Empty("datacenters__price_monthly", true)), cancel);
            (sum, known) = (sum + told, known + listed);
        }

        return new(kinds.Get(kind), sum, count, known, listed, query);
    }

    private async Task<(decimal Sum, long Servers)> ListedAsync(Actor actor, Filter which, CancellationToken cancel)
    {
        var (sum, servers) = (0m, 0L);
        foreach (var provider in await inventory.FacetAsync(actor, new Query { Kind = "public-flavor" }, "provider", MostSizes, cancel))
        {
            if (provider.Value is null)
                continue;
            foreach (var windows in new[] { false, true })
            {
                var part = await ListedAsync(actor, And(which, new Filter.Test("datacenters__provider", "", [provider.Value])), provider.Value, windows, cancel);
                (sum, servers) = (sum + part.Sum, servers + part.Servers);
            }
        }

        return (sum, servers);
    }

    private async Task<(decimal Sum, long Servers)> ListedAsync(Actor actor, Filter which, string provider, bool windows, CancellationToken cancel)
    {
        var runs = new Filter.Test("os__base", windows ? "" : "n", ["Windows"]);
        var sizes = (await inventory.FacetAsync(actor, new Query { Kind = "server", Filter = And(which, runs) }, "datacenters.instance", MostSizes, cancel))
            .Where(size => size.Value is not null).ToDictionary(size => size.Value!, size => size.Count, StringComparer.Ordinal);
        if (sizes.Count == 0)
            return (0, 0);
        var flavors = await inventory.ListAsync(actor, new Query { Kind = "public-flavor", Filter = And(new Filter.Test("provider", "", [provider]), new Filter.Test("api_name", "", [.. sizes.Keys])), Limit = MostSizes, Counted = false }, cancel);
        var price = windows ? "windows_on_demand_cost" : "linux_on_demand_cost";
        var priced = flavors.Rows.Where(flavor => flavor.Fields[price] is not null).GroupBy(flavor => flavor.Fields["api_name"].Text()!, StringComparer.Ordinal)
            .Select(group => (Servers: sizes[group.Key], Hour: group.Min(flavor => (decimal)flavor.Fields[price]!))).ToList();
        return (priced.Sum(size => size.Servers * size.Hour * HoursOfMonth), priced.Sum(size => size.Servers));
    }

    private static Filter.And And(Filter one, Filter other) => new([one, other]);

    private static Filter.Test Empty(string path, bool empty) => new(path, "empty", [empty ? "true" : "false"]);
}

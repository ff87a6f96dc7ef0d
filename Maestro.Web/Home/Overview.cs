using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Microsoft.AspNetCore.WebUtilities;

namespace Maestro.Web.Home;

/// <summary>A number and the list behind it, as a query string of that list.</summary>
internal sealed record Figure(long Count, bool Exact, string Query);

/// <summary>How many servers a source saw within a span.</summary>
internal sealed record Freshness(string Label, Figure Figure);

/// <summary>Everything the dashboard counts at once.</summary>
internal sealed record Numbers(
    IReadOnlyDictionary<string, long> Now,
    IReadOnlyDictionary<string, long> WeekAgo,
    Figure Homeless,
    long HomelessThen,
    Figure Unseen,
    Figure Missing,
    long Conflicts,
    IReadOnlyList<Facet> Providers,
    IReadOnlyList<Facet> Environments,
    IReadOnlyList<Facet> Systems,
    IReadOnlyList<Freshness> Freshness);

/// <summary>Counts for the dashboard, over everything the reader may see. The same query makes a number and the link on it.</summary>
internal sealed class Overview(IInventory inventory, IConflicts conflicts, IQueries queries, IKinds kinds, TimeProvider time)
{
    private const int Bars = 6;

    public async Task<Numbers> ReadAsync(Actor actor, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var week = now.AddDays(-7);
        var counts = inventory.CountByKindAsync(actor, null, cancel);
        var then = inventory.CountByKindAsync(actor, week, cancel);
        var homeless = CountAsync(actor, "application", "system__empty=true", null, cancel);
        var homelessThen = CountAsync(actor, "application", "system__empty=true", week, cancel);
        var unseen = CountAsync(actor, "server", $"last_seen__lt={Urls.Moment(now.AddDays(-1))}", null, cancel);
        var missing = CountAsync(actor, "server", "state=missing", null, cancel);
        var pairs = conflicts.ListAsync(actor, 1, 0, cancel);
        var providers = FacetAsync(actor, "datacenters.provider", cancel);
        var environments = FacetAsync(actor, "environment", cancel);
        var systems = FacetAsync(actor, "os.dist", cancel);
        var fresh = FreshAsync(actor, now, cancel);
        await Task.WhenAll(counts, then, homeless, homelessThen, unseen, missing, pairs, providers, environments, systems, fresh);
        return new(await counts, await then, await homeless, (await homelessThen).Count, await unseen, await missing, (await pairs).Count ?? 0,
            await providers, await environments, await systems, await fresh);
    }

    private async Task<Figure> CountAsync(Actor actor, string kind, string query, DateTimeOffset? at, CancellationToken cancel)
    {
        var asked = queries.Read(kinds.Get(kind), QueryHelpers.ParseQuery(query)) with { At = at };
        var (count, exact) = await inventory.CountAsync(actor, asked, cancel);
        return new(count, exact, query);
    }

    private Task<IReadOnlyList<Facet>> FacetAsync(Actor actor, string path, CancellationToken cancel) =>
        inventory.FacetAsync(actor, new Query { Kind = "server" }, path, Bars, cancel);

    private async Task<IReadOnlyList<Freshness>> FreshAsync(Actor actor, DateTimeOffset now, CancellationToken cancel)
    {
        string Since(double hours) => $"last_seen__gte={Urls.Moment(now.AddHours(-hours))}";
        string Before(double hours) => $"last_seen__lt={Urls.Moment(now.AddHours(-hours))}";
        (string Label, string Query)[] spans =
        [
            ("Last hour", Since(1)),
            ("Last day", $"{Since(24)}&{Before(1)}"),
            ("Last week", $"{Since(168)}&{Before(24)}"),
            ("Longer ago", Before(168)),
            ("Never", "last_seen__empty=true"),
        ];
        var figures = await Task.WhenAll(spans.Select(span => CountAsync(actor, "server", span.Query, null, cancel)));
        return [.. spans.Zip(figures, (span, figure) => new Freshness(span.Label, figure))];
    }
}

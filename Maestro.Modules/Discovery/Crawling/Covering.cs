using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Scheduling;

namespace Maestro.Modules.Discovery.Crawling;

/// <summary>
/// Tells the inventory what a crawl has listed to the end: a Kind at a place counts only when every resource that brings this Kind was read
/// there, so that what is declared and was not listed is truly missing.
/// </summary>
internal sealed class Covering(IDrift drift)
{
    internal Task NoteAsync(Crawl crawl, Actor actor, CancellationToken cancel) =>
        drift.CoverAsync(actor, crawl.Origin, [.. Places(crawl.Line.Provider.Resources, crawl.Tally.Parts)], cancel);

    internal static IEnumerable<(string Kind, string Place)> Places(IReadOnlyList<Resource> resources, IReadOnlyList<RunPart> parts)
    {
        var partsOf = parts.ToLookup(part => part.Resource);
        foreach (var group in resources.Where(resource => resource.Kind.Length > 0).GroupBy(resource => resource.Kind))
        {
            var regional = group.Where(resource => resource.ScopeKind == ScopeKind.Region).ToList();
            var whole = group.Except(regional).ToList();
            if (whole.Any(resource => !partsOf[resource.Name].Any() || partsOf[resource.Name].Any(part => !Read(part))))
                continue;
            if (regional.Count == 0)
                yield return (group.Key, "");
            var places = regional.SelectMany(resource => partsOf[resource.Name]).Select(part => part.Scope).Where(place => place.Length > 0).Distinct(StringComparer.Ordinal);
            foreach (var place in places.Where(place => regional.All(resource => partsOf[resource.Name].Any(part => part.Scope == place && Read(part)))))
                yield return (group.Key, place);
        }
    }

    private static bool Read(RunPart part) => part.Status is RunPartStatus.Complete or RunPartStatus.NotEnabled;
}

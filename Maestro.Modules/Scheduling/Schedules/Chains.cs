using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Modules.Scheduling.Firings;

namespace Maestro.Modules.Scheduling.Schedules;

/// <summary>Checks what follows a schedule: that it may be started, that no chain comes back to where it began, and that none is too long.</summary>
internal sealed class Chains(ScheduleBook book, IInventory inventory)
{
    private const int MostLinks = 20;

    internal async Task<IReadOnlyList<(string Path, string Message)>> FaultsOfAsync(Actor actor, Guid? id, JsonObject document, CancellationToken cancel)
    {
        if (document["chain"] is not JsonArray { Count: > 0 } chain)
            return [];
        if (chain.Count > MostLinks)
            return [("chain", FormattableString.Invariant($"has {chain.Count} links; at most {MostLinks} are kept"))];
        var faults = new List<(string, string)>();
        var named = chain.Select(ChainLink.IdOf).OfType<Guid>().Distinct().ToArray();
        var page = await inventory.ListAsync(actor, new Query { Kind = Schedule.KindName, Ids = named, Limit = MostLinks, Counted = false }, cancel);
        var mine = page.Rows.ToDictionary(record => record.Id);
        for (var at = 0; at < chain.Count; at++)
        {
            var path = FormattableString.Invariant($"chain.{at}");
            if (chain[at].At("when") is { } when && !ChainLink.Times.Contains(when.Text()))
                faults.Add(($"{path}.when", $"must be one of {string.Join(", ", ChainLink.Times)}"));
            if (ChainLink.IdOf(chain[at]) is not { } next)
                faults.Add(($"{path}.schedule", "must be the id of a schedule"));
            else if (next == id)
                faults.Add(($"{path}.schedule", "is this schedule itself"));
            else if (!mine.TryGetValue(next, out var record))
                faults.Add(($"{path}.schedule", "does not exist, or you may not see it"));
            else if (record.Level < Level.Write)
                faults.Add(($"{path}.schedule", "is one that you may not start"));
        }

        return faults.Count > 0 ? faults : await ShapeAsync(id, named, cancel);
    }

    private async Task<IReadOnlyList<(string Path, string Message)>> ShapeAsync(Guid? id, IReadOnlyList<Guid> first, CancellationToken cancel)
    {
        var links = (await book.AllAsync(cancel)).ToDictionary(view => view.Id, view => view.Chain.Select(link => link.Schedule).ToArray());
        var self = id ?? Guid.Empty;
        links[self] = [.. first];
        var depth = Depth(self, links, [], self, out var comesBack);
        if (comesBack)
            return [("chain", "comes back to where it began: it would never end")];
        // What stands before it counts as well.
        var before = id is null ? 0 : Depth(self, Reversed(links), [], self, out _) - 1;
        return depth + before > Settling.Deepest ? [("chain", FormattableString.Invariant($"becomes {depth + before} schedules long; at most {Settling.Deepest} follow one another"))] : [];
    }

    private static Dictionary<Guid, Guid[]> Reversed(Dictionary<Guid, Guid[]> links) =>
        links.SelectMany(pair => pair.Value.Select(to => (to, pair.Key))).GroupBy(edge => edge.to).ToDictionary(edges => edges.Key, edges => edges.Select(edge => edge.Key).ToArray());

    /// <summary>How many schedules the longest chain from one has, itself included; bounded, because old cycles may stand further on.</summary>
    private static int Depth(Guid at, Dictionary<Guid, Guid[]> links, HashSet<Guid> path, Guid start, out bool comesBack)
    {
        comesBack = false;
        var longest = 0;
        if (path.Count <= Settling.Deepest && path.Add(at))
        {
            foreach (var next in links.GetValueOrDefault(at, []))
            {
                if (next == start)
                    comesBack = true;
                if (path.Contains(next))
                    continue;
                longest = Math.Max(longest, Depth(next, links, path, start, out var further));
                comesBack |= further;
            }

            path.Remove(at);
        }

        return longest + 1;
    }
}

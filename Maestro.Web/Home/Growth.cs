using System.Collections.Concurrent;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;

namespace Maestro.Web.Home;

/// <summary>How many records there were at the end of each week. The past does not change, so answers are kept for some minutes.</summary>
internal sealed class Growth(IInventory inventory, TimeProvider time)
{
    public const int Weeks = 18;
    private const int MostKept = 500;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);
    private readonly ConcurrentDictionary<string, (DateTimeOffset Until, IReadOnlyList<Week> Weeks)> known = new(StringComparer.Ordinal);

    /// <summary>From the oldest week to now.</summary>
    public async Task<IReadOnlyList<Week>> OfAsync(Actor actor, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var reader = actor.SeesAll ? "" : string.Join(',', actor.SubjectIds.Order());
        if (known.TryGetValue(reader, out var kept) && kept.Until > now)
            return kept.Weeks;
        var weeks = new List<Week>();
        for (var back = Weeks - 1; back >= 0; back--)
        {
            var at = now.AddDays(-7 * back);
            weeks.Add(new(at, await inventory.CountByKindAsync(actor, back == 0 ? null : at, cancel)));
        }

        if (known.Count >= MostKept)
            known.Clear();
        known[reader] = (now + Kept, weeks);
        return weeks;
    }
}

/// <summary>Readable records per Kind at a moment.</summary>
internal sealed record Week(DateTimeOffset At, IReadOnlyDictionary<string, long> Counts);

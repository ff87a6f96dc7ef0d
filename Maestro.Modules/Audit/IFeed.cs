using System.Globalization;
using Maestro.Modules.Kernel;

namespace Maestro.Modules.Audit;

/// <summary>
/// The feed: every change, read from a place on in the order of writing transactions, and none before all that could stand ahead of it is
/// committed. Whoever reads keeps its own place, and moves it once it has done with what it read: at least once, in order.
/// </summary>
public interface IFeed
{
    /// <summary>Where the feed stands: whoever begins there hears of what comes from now on.</summary>
    Task<FeedPlace> NowAsync(CancellationToken cancel);

    /// <summary>Changes after a place that the actor may read, of at most so many that there are.</summary>
    Task<FeedPage<FeedChange>> ReadAsync(Actor actor, FeedPlace after, int limit, CancellationToken cancel);
}

/// <summary>A place in something that is only ever appended to: the writing transaction, and a number within it.</summary>
public readonly record struct FeedPlace(ulong Tx, long Id) : IComparable<FeedPlace>
{
    public int CompareTo(FeedPlace other) => Tx == other.Tx ? Id.CompareTo(other.Id) : Tx.CompareTo(other.Tx);

    /// <summary>As text: <c>812-9931</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Tx}-{Id}");

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryRead(string? text, out FeedPlace place)
    {
        place = default;
        if (text?.Split('-') is not [var tx, var id] || !ulong.TryParse(tx, NumberStyles.None, CultureInfo.InvariantCulture, out var transaction) || !long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return false;
        place = new(transaction, number);
        return true;
    }

    public static bool operator <(FeedPlace one, FeedPlace other) => one.CompareTo(other) < 0;

    public static bool operator >(FeedPlace one, FeedPlace other) => one.CompareTo(other) > 0;

    public static bool operator <=(FeedPlace one, FeedPlace other) => one.CompareTo(other) <= 0;

    public static bool operator >=(FeedPlace one, FeedPlace other) => one.CompareTo(other) >= 0;
}

/// <summary>What was read of a feed.</summary>
/// <param name="Rows">Those of them that the reader may see.</param>
/// <param name="Next">Where to read on, also when nothing could be seen.</param>
/// <param name="More">True when there may be more at once.</param>
public sealed record FeedPage<T>(IReadOnlyList<T> Rows, FeedPlace Next, bool More);

/// <summary>A change as the feed tells it.</summary>
/// <param name="Again">True when the same change set has changed the record before.</param>
/// <param name="ActorId">On whose behalf; a crawl's is the owner of its connection.</param>
/// <param name="Source">Where it comes from: <c>person</c>, <c>aws</c>.</param>
public sealed record FeedChange(
    FeedPlace Place, Guid ChangeSet, Guid RecordId, string Kind, string Name, string Action, string State, int Version, bool Again, DateTimeOffset At,
    Guid ActorId, string ActorName, string Source, string SourceName);

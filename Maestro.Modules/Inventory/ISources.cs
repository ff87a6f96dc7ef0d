using Maestro.Modules.Kernel;

namespace Maestro.Modules.Inventory;

/// <summary>Who reports to the inventory, seen through the records that a reader may see.</summary>
public interface ISources
{
    /// <summary>Sources that see at least one readable record, the one that spoke last first.</summary>
    Task<IReadOnlyList<SeenSource>> ListAsync(Actor actor, int limit, CancellationToken cancel);
}

/// <summary>A source.</summary>
/// <param name="Provider">What sort it is: <c>aws</c>, <c>ansible</c> …</param>
/// <param name="Name">What it is called.</param>
/// <param name="Records">Readable records that it sees.</param>
/// <param name="LastSeen">When it last saw one of them.</param>
/// <param name="Place">The datacenter that all of it is in, when it is of one.</param>
public sealed record SeenSource(Guid Id, string Provider, string Name, long Records, DateTimeOffset LastSeen, string? Place = null);

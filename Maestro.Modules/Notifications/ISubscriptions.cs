using Maestro.Modules.Kernel;

namespace Maestro.Modules.Notifications;

/// <summary>Lists that a person wants to be told of: of records that match and are new, changed or gone. Each is its person's own.</summary>
public interface ISubscriptions
{
    /// <summary>The actor's subscriptions, oldest first.</summary>
    Task<IReadOnlyList<Subscription>> ListAsync(Actor actor, CancellationToken cancel);

    /// <summary>Makes one. Throws <see cref="Problem"/>: malformed for a query that no list understands, invalid, missing for whoever has no account.</summary>
    Task<Subscription> CreateAsync(Actor actor, NewSubscription made, CancellationToken cancel);

    /// <summary>Changes what it tells of. Throws <see cref="Problem"/> (missing) for another's.</summary>
    Task<Subscription> ChangeAsync(Actor actor, Guid id, Interest of, CancellationToken cancel);

    /// <summary>Ends one. Throws <see cref="Problem"/> (missing) for another's.</summary>
    Task RemoveAsync(Actor actor, Guid id, CancellationToken cancel);
}

/// <summary>What of the records that match is told.</summary>
/// <param name="Fresh">That they are new, or back.</param>
/// <param name="Changed">That a field of them has changed.</param>
/// <param name="Gone">That they are gone, or retired.</param>
public sealed record Interest(bool Fresh, bool Changed, bool Gone);

/// <summary>A subscription about to be.</summary>
/// <param name="Kind">Name of the Kind.</param>
/// <param name="Query">As the address of a list has it, without the question mark; empty for all records of the Kind.</param>
public sealed record NewSubscription(string Kind, string Name, string Query, Interest Of);

/// <summary>A list that somebody wants to be told of.</summary>
public sealed record Subscription(Guid Id, string Kind, string Name, string Query, Interest Of, DateTimeOffset CreatedAt);

using Maestro.Modules.Kernel;

namespace Maestro.Modules.Inventory;

/// <summary>The one way to write: drafts become a plan, a plan is applied as one change set.</summary>
public interface IPlanning
{
    /// <summary>
    /// Says what the drafts would do. Every error of every draft is in the plan; nothing throws for bad input.
    /// Throws <see cref="Problem"/> when the actor may not write at all.
    /// </summary>
    Task<Plan> PlanAsync(Actor actor, Origin origin, IReadOnlyList<Draft> drafts, PlanOptions options, CancellationToken cancel);

    /// <summary>
    /// Writes a plan in one transaction. Throws <see cref="Problem"/>: invalid (rows have errors), conflict (what it was
    /// based on has moved; names the rows), denied.
    /// </summary>
    Task<Applied> ApplyAsync(Actor actor, Plan plan, ApplyOptions options, CancellationToken cancel);

    /// <summary>How much of a scope an origin knows, and how much of it was not seen since a moment: what a brake goes by.</summary>
    internal Task<ScopeView> ScopeAsync(Actor actor, Origin origin, string scope, DateTimeOffset since, CancellationToken cancel);

    /// <summary>A stored plan without its rows. Readable by its maker and by administrators.</summary>
    Task<Plan> FindAsync(Actor actor, Guid id, CancellationToken cancel);

    /// <summary>Whether a stored plan of retirements could be applied as it was made: none of its records has moved, or been seen by its source, since.</summary>
    internal Task<bool> StandsAsync(Actor actor, Guid id, CancellationToken cancel);

    /// <summary>The files that a stored plan was made from: for its maker; empty for everybody else.</summary>
    Task<IReadOnlyList<StoredFile>> FilesAsync(Actor actor, Guid id, CancellationToken cancel);

    /// <summary>Rows of a stored plan, of one action or of all, from a place on.</summary>
    Task<Page<PlanRow>> RowsAsync(Actor actor, Guid id, PlanAction? action, int from, int limit, CancellationToken cancel);

    /// <summary>Applies a stored plan; what moved since answers a conflict that names the rows.</summary>
    Task<Applied> ApplyAsync(Actor actor, Guid id, ApplyOptions options, CancellationToken cancel);

    /// <summary>Throws a stored plan away.</summary>
    Task DiscardAsync(Actor actor, Guid id, CancellationToken cancel);

    /// <summary>A stored plan that takes a change set back; what has moved since is a conflict row.</summary>
    Task<Plan> UndoAsync(Actor actor, Guid changeSet, CancellationToken cancel);

    /// <summary>Joins <paramref name="from"/> into <paramref name="into"/>: sources and links move, the loser is retired.</summary>
    Task<Applied> MergeAsync(Actor actor, Guid into, Guid from, CancellationToken cancel);
}

/// <summary>What an origin knows of a scope.</summary>
/// <param name="Known">Active records that it saw there.</param>
/// <param name="Unseen">Those of them not seen since.</param>
/// <param name="New">Those of the unseen that were there the time before.</param>
/// <param name="Newer">Serial of the newer state of the origin's lineage that has been read already: nothing is taken from this one. Null when this is the newest.</param>
public sealed record ScopeView(long Known, long Unseen, long New, long? Newer = null);

using Maestro.Modules.Kernel;

namespace Maestro.Modules.Inventory;

/// <summary>Saved views of lists: private, or shared with a team.</summary>
public interface IViews
{
    /// <summary>Views of a Kind that the actor made or that a team shares.</summary>
    Task<IReadOnlyList<SavedView>> ListAsync(Actor actor, string kind, CancellationToken cancel);

    /// <summary>Saves a view under a name; the same name of the same person is replaced.</summary>
    Task<SavedView> SaveAsync(Actor actor, string kind, string name, string query, Guid? team, CancellationToken cancel);

    /// <summary>Removes a view of one's own. Throws <see cref="Problem"/> (missing) for another's.</summary>
    Task DeleteAsync(Actor actor, Guid id, CancellationToken cancel);
}

/// <summary>A list with a name.</summary>
/// <param name="Query">Query string of the list page, without the question mark.</param>
/// <param name="TeamId">The team it is shared with, or null.</param>
/// <param name="Mine">True when the reader may remove it.</param>
public sealed record SavedView(Guid Id, string Kind, string Name, string Query, Guid? TeamId, bool Mine);

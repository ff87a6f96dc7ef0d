using Maestro.Modules.Kernel;

namespace Maestro.Modules.Access;

/// <summary>What belongs to a user or a team, as whoever keeps it knows: asked before one of them goes. Kept by modules above Access, of which there may be none.</summary>
public interface IEstate
{
    /// <summary>How many things the user or team administers, and owns or administers alone.</summary>
    Task<long> CountAsync(Actor actor, Subject owner, CancellationToken cancel);

    /// <summary>Gives them to another user or team, as one change. The caller has decided that this is allowed.</summary>
    Task HandOverAsync(Actor actor, Subject from, Subject to, CancellationToken cancel);
}

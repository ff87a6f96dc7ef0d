using Maestro.Modules.Access;
using Maestro.Modules.Kernel;

namespace Maestro.Modules.Scheduling.Firings;

/// <summary>On whose behalf a schedule works: its owner's, with the rights of this moment.</summary>
internal sealed class Owners(IAccess access)
{
    /// <summary>The owner as an actor. Throws <see cref="Problem"/> (denied) when there is none any more.</summary>
    internal async Task<Actor> ActorOfAsync(Subject owner, CancellationToken cancel) =>
        (owner.Type == "team" ? await access.ActorOfTeamAsync(owner.Id, cancel) : await access.ActorOfAsync(owner.Id, null, cancel))
        ?? throw Problem.Denied("The owner of the schedule has no account here any more. Hand the schedule over to somebody else.");
}

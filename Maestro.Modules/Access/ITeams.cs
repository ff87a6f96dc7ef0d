using System.Text.Json.Nodes;
using Maestro.Modules.Kernel;

namespace Maestro.Modules.Access;

/// <summary>Teams: seen by their members and by administrators. Members read at level 1, edit name, mail and address at 3, manage members and delete at 7.</summary>
public interface ITeams
{
    /// <summary>The actor's teams (all teams for administrators) whose name contains the words.</summary>
    Task<Page<Team>> ListAsync(Actor actor, string? words, int limit, int offset, CancellationToken cancel);

    /// <summary>One team. Throws <see cref="Problem"/> (missing) when the actor is not in it.</summary>
    Task<Team> GetAsync(Actor actor, Guid id, CancellationToken cancel);

    /// <summary>Creates a team from <c>name</c>, <c>email</c> and <c>url</c>; its creator is its first member, at level admin.</summary>
    Task<Team> CreateAsync(Actor actor, JsonObject fields, CancellationToken cancel);

    /// <summary>Changes the fields named.</summary>
    Task<Team> ChangeAsync(Actor actor, Guid id, JsonObject fields, CancellationToken cancel);

    /// <summary>Deletes a team. What it owns goes to <paramref name="recordsTo"/>, as one change set; refused (conflict) when it owns something and nobody is named.</summary>
    Task DeleteAsync(Actor actor, Guid id, Subject? recordsTo, CancellationToken cancel);

    /// <summary>Deletes a team that owns nothing.</summary>
    Task DeleteAsync(Actor actor, Guid id, CancellationToken cancel) => DeleteAsync(actor, id, null, cancel);

    /// <summary>How many records would be left behind by the team; its administrators ask before they delete it.</summary>
    Task<long> CountRecordsAsync(Actor actor, Guid id, CancellationToken cancel);

    /// <summary>Makes another member the owner, and an administrator of the team. For the owner and administrators of Maestro; for any administrator of the team once the owner has left it.</summary>
    Task<Team> TransferAsync(Actor actor, Guid id, Guid to, CancellationToken cancel);

    /// <summary>Replaces the members. At least one of them must be an administrator of the team.</summary>
    Task<Team> SetMembersAsync(Actor actor, Guid id, IReadOnlyDictionary<Guid, Level> members, CancellationToken cancel);

    /// <summary>Leaves a team. Its last administrator cannot.</summary>
    Task LeaveAsync(Actor actor, Guid id, CancellationToken cancel);
}

/// <summary>A team as its members see it.</summary>
/// <param name="Owner">The user who created it, or whom it was given to.</param>
/// <param name="Avatar">Version of the picture; null where there is none.</param>
/// <param name="Level">What the reader may do with the team itself.</param>
public sealed record Team(Guid Id, string Name, string? Email, string? Url, Guid? Avatar, Guid Owner, Level Level, IReadOnlyList<TeamMember> Members, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

/// <summary>A member of a team.</summary>
public sealed record TeamMember(Guid Id, string Name, string Email, Guid? Avatar, Level Level);

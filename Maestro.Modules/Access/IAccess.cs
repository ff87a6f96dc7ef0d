using Maestro.Modules.Kernel;

namespace Maestro.Modules.Access;

/// <summary>Who you are: turns a session or a token into an Actor, and names people and teams.</summary>
public interface IAccess
{
    /// <summary>The actor behind a session or API token, acting for a team if one is named. Null when it is unknown, expired or revoked. Throws <see cref="Problem"/> (denied) for a team the user is not in.</summary>
    Task<Actor?> ActorAsync(string token, Guid? team, CancellationToken cancel);

    /// <summary>The actor of a user, fresh from the database. Null when the user is gone. Throws <see cref="Problem"/> (denied) for a team the user is not in.</summary>
    Task<Actor?> ActorOfAsync(Guid userId, Guid? team, CancellationToken cancel);

    /// <summary>A team itself, at the level write: on whose behalf its schedules work. Null when the team is gone.</summary>
    Task<Actor?> ActorOfTeamAsync(Guid team, CancellationToken cancel);

    /// <summary>The actor of a session, acting for the team chosen in it. Null when the session has ended.</summary>
    Task<Actor?> ActorOfSessionAsync(Guid session, CancellationToken cancel);

    /// <summary>Names of users and teams, for showing owners and grants; those of deleted ones too, for history.</summary>
    Task<IReadOnlyDictionary<Guid, string>> NamesAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancel);

    /// <summary>Active users and the actor's teams that match the words: whom a grant can be given to.</summary>
    Task<IReadOnlyList<NamedSubject>> FindSubjectsAsync(Actor actor, string words, int limit, CancellationToken cancel);

    /// <summary>Those of the subjects that are no active user and no team: a grant to them would give nobody anything.</summary>
    Task<IReadOnlyList<Subject>> UnknownSubjectsAsync(IReadOnlyCollection<Subject> subjects, CancellationToken cancel);

    /// <summary>Those of the ids that are no account and no team, or one that has been deleted. Deactivated accounts are not: they may come back.</summary>
    Task<IReadOnlyList<Guid>> DeletedAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancel);

    /// <summary>Throws <see cref="Problem"/> (denied) when the actor may not create records for whom it acts for; administrators may. See <see cref="AccessOptions.TeamCreateLevel"/>.</summary>
    void DemandCreate(Actor actor);
}

/// <summary>A user or team with its name.</summary>
public sealed record NamedSubject(Subject Subject, string Name);

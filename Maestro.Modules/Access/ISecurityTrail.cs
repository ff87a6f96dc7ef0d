using System.Text.Json.Nodes;
using Maestro.Modules.Kernel;
using Npgsql;

namespace Maestro.Modules.Access;

/// <summary>
/// What happened to people, teams, tokens, grants and settings, and who signed in: written once, never changed, in the
/// transaction of what it tells. Holds no secret. Every writer goes through here.
/// </summary>
public interface ISecurityTrail
{
    /// <summary>Events, newest first; administrators only.</summary>
    Task<Page<SecurityEvent>> ListAsync(Actor actor, SecurityQuery query, CancellationToken cancel);

    /// <summary>Adds an event to what is about to be saved.</summary>
    internal void Add(MaestroDb db, SecurityNote note);

    /// <summary>Writes events in the transaction of a connection.</summary>
    internal Task AddAsync(NpgsqlConnection connection, IReadOnlyList<SecurityNote> notes, CancellationToken cancel);
}

/// <summary>Something to be written down.</summary>
/// <param name="Action">What was done: <c>sign_in sign_out password.change user.create user.change team.members token.create grants.change option.change</c> …</param>
/// <param name="Succeeded">False for an attempt that was refused.</param>
public sealed record SecurityNote(string Action, bool Succeeded = true)
{
    /// <summary>Who did it; nobody is known where signing in failed.</summary>
    public Guid? ActorId { get; init; }

    /// <summary>The name of that time.</summary>
    public string ActorName { get; init; } = "";

    /// <summary>Network address it came from.</summary>
    public string? Address { get; init; }

    /// <summary><c>user</c>, <c>team</c>, <c>token</c>, <c>session</c> or a Kind.</summary>
    public string? TargetType { get; init; }

    public Guid? TargetId { get; init; }

    /// <summary>The name of that time.</summary>
    public string? TargetName { get; init; }

    /// <summary>What exactly, without secrets.</summary>
    public JsonObject Detail { get; init; } = [];

    /// <summary>What an actor did.</summary>
    public static SecurityNote By(Actor actor, string action, bool succeeded = true) =>
        new(action, succeeded) { ActorId = actor.IsSystem ? null : actor.UserId, ActorName = actor.Name, Address = actor.Address };

    /// <summary>About whom or what.</summary>
    public SecurityNote About(string type, Guid id, string? name) => this with { TargetType = type, TargetId = id, TargetName = name };
}

/// <summary>Something that was written down.</summary>
public sealed record SecurityEvent(
    Guid Id, DateTimeOffset At, Guid? ActorId, string ActorName, string? Address, string Action, bool Succeeded, string? TargetType, Guid? TargetId, string? TargetName, JsonObject Detail);

/// <summary>Which events; null means any.</summary>
public sealed record SecurityQuery
{
    public int Limit { get; init; } = 50;

    /// <summary>Where the page before ended.</summary>
    public string? Cursor { get; init; }

    /// <summary>An action, or the first part of some: <c>team</c> finds <c>team.members</c>.</summary>
    public string? Action { get; init; }

    public bool? Succeeded { get; init; }

    public Guid? Actor { get; init; }

    public Guid? Target { get; init; }

    public string? Address { get; init; }

    /// <summary>Words that occur in the name of who or of what.</summary>
    public string? Words { get; init; }

    public DateTimeOffset? Since { get; init; }

    public DateTimeOffset? Until { get; init; }
}

using System.Text.Json.Nodes;
using Maestro.Modules.Kernel;

namespace Maestro.Modules.Access;

/// <summary>People with an account. Non-administrators see id, name and picture of others; the mail only of team mates, or by exact match.</summary>
public interface IPeople
{
    /// <summary>People whose name contains the words, or whose mail is exactly that. Administrators search mail and full name too, and see inactive people.</summary>
    Task<Page<Person>> ListAsync(Actor actor, string? words, int limit, int offset, CancellationToken cancel);

    /// <summary>One person. Throws <see cref="Problem"/> (missing) when there is none, or it is inactive and the actor no administrator.</summary>
    Task<Person> GetAsync(Actor actor, Guid id, CancellationToken cancel);

    /// <summary>Creates a person from <c>name</c>, <c>email</c>, <c>password</c> and profile fields; administrators only. The person can sign in at once.</summary>
    Task<Person> CreateAsync(Actor actor, JsonObject fields, CancellationToken cancel);

    /// <summary>Changes the fields named, <c>password</c>, <c>is_admin</c> and <c>active</c> included; administrators only. One active administrator always remains.</summary>
    Task<Person> ChangeAsync(Actor actor, Guid id, JsonObject fields, CancellationToken cancel);

    /// <summary>Ends an account: it cannot sign in, and its sessions and tokens are revoked; administrators only.</summary>
    Task DeactivateAsync(Actor actor, Guid id, CancellationToken cancel);

    /// <summary>The actor's own account.</summary>
    Task<Profile> ProfileAsync(Actor actor, CancellationToken cancel);

    /// <summary>Changes the actor's own account. A new <c>email</c> needs <c>current_password</c>, and where mail can be sent counts once it is confirmed there.</summary>
    Task<Profile> ChangeProfileAsync(Actor actor, JsonObject fields, CancellationToken cancel);

    /// <summary>How many records the actor's account would leave behind.</summary>
    Task<long> CountRecordsAsync(Actor actor, CancellationToken cancel);

    /// <summary>
    /// Ends the actor's own account for good: personal data is erased, the name stays for history. What it owns goes to
    /// <paramref name="recordsTo"/>, as one change set. Throws <see cref="Problem"/>: invalid at <c>current_password</c>; conflict when
    /// something is left and nobody named, for the last administrator of Maestro, and of a team with other members.
    /// </summary>
    Task DeleteOwnAsync(Actor actor, string password, Subject? recordsTo, CancellationToken cancel);

    /// <summary>Changes the actor's own password and ends every session of theirs but <paramref name="keep"/>.</summary>
    Task ChangePasswordAsync(Actor actor, string current, string next, Guid? keep, CancellationToken cancel);
}

/// <summary>A person as somebody sees them.</summary>
/// <param name="Email">Null where the reader may not see it.</param>
/// <param name="Avatar">Version of the picture; null where there is none. See <see cref="IAvatars"/>.</param>
/// <param name="Profile">Null where the reader is neither that person nor an administrator.</param>
public sealed record Person(Guid Id, string Name, string? Email, Guid? Avatar, Profile? Profile);

/// <summary>The whole account of a person, but for the password.</summary>
public sealed record Profile
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public string? FullName { get; init; }

    public required string Email { get; init; }

    /// <summary>The address that takes its place once the link sent there is followed.</summary>
    public string? PendingEmail { get; init; }

    /// <summary>Version of the picture; null where there is none.</summary>
    public Guid? Avatar { get; init; }

    public bool IsAdmin { get; init; }

    public bool Confirmed { get; init; }

    public bool Active { get; init; }

    public string? Phone { get; init; }

    public string? Company { get; init; }

    public string? Job { get; init; }

    public string? Country { get; init; }

    public string? State { get; init; }

    public string? City { get; init; }

    public string? Address { get; init; }

    /// <summary><c>en</c> or <c>pt-BR</c>.</summary>
    public required string Language { get; init; }

    /// <summary>IANA name, such as <c>America/Sao_Paulo</c>.</summary>
    public required string TimeZone { get; init; }

    /// <summary><c>system</c>, <c>light</c> or <c>dark</c>.</summary>
    public required string Theme { get; init; }

    /// <summary>One of the seven colour themes of Maestro 0.6; null while the person has chosen none.</summary>
    public required string? Accent { get; init; }

    /// <summary><c>compact</c> or <c>comfortable</c>.</summary>
    public required string Density { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public DateTimeOffset PasswordChangedAt { get; init; }
}

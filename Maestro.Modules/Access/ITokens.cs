using Maestro.Modules.Access.SingleSignOn;
using Maestro.Modules.Kernel;

namespace Maestro.Modules.Access;

/// <summary>Sessions and personal API tokens. Their secrets are shown once and stored as digests.</summary>
public interface ITokens
{
    /// <summary>Starts a session. Throws <see cref="Problem"/>: signed out for a wrong mail or password alike, too many after repeated failures.</summary>
    Task<Issued> SignInAsync(string email, string password, Caller caller, CancellationToken cancel) => SignInAsync(email, password, null, caller, cancel);

    /// <summary>Starts a session, also of a person with a second factor. Throws <see cref="Problem"/> (signed out) with an error at <c>code</c> when the password is right and a code is missing or wrong.</summary>
    Task<Issued> SignInAsync(string email, string password, string? code, Caller caller, CancellationToken cancel);

    /// <summary>First step of a page: starts a session, or answers a ticket for <see cref="FinishSignInAsync"/> when a second factor is asked for.</summary>
    Task<SignInStep> BeginSignInAsync(string email, string password, Caller caller, CancellationToken cancel);

    /// <summary>Second step: the code of the second factor. A ticket is good for five minutes. Throws <see cref="Problem"/>: signed out, too many.</summary>
    Task<Issued> FinishSignInAsync(string ticket, string code, Caller caller, CancellationToken cancel);

    /// <summary>Starts a session for a user who has proved in another way who they are.</summary>
    internal Task<Issued> StartSessionAsync(Guid userId, Caller caller, CancellationToken cancel);

    /// <summary>The same for a user whom the provider vouches for: a session, or a ticket for <see cref="FinishSignInAsync"/> when a second factor is asked for.</summary>
    internal Task<SignInStep> AdmitAsync(Guid userId, Caller caller, SessionOrigin origin, CancellationToken cancel);

    /// <summary>Whether a session or token is still good.</summary>
    Task<bool> IsAliveAsync(Guid id, CancellationToken cancel);

    /// <summary>The actor's live sessions, or live API tokens, newest first.</summary>
    Task<IReadOnlyList<Token>> ListAsync(Actor actor, TokenKind kind, CancellationToken cancel);

    /// <summary>Creates an API token, with all that limits it.</summary>
    Task<Issued> CreateAsync(Actor actor, NewToken token, CancellationToken cancel);

    /// <summary>Creates an API token. <paramref name="scope"/> is <c>read</c>, <c>write</c>, or for administrators <c>admin</c>.</summary>
    Task<Issued> CreateAsync(Actor actor, string name, string scope, DateTimeOffset? expiresAt, CancellationToken cancel) => CreateAsync(actor, new NewToken(name, scope, expiresAt), cancel);

    /// <summary>Revokes a session or API token of the actor's; it stops working at once.</summary>
    Task RevokeAsync(Actor actor, TokenKind kind, Guid id, CancellationToken cancel);

    /// <summary>Ends every session of the actor's but <paramref name="keep"/>.</summary>
    Task RevokeSessionsAsync(Actor actor, Guid? keep, CancellationToken cancel);

    /// <summary>Ends the session in use.</summary>
    Task SignOutAsync(Actor actor, Guid session, CancellationToken cancel);

    /// <summary>Makes a session act for one of the actor's teams, or for the person again (null).</summary>
    Task ActForAsync(Actor actor, Guid session, Guid? team, CancellationToken cancel);
}

/// <summary>Tokens of services: programs that work for a team and are no person, so they outlast whoever made them. Managed by the team's administrators.</summary>
public interface IServiceTokens
{
    /// <summary>The team's live tokens, newest first. Throws <see cref="Problem"/>: missing, denied.</summary>
    Task<IReadOnlyList<Token>> ListAsync(Actor actor, Guid team, CancellationToken cancel);

    /// <summary>Creates one. It acts for the team, as a member of the level that its scope names would; it is never an administrator of Maestro, and reaches records only.</summary>
    Task<Issued> CreateAsync(Actor actor, Guid team, NewToken token, CancellationToken cancel);

    /// <summary>Revokes one; it stops working at once.</summary>
    Task RevokeAsync(Actor actor, Guid team, Guid id, CancellationToken cancel);
}

/// <summary>A token to be made.</summary>
/// <param name="Name">What it is for.</param>
/// <param name="Scope"><c>read</c>, <c>write</c> or <c>admin</c>; the last is for administrators and not limited to Kinds, or the level of a service in its team.</param>
/// <param name="ExpiresAt">When it ends; null for as late as the settings allow.</param>
public sealed record NewToken(string Name, string Scope, DateTimeOffset? ExpiresAt)
{
    /// <summary>The only Kinds that it reaches, singular or plural, families included; empty for all.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>The only addresses and networks that it is accepted from; empty for all.</summary>
    public IReadOnlyList<string> Networks { get; init; } = [];
}

/// <summary>The sorts of token.</summary>
public enum TokenKind
{
    /// <summary>Of a browser or a script that signed in with a password.</summary>
    Session,

    /// <summary>Made by a person for a script.</summary>
    Api,

    /// <summary>Of a team's service.</summary>
    Service,
}

/// <summary>A session or token as its owner sees it.</summary>
public sealed record Token(Guid Id, string? Name, string Prefix, string Scope, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateTimeOffset? LastUsedAt, string? LastIp, string? UserAgent)
{
    /// <summary>The only Kinds that it reaches; empty for all.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>The only networks that it is accepted from; empty for all.</summary>
    public IReadOnlyList<string> Networks { get; init; } = [];

    /// <summary>Who made a service's token; null for one's own.</summary>
    public string? MadeBy { get; init; }
}

/// <summary>A token just made, with the text that is never shown again.</summary>
public sealed record Issued(string Text, Token Token, Guid UserId);

/// <summary>How far signing in has come.</summary>
/// <param name="Session">The session, when nothing more is asked.</param>
/// <param name="Ticket">Proof of the first step, when a code is asked for.</param>
public sealed record SignInStep(Issued? Session, string? Ticket);

/// <summary>Where a request comes from.</summary>
public sealed record Caller(string Address, string? UserAgent);

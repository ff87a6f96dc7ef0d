using Maestro.Modules.Kernel;

namespace Maestro.Modules.Access;

/// <summary>Invitations into a team, or into Maestro: a link that works once, sent by mail or handed over.</summary>
public interface IInvitations
{
    /// <summary>Invitations of a team that can still be accepted, for its administrators; without a team those into Maestro, for its administrators.</summary>
    Task<IReadOnlyList<Invitation>> ListAsync(Actor actor, Guid? team, CancellationToken cancel);

    /// <summary>Invites. With an address the link is sent there, where mail can be sent, and only an account of that address can accept.</summary>
    Task<NewInvitation> CreateAsync(Actor actor, Guid? team, string? email, Level level, CancellationToken cancel);

    /// <summary>Takes an invitation back.</summary>
    Task RevokeAsync(Actor actor, Guid id, CancellationToken cancel);

    /// <summary>What a link invites to, while it works; else null.</summary>
    Task<Invitation?> FindAsync(string? token, CancellationToken cancel);

    /// <summary>Accepts as somebody who has an account.</summary>
    Task AcceptAsync(Actor actor, string token, CancellationToken cancel);
}

/// <summary>An invitation.</summary>
/// <param name="Team">Null for one into Maestro only.</param>
/// <param name="Email">The address it is for; null when whoever has the link may accept.</param>
/// <param name="By">Name of who invites.</param>
public sealed record Invitation(Guid Id, Guid? Team, string? TeamName, string? Email, Level Level, string By, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt);

/// <summary>An invitation just made, with the secret that is never shown again.</summary>
/// <param name="Mailed">True when it is on its way by mail.</param>
public sealed record NewInvitation(Invitation Invitation, string Token, bool Mailed);

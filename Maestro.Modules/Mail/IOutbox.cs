using Maestro.Modules.Kernel;

namespace Maestro.Modules.Mail;

/// <summary>What administrators see of the mail that Maestro sends: how it stands, and what could not be sent.</summary>
public interface IOutbox
{
    /// <summary>How sending stands. Administrators only.</summary>
    Task<MailState> StateAsync(Actor actor, CancellationToken cancel);

    /// <summary>Sends a mail at once, past the outbox, so that its sender learns how it went. Throws <see cref="Problem"/> (unavailable) with the server's words. Administrators only.</summary>
    Task TestAsync(Actor actor, string to, CancellationToken cancel);

    /// <summary>Tries a letter again that was given up or waits. Administrators only.</summary>
    Task RetryAsync(Actor actor, Guid id, CancellationToken cancel);

    /// <summary>Throws a letter away that has not been sent. Administrators only.</summary>
    Task DiscardAsync(Actor actor, Guid id, CancellationToken cancel);
}

/// <summary>How sending stands.</summary>
/// <param name="Missing">What has to be set first; null when mail can be sent.</param>
/// <param name="Server">The server and how it is spoken to, without the password.</param>
/// <param name="Waiting">Letters not yet sent.</param>
/// <param name="LastSentAt">When the last one was taken by the server.</param>
/// <param name="Troubled">Letters that failed at least once and are not sent, newest first; at most 100.</param>
public sealed record MailState(string? Missing, string? Server, string? Sender, int Waiting, DateTimeOffset? LastSentAt, IReadOnlyList<TroubledLetter> Troubled);

/// <summary>A letter that could not be sent so far.</summary>
/// <param name="GivenUp">True when it is not tried again by itself.</param>
public sealed record TroubledLetter(Guid Id, string To, string Subject, DateTimeOffset CreatedAt, int Attempts, string Fault, bool GivenUp, DateTimeOffset DueAt);

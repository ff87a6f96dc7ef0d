using Maestro.Modules.Kernel;
using Maestro.Modules.Scheduling;

namespace Maestro.Modules.Notifications;

/// <summary>An address of a person or a team that gets their notifications as JSON. A team's is managed by the administrators of the team.</summary>
public interface IHooks
{
    /// <summary>The owner's webhook; null when there is none. Throws <see cref="Problem"/>: missing, denied.</summary>
    Task<Hook?> FindAsync(Actor actor, Subject owner, CancellationToken cancel);

    /// <summary>
    /// Keeps it. A <paramref name="secret"/> of null leaves what there is, unless the address is a new one: it was typed for the one
    /// before. Throws <see cref="Problem"/>: missing, denied, invalid.
    /// </summary>
    Task<Hook> SaveAsync(Actor actor, Subject owner, string url, string? secret, CancellationToken cancel);

    /// <summary>Takes it away; without one that is no error. Throws <see cref="Problem"/>: missing, denied.</summary>
    Task RemoveAsync(Actor actor, Subject owner, CancellationToken cancel);

    /// <summary>Calls it once, now, with a message that says that it is a test. Throws <see cref="Problem"/>: missing, denied.</summary>
    Task<Delivery> TestAsync(Actor actor, Subject owner, CancellationToken cancel);

    /// <summary>Its calls, newest first. Throws <see cref="Problem"/>: missing, denied.</summary>
    Task<IReadOnlyList<Delivery>> DeliveriesAsync(Actor actor, Subject owner, int limit, CancellationToken cancel);
}

/// <summary>Where notifications go.</summary>
/// <param name="Signed">Whether there is a secret that calls are signed with; nobody can read it.</param>
public sealed record Hook(string Url, bool Signed, DateTimeOffset CreatedAt);

using Maestro.Modules.Kernel;

namespace Maestro.Modules.Notifications;

/// <summary>How a person wants to be told of what.</summary>
public interface IChoices
{
    /// <summary>What stands in the way of mail, as a sentence; null when it can be sent.</summary>
    string? MailMissing { get; }

    /// <summary>The actor's choice for every event that can happen here.</summary>
    Task<IReadOnlyList<Choice>> ListAsync(Actor actor, CancellationToken cancel);

    /// <summary>Keeps some of them. Throws <see cref="Problem"/>: invalid where something is switched off that cannot be, missing for whoever has no account.</summary>
    Task<IReadOnlyList<Choice>> SaveAsync(Actor actor, IReadOnlyList<Choice> chosen, CancellationToken cancel);
}

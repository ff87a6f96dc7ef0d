using Maestro.Modules.Kernel;

namespace Maestro.Modules.Scheduling;

/// <summary>Calls that schedules make to other programs.</summary>
public interface IWebhooks
{
    /// <summary>Makes a schedule's call once, now, without a run and without consequence for the schedule; takes the right to write. Throws <see cref="Problem"/>: missing, denied, conflict where its work is none.</summary>
    Task<Delivery> TestAsync(Actor actor, Guid schedule, CancellationToken cancel);

    /// <summary>What is wrong with an address that other modules are to call, as the end of a sentence; null when nothing is. It begins with https, or names this machine where that is allowed.</summary>
    internal string? FaultOf(string url);

    /// <summary>Makes a call for another module. What goes wrong stands in the answer.</summary>
    internal Task<Delivery> CallAsync(WebhookCall call, CancellationToken cancel);

    /// <summary>The calls that were made for something, newest first; whoever asks has asked first whether they may be read.</summary>
    internal Task<IReadOnlyList<Delivery>> CallsAsync(Guid of, int limit, CancellationToken cancel);

    /// <summary>The calls of a schedule, newest first.</summary>
    Task<IReadOnlyList<Delivery>> DeliveriesAsync(Actor actor, Guid schedule, int limit, CancellationToken cancel);
}

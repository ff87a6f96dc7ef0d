using Maestro.Modules.Kernel;

namespace Maestro.Modules.Scheduling;

/// <summary>Calls that schedules make to other programs.</summary>
public interface IWebhooks
{
    /// <summary>Makes a schedule's call once, now, without a run and without consequence for the schedule; takes the right to write. Throws <see cref="Problem"/>: missing, denied, conflict where its work is none.</summary>
    Task<Delivery> TestAsync(Actor actor, Guid schedule, CancellationToken cancel);

    /// <summary>The calls of a schedule, newest first.</summary>
    Task<IReadOnlyList<Delivery>> DeliveriesAsync(Actor actor, Guid schedule, int limit, CancellationToken cancel);
}

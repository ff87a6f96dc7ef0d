using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;

namespace Maestro.Modules.Scheduling;

/// <summary>
/// Schedules: records that say what is done when. They are read, listed, shared, retired and restored like all records; what stands in
/// them is written here only. A schedule's work is done as its owner.
/// </summary>
public interface IScheduling
{
    /// <summary>The sorts of work that somebody does here, in order.</summary>
    IReadOnlyList<string> Modules { get; }

    /// <summary>
    /// Makes schedules, all or none. Fields as the Kind has them; of a webhook also <c>secret</c> and <c>authorization</c>, which are kept
    /// encrypted and never answered. Throws <see cref="Problem"/> (invalid) with every mistake; of several, under "3.cron".
    /// </summary>
    Task<IReadOnlyList<Record>> CreateAsync(Actor actor, IReadOnlyList<JsonObject> fields, CancellationToken cancel);

    /// <summary>Changes the fields named, or with <paramref name="replace"/> all. Throws <see cref="Problem"/>: missing, denied, invalid, stale when <paramref name="version"/> is not its version.</summary>
    Task<Record> ChangeAsync(Actor actor, Guid id, JsonObject fields, bool replace, int? version, CancellationToken cancel);

    /// <summary>Retires schedules as one change set.</summary>
    Task RemoveAsync(Actor actor, IReadOnlyList<Guid> ids, CancellationToken cancel);

    /// <summary>Does its work now, also when it is switched off or paused; takes the right to write. Where it is under way, that run is answered.</summary>
    Task<Run> RunAsync(Actor actor, Guid id, CancellationToken cancel);

    /// <summary>Ends the pause that failures brought; takes the right to write.</summary>
    Task ResumeAsync(Actor actor, Guid id, CancellationToken cancel);

    /// <summary>The next times of a timing. Throws <see cref="Problem"/> (invalid) where it is none.</summary>
    IReadOnlyList<DateTimeOffset> Next(ScheduleTiming timing, int count);

    /// <summary>What the machine knows of those that the actor may read.</summary>
    Task<IReadOnlyDictionary<Guid, ScheduleState>> StatesAsync(Actor actor, IReadOnlyCollection<Guid> ids, CancellationToken cancel);

    /// <summary>Firings of a schedule, newest first. Who may read the schedule may also read their runs.</summary>
    Task<Page<Firing>> FiringsAsync(Actor actor, Guid id, int limit, string? cursor, CancellationToken cancel);

    /// <summary>The schedules whose work is about a record.</summary>
    Task<IReadOnlyList<Record>> OfTargetAsync(Actor actor, Guid target, CancellationToken cancel);
}

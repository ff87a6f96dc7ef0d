using Maestro.Modules.Audit;
using Maestro.Modules.Kernel;

namespace Maestro.Modules.Scheduling;

/// <summary>Long work: started by modules, watched and stopped by who asked for it and by administrators.</summary>
public interface IRuns
{
    /// <summary>
    /// Queues work and returns at once. What it holds is disposed when it has ended, however it ends, also when this throws.
    /// Throws <see cref="Problem"/> (too many) while the queue is full.
    /// </summary>
    internal Task<Run> StartAsync(Actor actor, RunStart start, CancellationToken cancel);

    /// <summary>The actor's runs, all runs for administrators, without parts and log.</summary>
    Task<Page<Run>> ListAsync(Actor actor, RunQuery query, CancellationToken cancel);

    /// <summary>Of each target the run under way and the one that ended last, as far as they are the actor's, however many others have run since.</summary>
    internal Task<IReadOnlyDictionary<Guid, LatestRuns>> LatestAsync(Actor actor, IReadOnlyCollection<Guid> targets, CancellationToken cancel);

    /// <summary>How work of each sort has gone in the last day and the last week. For administrators.</summary>
    Task<IReadOnlyList<RunStatistics>> StatisticsAsync(Actor actor, CancellationToken cancel);

    /// <summary>One run. Throws <see cref="Problem"/> (missing) when there is none, or it is somebody else's.</summary>
    Task<Run> GetAsync(Actor actor, Guid id, CancellationToken cancel);

    /// <summary>Asks a run to stop; one that has ended already stays as it is.</summary>
    Task<Run> StopAsync(Actor actor, Guid id, CancellationToken cancel);

    /// <summary>Runs that have ended and schedules that failures have paused, after a place of their feed; those that the actor may read. See <see cref="IFeed"/>.</summary>
    Task<FeedPage<Ending>> EndedAsync(Actor actor, FeedPlace after, int limit, CancellationToken cancel);
}

/// <summary>A run has ended, or a schedule was paused by its failures.</summary>
public sealed record Ending(FeedPlace Place, DateTimeOffset At)
{
    /// <summary>The run that has ended, without parts and log; of a pause, the one that failed last.</summary>
    public Run? Run { get; init; }

    /// <summary>How many of its parts ended how.</summary>
    public IReadOnlyDictionary<RunPartStatus, int> Parts { get; init; } = new Dictionary<RunPartStatus, int>();

    /// <summary>The schedule that asked for the run, or that was paused.</summary>
    public Guid? Schedule { get; init; }

    /// <summary>Why the schedule asked; null for a run without one.</summary>
    public FiringCause? Cause { get; init; }

    /// <summary>Which try of its firing the run was.</summary>
    public int Try { get; init; } = 1;

    /// <summary>The run of the first try, where this one was a later one.</summary>
    public Guid? FirstTry { get; init; }

    /// <summary>True when it tells of a pause.</summary>
    public bool Paused { get; init; }

    /// <summary>Of a pause: how many tries have failed in a row.</summary>
    public int Tries { get; init; }
}

/// <summary>Work to be run.</summary>
/// <param name="Type">What sort of work it is.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Work">Does it; reports on the way and says what came of it. Throws <see cref="Problem"/> where it cannot be done.</param>
public sealed record RunStart(string Type, string Title, Func<IRunReport, CancellationToken, Task<RunOutcome>> Work)
{
    /// <summary>The record it is about.</summary>
    public Guid? Target { get; init; }

    /// <summary>What it was asked to do, by name; no secrets.</summary>
    public IReadOnlyDictionary<string, string> Arguments { get; init; } = new Dictionary<string, string>();

    /// <summary>What it needs until it has ended: files, mostly.</summary>
    public IAsyncDisposable? Holds { get; init; }
}

/// <summary>What came of a run.</summary>
public sealed record RunOutcome(RunStatus Status, string Message)
{
    /// <summary>The plan that it made.</summary>
    public Guid? Plan { get; init; }

    /// <summary>What it counted, by name.</summary>
    public IReadOnlyDictionary<string, long> Counts { get; init; } = new Dictionary<string, long>();
}

/// <summary>Where running work says how far it is. Cheap to call: it is written down once a second.</summary>
public interface IRunReport
{
    /// <summary>Id of the run.</summary>
    Guid Run { get; }

    /// <summary>What it does at the moment, and how much of it is done.</summary>
    void Progress(string step, long done = 0, long? total = null);

    /// <summary>Something worth knowing; at most 500 are kept.</summary>
    void Line(string text);

    /// <summary>A task that has ended in one scope.</summary>
    void Part(RunPart part);
}

using Maestro.Modules.Kernel;

namespace Maestro.Modules.Scheduling;

/// <summary>Where a run stands. Stored and answered as lower-case text.</summary>
public enum RunStatus
{
    Queued,
    Running,

    /// <summary>Ended, and everything it set out to do is done.</summary>
    Done,

    /// <summary>Ended, but some of its parts did not succeed.</summary>
    Partial,
    Failed,

    /// <summary>Ended by a person.</summary>
    Stopped,
}

/// <summary>How one task went in one scope.</summary>
public enum RunPartStatus
{
    Complete,

    /// <summary>It would retire more than the brake allows: its plan waits for a person.</summary>
    Held,
    Denied,
    Throttled,
    Failed,
    NotEnabled,
}

/// <summary>Long work in the background: who asked for it, how far it is, what came of it.</summary>
public sealed record Run
{
    public required Guid Id { get; init; }

    /// <summary>What sort of work it is: <c>import</c>.</summary>
    public required string Type { get; init; }

    public required string Title { get; init; }

    public required RunStatus Status { get; init; }

    public required Guid MakerId { get; init; }

    public required string MakerName { get; init; }

    /// <summary>The record it is about, such as a connection.</summary>
    public Guid? Target { get; init; }

    public required RunProgress Progress { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>What came of it, in a sentence.</summary>
    public string? Message { get; init; }

    /// <summary>The plan that it made.</summary>
    public Guid? Plan { get; init; }

    /// <summary>What it counted, by name.</summary>
    public IReadOnlyDictionary<string, long> Counts { get; init; } = new Dictionary<string, long>();

    /// <summary>What it was asked to do, by name.</summary>
    public IReadOnlyDictionary<string, string> Arguments { get; init; } = new Dictionary<string, string>();

    /// <summary>Why it failed, where that is an expected failure.</summary>
    public RunProblem? Problem { get; init; }

    /// <summary>Somebody has asked it to stop, and it has not ended yet.</summary>
    public bool Stopping { get; init; }

    /// <summary>The process that works it off; shown to administrators.</summary>
    public Guid? Instance { get; init; }

    /// <summary>Its parts, and its log; empty in lists.</summary>
    public IReadOnlyList<RunPart> Parts { get; init; } = [];

    public IReadOnlyList<RunLine> Log { get; init; } = [];

    public bool Ended => Status is not (RunStatus.Queued or RunStatus.Running);
}

/// <summary>The runs of one target that count now.</summary>
/// <param name="Running">The one under way.</param>
/// <param name="Ended">The one that ended last.</param>
public sealed record LatestRuns(Run? Running, Run? Ended);

/// <summary>How work of one sort has gone.</summary>
public sealed record RunStatistics(string Type, RunSpan Day, RunSpan Week);

/// <summary>Runs of some time.</summary>
/// <param name="Failed">Those that failed, or did only a part.</param>
/// <param name="Mean">How long one took on average; null where none has ended.</param>
/// <param name="Most">How long nineteen of twenty took at most.</param>
public sealed record RunSpan(long Runs, long Failed, TimeSpan? Mean, TimeSpan? Most);

/// <summary>How far a run is.</summary>
/// <param name="Step">What it does at the moment: <c>reading</c>, <c>comparing</c>; empty before it began.</param>
/// <param name="Done">How much of this step is done.</param>
/// <param name="Total">How much there is, or null where that is not known.</param>
public sealed record RunProgress(string Step = "", long Done = 0, long? Total = null);

/// <summary>An expected failure, as a request would have been answered with.</summary>
public sealed record RunProblem(ProblemKind Kind, string Message, IReadOnlyDictionary<string, string[]> Errors);

/// <summary>One task in one scope.</summary>
public sealed record RunPart(string Task, string Resource, string Scope, RunPartStatus Status)
{
    public long Seen { get; init; }

    public long Created { get; init; }

    public long Changed { get; init; }

    public long Missing { get; init; }

    public long Gone { get; init; }

    /// <summary>The plan that waits where the part is held.</summary>
    public Guid? Plan { get; init; }

    public string? Message { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }
}

/// <summary>A line of a run's log.</summary>
public sealed record RunLine(DateTimeOffset At, string Text);

/// <summary>Which runs to list; newest first.</summary>
public sealed record RunQuery(int Limit = 50, string? Cursor = null, string? Type = null, RunStatus? Status = null, Guid? Target = null)
{
    /// <summary>Only these.</summary>
    public IReadOnlyCollection<Guid>? Ids { get; init; }
}

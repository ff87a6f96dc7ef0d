namespace Maestro.Modules.Scheduling;

/// <summary>Why work was started. Stored and answered as lower-case text.</summary>
public enum FiringCause
{
    /// <summary>Its time had come.</summary>
    Schedule,

    /// <summary>The run at once that a new schedule may ask for.</summary>
    First,

    /// <summary>A person asked for it.</summary>
    Manual,

    /// <summary>The try before it failed.</summary>
    Retry,

    /// <summary>Another schedule's run had ended.</summary>
    Chain,
}

/// <summary>Where a firing stands. Stored and answered as lower-case text.</summary>
public enum FiringStatus
{
    /// <summary>Its time has not come, or nobody has room for it.</summary>
    Waiting,

    /// <summary>A process has taken it.</summary>
    Starting,

    /// <summary>Its run is under way.</summary>
    Running,
    Done,
    Partial,
    Failed,

    /// <summary>Ended by a person.</summary>
    Stopped,

    /// <summary>There was a reason not to start it.</summary>
    Skipped,
}

/// <summary>One time that a schedule was to do its work, and how that went.</summary>
public sealed record Firing
{
    public required Guid Id { get; init; }

    public required Guid Schedule { get; init; }

    public required FiringCause Cause { get; init; }

    public required FiringStatus Status { get; init; }

    public required DateTimeOffset PlannedAt { get; init; }

    /// <summary>When it may begin: later than planned for retries and chains that wait.</summary>
    public required DateTimeOffset DueAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>1, and more for each time that it is tried again.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>The run that it became.</summary>
    public Guid? Run { get; init; }

    /// <summary>What came of it.</summary>
    public string? Message { get; init; }

    /// <summary>Who asked for it, where a person did.</summary>
    public string? AskedBy { get; init; }

    /// <summary>The firing that it follows.</summary>
    public Guid? Parent { get; init; }

    public bool Ended => Status is not (FiringStatus.Waiting or FiringStatus.Starting or FiringStatus.Running);
}

/// <summary>What the machine knows of a schedule.</summary>
public sealed record ScheduleState
{
    public required Guid Schedule { get; init; }

    /// <summary>How often its work was begun; tries after a failure do not count.</summary>
    public int Runs { get; init; }

    /// <summary>Failures since the last success.</summary>
    public int Failures { get; init; }

    /// <summary>Since when it is paused by its failures; null when it is not.</summary>
    public DateTimeOffset? PausedAt { get; init; }

    public string? PausedReason { get; init; }

    /// <summary>When it comes next; null when it does not.</summary>
    public DateTimeOffset? Next { get; init; }

    /// <summary>The newest firing that has begun.</summary>
    public Firing? Last { get; init; }
}

/// <summary>One call of a webhook.</summary>
public sealed record Delivery
{
    public required Guid Id { get; init; }

    public required Guid Schedule { get; init; }

    /// <summary>Null for a test.</summary>
    public Guid? Firing { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Method { get; init; }

    public required string Url { get; init; }

    /// <summary>Status of the answer; null when there was none.</summary>
    public int? Status { get; init; }

    public required int Milliseconds { get; init; }

    /// <summary>The beginning of what was answered, at most 4 KB.</summary>
    public string? Response { get; init; }

    /// <summary>Why there was no good answer.</summary>
    public string? Error { get; init; }

    public bool Good => Error is null;
}

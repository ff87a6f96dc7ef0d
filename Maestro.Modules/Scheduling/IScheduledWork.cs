using System.Text.Json.Nodes;
using Maestro.Modules.Kernel;

namespace Maestro.Modules.Scheduling;

/// <summary>
/// Work that schedules can start. Registered in the container by the module that does it; a word of <see cref="Module"/> that nobody
/// registers is refused.
/// </summary>
public interface IScheduledWork
{
    /// <summary>Its word in a schedule: <c>crawl</c>, <c>report</c>, <c>graph</c>, <c>webhook</c>.</summary>
    string Module { get; }

    /// <summary>Kind of the records that it is about; while one of them is retired, its schedules rest. Null where the work is about none.</summary>
    string? TargetKind => null;

    /// <summary>Whether the actor may have it done. Throws <see cref="Problem"/>: missing, denied, or invalid with the paths of a schedule's fields.</summary>
    Task CheckAsync(Actor actor, ScheduledWork what, CancellationToken cancel);

    /// <summary>
    /// Starts it and returns at once; where the same work is under way already, that run is answered. It may be started twice for one
    /// firing when a process dies at the wrong moment.
    /// </summary>
    Task<Run> StartAsync(Actor actor, ScheduledWork what, CancellationToken cancel);
}

/// <summary>What a schedule asks for.</summary>
public sealed record ScheduledWork
{
    public required string Module { get; init; }

    /// <summary>The record it is about; null where the work needs none.</summary>
    public Guid? Target { get; init; }

    /// <summary>What of it; empty for all.</summary>
    public IReadOnlyList<string> Tasks { get; init; } = [];

    /// <summary>Name of the schedule: what a run may be called.</summary>
    public string Name { get; init; } = "";

    /// <summary>The schedule; null before it is saved.</summary>
    public Guid? Schedule { get; init; }

    /// <summary>The firing that asks.</summary>
    public Guid? Firing { get; init; }

    /// <summary>When it was to be done.</summary>
    public DateTimeOffset PlannedAt { get; init; }

    public FiringCause Cause { get; init; }

    /// <summary>1, and more for each time that it is tried again.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>All fields of the schedule.</summary>
    public JsonObject Fields { get; init; } = [];
}

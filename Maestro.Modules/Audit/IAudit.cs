using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;

namespace Maestro.Modules.Audit;

/// <summary>What happened: the history of records and the change sets behind it. Shows what the actor may read, nothing else.</summary>
public interface IAudit
{
    /// <summary>Changes of a record, newest first. Throws <see cref="Problem"/> (missing) when it is not readable.</summary>
    Task<Page<Change>> HistoryAsync(Actor actor, Guid record, string? field, int limit, string? cursor, CancellationToken cancel);

    /// <summary>What differs between two moments of a record.</summary>
    Task<IReadOnlyList<FieldChange>> DiffAsync(Actor actor, Guid record, DateTimeOffset from, DateTimeOffset to, CancellationToken cancel);

    /// <summary>Change sets that hold at least one readable change, newest first.</summary>
    Task<Page<ChangeSet>> ChangeSetsAsync(Actor actor, ChangeSetQuery query, CancellationToken cancel);

    /// <summary>One change set. Throws <see cref="Problem"/> (missing) when no change of it is readable.</summary>
    Task<ChangeSet> ChangeSetAsync(Actor actor, Guid id, CancellationToken cancel);

    /// <summary>The readable changes of a change set, in order.</summary>
    Task<Page<Change>> ChangesAsync(Actor actor, Guid changeSet, int limit, string? cursor, CancellationToken cancel);
}

/// <summary>Which change sets to list.</summary>
public sealed record ChangeSetQuery(int Limit = 50, string? Cursor = null, string? Source = null, Guid? Person = null, string? Words = null, DateTimeOffset? Since = null, DateTimeOffset? Until = null);

/// <summary>One applied plan.</summary>
/// <param name="Count">Number of its changes that the reader may see.</param>
/// <param name="Kinds">Number of readable changes per Kind.</param>
/// <param name="Example">Name of one changed record.</param>
/// <param name="Fields">Fields that changed most, for a one-line summary.</param>
public sealed record ChangeSet(
    Guid Id, DateTimeOffset At, Guid ActorId, string ActorName, bool AsAdmin, string Source, string SourceName, string Title, string? Reason,
    Guid? PlanId, Guid? Undoes, Guid? UndoneBy, int Count, IReadOnlyDictionary<string, int> Kinds, Guid? ExampleId, string? Example, IReadOnlyList<string> Fields)
{
    /// <summary>Number of readable changes per action: create, change, retire, restore, missing, gone, merge.</summary>
    public IReadOnlyDictionary<string, int> Actions { get; init; } = new Dictionary<string, int>();
}

/// <summary>One record's before and after within a change set.</summary>
public sealed record Change(
    long Id, Guid ChangeSet, Guid RecordId, string Kind, string Name, string Action, IReadOnlyList<FieldChange> Fields, int Version, DateTimeOffset At,
    Guid ActorId, string ActorName, bool AsAdmin, string Source, string SourceName, string? Reason);

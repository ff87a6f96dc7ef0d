using Maestro.Modules.Kernel;

namespace Maestro.Modules.Inventory;

/// <summary>Pairs of records that may be one thing: reported by imports and crawls, settled by a person.</summary>
public interface IConflicts
{
    /// <summary>Open conflicts of which both records are readable, newest first.</summary>
    Task<Page<ConflictPair>> ListAsync(Actor actor, int limit, int offset, CancellationToken cancel);

    /// <summary>Closes a conflict: the two are different things. Needs write on both.</summary>
    Task DismissAsync(Actor actor, Guid id, CancellationToken cancel);

    /// <summary>Records that already hold one of these values of fields that forms warn about.</summary>
    Task<IReadOnlyList<Duplicate>> DuplicatesAsync(Actor actor, string kind, IReadOnlyDictionary<string, string> values, Guid? except, CancellationToken cancel);
}

/// <summary>Two records that may be one.</summary>
public sealed record ConflictPair(Guid Id, string Kind, Guid RecordId, string RecordName, Guid OtherId, string OtherName, string Reason, DateTimeOffset FoundAt);

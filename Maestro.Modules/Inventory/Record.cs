using System.Text.Json.Nodes;
using Maestro.Modules.Kernel;

namespace Maestro.Modules.Inventory;

/// <summary>Where a record stands. Stored as lower-case text.</summary>
public enum RecordState
{
    /// <summary>There.</summary>
    Present,

    /// <summary>Not seen by one complete run of a source that saw it before.</summary>
    Missing,

    /// <summary>Not seen twice: inactive. Seen again, it comes back.</summary>
    Gone,

    /// <summary>Retired by hand: stays so until restored.</summary>
    Deleted,
}

/// <summary>A record as its reader sees it: references carry the names of readable targets.</summary>
public sealed record Record
{
    public required Guid Id { get; init; }

    /// <summary>Singular name of its Kind.</summary>
    public required string Kind { get; init; }

    public required string Name { get; init; }

    /// <summary>Its fields, in the Kind's order.</summary>
    public required JsonObject Fields { get; init; }

    /// <summary>Counter that moves with each change: the ETag.</summary>
    public required int Version { get; init; }

    public required RecordState State { get; init; }

    public required Subject Owner { get; init; }

    /// <summary>Name of the owner.</summary>
    public string OwnerName { get; init; } = "";

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When a source last saw it, or null when none ever did.</summary>
    public DateTimeOffset? LastSeen { get; init; }

    /// <summary>Names of the sources that see it, such as "AWS production".</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>The record that this one was merged into.</summary>
    public Guid? MergedInto { get; init; }

    /// <summary>What the reader may do with it.</summary>
    public Level Level { get; init; }

    /// <summary>Present or missing, not gone or deleted.</summary>
    public bool Active => State is RecordState.Present or RecordState.Missing;
}

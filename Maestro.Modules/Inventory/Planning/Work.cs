using System.Text.Json.Nodes;
using Maestro.Modules.Kernel;

namespace Maestro.Modules.Inventory.Planning;

/// <summary>What applying a plan writes, complete: no question is asked again but whether the records have moved.</summary>
internal sealed record PlanWork
{
    public Guid? OriginId { get; init; }

    /// <summary>The source has said something newer already: nothing is written for it.</summary>
    public bool Outdated { get; init; }
    public List<RecordWork> Records { get; init; } = [];

    /// <summary>Sightings that move though nothing changed: external id and record.</summary>
    public List<Sighting> Seen { get; init; } = [];

    /// <summary>Sightings of a complete scope that did not come.</summary>
    public List<Sighting> Missed { get; init; } = [];
    public List<ConflictWork> Conflicts { get; init; } = [];
    public Guid? Undoes { get; init; }
}

internal sealed record Sighting(string ExternalId, Guid RecordId);

internal sealed record ConflictWork(string Kind, Guid RecordId, Guid OtherId, string Reason);

/// <summary>One record's after-state.</summary>
internal sealed record RecordWork
{
    public required Guid Id { get; init; }
    public required int Row { get; init; }
    public required string Kind { get; init; }
    public required string Root { get; init; }
    public required string Action { get; init; }
    public required string Name { get; init; }
    public required string State { get; init; }

    /// <summary>Version it is based on; 0 for a new record.</summary>
    public required int BaseVersion { get; init; }
    public required Subject Owner { get; init; }
    public required string Doc { get; init; }
    public required string Hand { get; init; }
    public required string HandBefore { get; init; }
    public required string Diff { get; init; }
    public required string[] Tags { get; init; }
    public required string Search { get; init; }
    public required List<LinkWork> Links { get; init; }
    public required List<string> Keys { get; init; }
    public required List<Grant>? Grants { get; init; }
    public required Guid[] Readers { get; init; }
    public required List<ObservationWork> Observations { get; init; }
    public required List<Dropped> Drop { get; init; }
    public Guid? MergedInto { get; init; }

    /// <summary>Its Kind stands in a datacenter: sources could list it.</summary>
    public bool Placed { get; init; }

    /// <summary>Who claims it may have changed.</summary>
    public bool Reclaimed { get; init; }

    /// <summary>Where what is declared differs from what is seen, as JSON; null when there are no two sides.</summary>
    public string? Differences { get; init; }
    public Level Needs { get; init; } = Level.Write;
    public bool AsAdmin { get; init; }
}

internal sealed record LinkWork(string Path, int Place, Guid Target, string Fields);

internal sealed record Dropped(Guid OriginId, string ExternalId);

internal sealed record ObservationWork(Guid OriginId, string ExternalId, byte[] Digest, string Observed, string[] Keys, string[] Wants, string? Raw, string Scope);

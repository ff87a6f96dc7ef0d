using System.Text.Json.Nodes;
using Maestro.Modules.Kernel;

namespace Maestro.Modules.Inventory;

/// <summary>The one way to read: every answer starts from what the actor may see.</summary>
public interface IInventory
{
    /// <summary>A page of records. Throws <see cref="Problem"/> (malformed) for an unknown field, operator or order.</summary>
    Task<Page<Record>> ListAsync(Actor actor, Query query, CancellationToken cancel);

    /// <summary>All matching records, streamed with flat memory.</summary>
    IAsyncEnumerable<Record> StreamAsync(Actor actor, Query query, CancellationToken cancel);

    /// <summary>One record, now or as of a moment. Throws <see cref="Problem"/> (missing) when there is none or it is not readable.</summary>
    Task<Record> GetAsync(Actor actor, string kind, Guid id, DateTimeOffset? at, CancellationToken cancel);

    /// <summary>Number of matches; an estimate beyond 1,000.</summary>
    Task<(long Count, bool Exact)> CountAsync(Actor actor, Query query, CancellationToken cancel);

    /// <summary>Matches per value of a path, most first.</summary>
    Task<IReadOnlyList<Facet>> FacetAsync(Actor actor, Query query, string path, int limit, CancellationToken cancel);

    /// <summary>Sum of a number over the matches, and how many of them have it. Throws <see cref="Problem"/> (malformed) for a path that is no number.</summary>
    Task<(decimal Sum, long Count)> SumAsync(Actor actor, Query query, string path, CancellationToken cancel);

    /// <summary>Readable active records per Kind name.</summary>
    Task<IReadOnlyDictionary<string, long>> CountByKindAsync(Actor actor, DateTimeOffset? at, CancellationToken cancel);

    /// <summary>Ranked matches across Kinds.</summary>
    Task<IReadOnlyList<Record>> SearchAsync(Actor actor, string words, string? kind, int limit, CancellationToken cancel);

    /// <summary>Edges of a record in both directions; unreadable neighbours are counted, not named.</summary>
    Task<Links> LinksAsync(Actor actor, Guid id, CancellationToken cancel);

    /// <summary>Edges grouped by relation, field and Kind: each group counted whole, its first rows named.</summary>
    Task<Neighbours> NeighboursAsync(Actor actor, Guid id, int each, CancellationToken cancel);

    /// <summary>What each source observed, what people pinned, and which source each field's value comes from.</summary>
    Task<Provenance> SourcesAsync(Actor actor, Guid id, CancellationToken cancel);

    /// <summary>Grants of a record, with names.</summary>
    Task<IReadOnlyList<NamedGrant>> GrantsAsync(Actor actor, Guid id, CancellationToken cancel);
}

/// <summary>How many records have a value.</summary>
public sealed record Facet(string? Value, string? Label, long Count);

/// <summary>Edges of a record.</summary>
/// <param name="Rows">Edges to readable records.</param>
/// <param name="Hidden">Number of edges to records the reader may not see.</param>
public sealed record Links(IReadOnlyList<Link> Rows, int Hidden);

/// <summary>An edge, read from the record asked about.</summary>
/// <param name="Relation">The edge as English, in this direction: "runs on".</param>
/// <param name="Outgoing">True when the record asked about holds the reference.</param>
/// <param name="Path">Field that holds it.</param>
/// <param name="Fields">Fields of the edge itself, such as a protocol.</param>
public sealed record Link(string Relation, bool Outgoing, string Path, Guid Id, string Kind, string Name, RecordState State, JsonObject Fields);

/// <summary>Edges of a record, grouped.</summary>
/// <param name="Hidden">Number of edges to records the reader may not see.</param>
public sealed record Neighbours(IReadOnlyList<LinkGroup> Groups, long Hidden);

/// <summary>The edges of one direction, field and Kind.</summary>
/// <param name="Kind">Singular name of the Kind at the other end.</param>
/// <param name="Count">Number of readable edges; <paramref name="Rows"/> are the first of them by name.</param>
public sealed record LinkGroup(string Relation, bool Outgoing, string Path, string Kind, long Count, IReadOnlyList<Link> Rows);

/// <summary>A grant with the name of its subject.</summary>
public sealed record NamedGrant(Subject Subject, string Name, Level Level);

/// <summary>Where the values of a record come from.</summary>
public sealed record Provenance(IReadOnlyList<Observation> Sources, IReadOnlyList<Pin> Pins, IReadOnlyDictionary<string, string> Winners);

/// <summary>What one source says.</summary>
public sealed record Observation(Guid OriginId, string Provider, string Name, string? ExternalId, JsonObject Fields, JsonNode? Raw, DateTimeOffset FirstSeen, DateTimeOffset LastSeen, int Missed);

/// <summary>A value a person set: it holds until released.</summary>
public sealed record Pin(string Path, JsonNode? Value, string By, DateTimeOffset At);

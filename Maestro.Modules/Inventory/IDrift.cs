using System.Text.Json.Nodes;
using Maestro.Modules.Kernel;

namespace Maestro.Modules.Inventory;

/// <summary>
/// What is declared beside what is there. <i>Declared</i>: a Terraform state names it. <i>Seen</i>: a cloud's crawl, facts of a host or another
/// file report it. Asked of Kinds that stand in a datacenter.
/// </summary>
public interface IDrift
{
    /// <summary>A page of readable active records with their standing. Throws <see cref="Problem"/> (malformed) for a Kind that stands nowhere.</summary>
    /// <param name="query">Kind, filter, words, order, page.</param>
    /// <param name="statuses">Only these; empty for all.</param>
    Task<Page<DriftEntry>> ListAsync(Actor actor, Query query, IReadOnlyList<DriftStatus> statuses, CancellationToken cancel);

    /// <summary>How many of the query's records have each standing; where there are very many, an estimate that says so.</summary>
    Task<IReadOnlyDictionary<DriftStatus, (long Count, bool Exact)>> CountAsync(Actor actor, Query query, CancellationToken cancel);

    /// <summary>Every entry, streamed with flat memory.</summary>
    IAsyncEnumerable<DriftEntry> StreamAsync(Actor actor, Query query, IReadOnlyList<DriftStatus> statuses, CancellationToken cancel);

    /// <summary>
    /// Notes which Kinds a cloud has been listed for completely, and where: what is declared there and was not listed is missing.
    /// A place is a region's code, or empty for all of the origin's datacenter.
    /// </summary>
    internal Task CoverAsync(Actor actor, Origin origin, IReadOnlyCollection<(string Kind, string Place)> places, CancellationToken cancel);
}

/// <summary>How what is declared and what is seen of a record stand to each other. Stored as lower-case text.</summary>
public enum DriftStatus
{
    /// <summary>Declared and seen, and both say the same wherever both say something.</summary>
    Managed,

    /// <summary>Declared and seen, and they differ in at least one field that both speak of.</summary>
    Drifted,

    /// <summary>Seen, but not declared.</summary>
    Unmanaged,

    /// <summary>Declared, but the cloud's complete list of its place does not hold it.</summary>
    Missing,

    /// <summary>Declared, and nothing has looked for it yet where it should be.</summary>
    Unchecked,

    /// <summary>Claimed by no source at all: typed in by hand, or left behind.</summary>
    Orphan,
}

/// <summary>A record, how it stands, who reports it, and where they disagree.</summary>
public sealed record DriftEntry(Record Record, DriftStatus Status, IReadOnlyList<DriftSource> Sources, IReadOnlyList<Difference> Differences);

/// <summary>A source that reports a record.</summary>
/// <param name="Missed">Complete listings since it was last seen that did not hold it.</param>
public sealed record DriftSource(string Provider, string Name, DateTimeOffset LastSeen, int Missed);

/// <summary>A field of which the declared value is not the one that is there.</summary>
/// <param name="Field">Path of the leaf: <c>datacenters.instance</c>, <c>tags[env]</c>.</param>
/// <param name="Values">What each provider that speaks of it says; what is sensitive is masked.</param>
public sealed record Difference(string Field, IReadOnlyDictionary<string, JsonNode?> Values);

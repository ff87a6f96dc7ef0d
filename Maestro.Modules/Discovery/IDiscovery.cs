using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Scheduling;

namespace Maestro.Modules.Discovery;

/// <summary>The outside world: reads what clouds, hosts and files say and makes drafts of it.</summary>
public interface IDiscovery
{
    /// <summary>
    /// Reads files into drafts; nothing is written. Throws <see cref="Problem"/> when a file cannot be read at all: malformed
    /// (not what it claims to be; names file, line and column), too large, invalid. What is wrong with a single row stands in its draft.
    /// </summary>
    Task<ImportResult> ReadAsync(Actor actor, ImportRequest request, CancellationToken cancel);

    /// <summary>Reads files and stores the plan of what they would change, to be reviewed and applied.</summary>
    Task<ImportPlan> PlanAsync(Actor actor, ImportRequest request, CancellationToken cancel);

    /// <summary>
    /// The same in the background, for large files: they are taken in before this returns, and read by a run that ends with
    /// the plan. The streams are disposed when it has ended, or when this throws. Throws <see cref="Problem"/> when a file is too large, or too much is waiting.
    /// </summary>
    Task<Run> StartAsync(Actor actor, ImportRequest request, CancellationToken cancel);

    /// <summary>Files that come to more than this are better read by a run.</summary>
    long MostAtOnce { get; }

    /// <summary>The example of Maestro's own JSON, to download and fill in.</summary>
    Stream JsonTemplate();
}

/// <summary>A file to read. The stream need not be seekable; it is read once.</summary>
/// <param name="Name">Name it had at its sender; names things in messages, and hosts in Ansible's case.</param>
public sealed record ImportFile(string Name, Stream Content);

/// <summary>Files of one source.</summary>
public sealed record ImportRequest
{
    /// <summary><c>ansible</c>, <c>terraform</c>, <c>json</c>, or <c>csv</c>, which people fill and which speaks for them.</summary>
    public required string Source { get; init; }

    /// <summary>Kind that a CSV is of, singular or plural.</summary>
    public string? Kind { get; init; }

    public required IReadOnlyList<ImportFile> Files { get; init; }

    /// <summary>Where everything in the files stands; outranks what the files say.</summary>
    public Guid? Datacenter { get; init; }

    /// <summary>Tells two uploads of one source and datacenter apart; two of one origin replace each other.</summary>
    public string? Origin { get; init; }
}

/// <summary>What files said.</summary>
public sealed record ImportResult
{
    /// <summary>Whose words these are.</summary>
    public required Origin Origin { get; init; }

    public required IReadOnlyList<Draft> Drafts { get; init; }

    /// <summary>Scopes that the files list completely; empty unless it is a Terraform state.</summary>
    public required IReadOnlyCollection<string> CompleteScopes { get; init; }

    /// <summary>What was skipped, and why.</summary>
    public required IReadOnlyList<ImportNote> Notes { get; init; }

    /// <summary>What the plan is called.</summary>
    public required string Title { get; init; }
}

/// <summary>Something a reader should know that stops nothing.</summary>
/// <param name="Subject">File, host or resource type.</param>
/// <param name="Message">What happened to it.</param>
/// <param name="Count">How many of them.</param>
public sealed record ImportNote(string Subject, string Message, int Count = 1);

/// <summary>A stored plan, and what was skipped on the way.</summary>
public sealed record ImportPlan(Plan Plan, IReadOnlyList<ImportNote> Notes);

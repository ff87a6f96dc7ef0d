using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;

namespace Maestro.Modules.Inventory;

/// <summary>What a plan does to one record. Stored as lower-case text.</summary>
public enum PlanAction
{
    Create,
    Change,
    Retire,
    Restore,
    Unchanged,
    Conflict,
    Error,
}

/// <summary>One record of a plan.</summary>
public sealed record PlanRow
{
    /// <summary>Place in the plan, from 0.</summary>
    public required int Index { get; init; }

    public required PlanAction Action { get; init; }

    /// <summary>Singular name of the Kind.</summary>
    public required string Kind { get; init; }

    /// <summary>The record, also for one that will be created; empty for an error without one.</summary>
    public Guid Id { get; init; }

    public string Name { get; init; } = "";

    /// <summary>Field changes, by path.</summary>
    public IReadOnlyList<FieldChange> Changes { get; init; } = [];

    /// <summary>All errors, by field path; a row with one is not applied.</summary>
    public IReadOnlyDictionary<string, string[]> Errors { get; init; } = new Dictionary<string, string[]>();

    /// <summary>What is worth knowing but stops nothing: unknown options, likely duplicates, pinned values.</summary>
    public IReadOnlyDictionary<string, string[]> Warnings { get; init; } = new Dictionary<string, string[]>();

    /// <summary>Names the row of the file it came from.</summary>
    public string? Label { get; init; }

    /// <summary>What sort of failure the errors are: invalid, denied, missing, stale.</summary>
    public ProblemKind? Cause { get; init; }
}

/// <summary>Rows per action.</summary>
public sealed record PlanCounts(int Create, int Change, int Retire, int Restore, int Unchanged, int Conflict, int Error)
{
    public int Total => Create + Change + Retire + Restore + Unchanged + Conflict + Error;
}

/// <summary>What a set of drafts would do; nothing has been written.</summary>
public sealed record Plan
{
    public required Guid Id { get; init; }

    public required Origin Origin { get; init; }

    /// <summary>What it is called: a file name, "Undo of …".</summary>
    public required string Title { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required PlanCounts Counts { get; init; }

    /// <summary>The rows; empty when a stored plan was read without them.</summary>
    public IReadOnlyList<PlanRow> Rows { get; init; } = [];

    /// <summary>The change set it became, once applied.</summary>
    public Guid? ChangeSet { get; init; }

    /// <summary>What the apply step writes; opaque outside Inventory.</summary>
    internal object? Work { get; init; }
}

/// <summary>How to make a plan.</summary>
public sealed record PlanOptions
{
    public string Title { get; init; } = "";

    /// <summary>Scopes listed completely: what the origin reported there before and does not now goes missing.</summary>
    public IReadOnlyCollection<string> CompleteScopes { get; init; } = [];

    /// <summary>Keep it, to be reviewed and applied later (30 days).</summary>
    public bool Store { get; init; }

    /// <summary>Identity is looked up (imports, crawls) instead of always creating (form, API).</summary>
    public bool Match { get; init; }

    /// <summary>Module that makes the plan, for Kinds which only their own module writes (<see cref="Kind.WrittenBy"/>).</summary>
    internal string? By { get; init; }

    /// <summary>
    /// With <see cref="CompleteScopes"/>, for a listing that was applied in many plans: what was last seen before this moment is what it did not
    /// see. Null where the drafts of this plan are the whole listing.
    /// </summary>
    internal DateTimeOffset? SeenSince { get; init; }

    /// <summary>What was not seen is gone at once: a person has looked at it.</summary>
    internal bool GoneAtOnce { get; init; }

    /// <summary>Grants that new records get beside their owner's.</summary>
    internal IReadOnlyList<Grant> NewGrants { get; init; } = [];

    /// <summary>The change set that this plan undoes.</summary>
    public Guid? Undoes { get; init; }

    /// <summary>Warn of likely duplicates on create.</summary>
    public bool WarnDuplicates { get; init; } = true;
}

/// <summary>How to apply a plan.</summary>
/// <param name="Reason">Why, as typed by a person.</param>
/// <param name="ValidRowsOnly">Apply the good rows and leave the others.</param>
public sealed record ApplyOptions(string? Reason = null, bool ValidRowsOnly = false)
{
    /// <summary>The change set that these changes join: a crawl is one change set over many transactions.</summary>
    internal Guid? Into { get; init; }
}

/// <summary>What was written.</summary>
/// <param name="ChangeSet">The change set, or null when nothing changed.</param>
/// <param name="Counts">Rows per action.</param>
/// <param name="Ids">Ids of the rows, in the plan's order.</param>
public sealed record Applied(Guid? ChangeSet, PlanCounts Counts, IReadOnlyList<Guid> Ids);

using System.Text.Json.Nodes;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;

namespace Maestro.Modules.Inventory.Planning;

/// <summary>One draft on its way to a row of the plan.</summary>
internal sealed class PlanItem(int index, Draft draft, Kind kind, Checking checking)
{
    public int Index { get; } = index;
    public Draft Draft { get; } = draft;
    public Kind Kind { get; set; } = kind;
    public Checking Checking { get; } = checking;

    /// <summary>Normalised fields of a source's draft.</summary>
    public JsonObject Fields { get; set; } = [];
    public string ExternalId { get; set; } = "";
    public List<Identity> Keys { get; set; } = [];

    /// <summary>What tells this report from another of the same thing.</summary>
    public byte[] Digest { get; set; } = [];

    /// <summary>The record it became part of.</summary>
    public Working? Record { get; set; }

    /// <summary>Unchanged by digest: the record's id and name, nothing else was loaded.</summary>
    public (Guid Id, string Name)? Same { get; set; }
    public ProblemKind? Cause { get; private set; }
    public string? Conflict { get; set; }
    public Level Needs { get; set; } = Level.Write;

    public bool Failed => Cause is not null || Checking.HasErrors;

    /// <summary>Ends this item with a failure that is no field's.</summary>
    public void Fail(ProblemKind cause, string path, string message)
    {
        Cause ??= cause;
        Checking.Error(path, message);
    }

}

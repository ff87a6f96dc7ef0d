using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;

namespace Maestro.Modules.Inventory.Planning;

/// <summary>Makes the rows of a plan, and the work behind them, out of what planning left in memory.</summary>
internal sealed class RowMaking(PlanRun run)
{
    private readonly List<PlanRow> rows = [];
    private readonly List<RecordWork> work = [];
    private readonly HashSet<Guid> done = [];

    // One record may stand in a list twice: what one of its rows needs, all of them need.
    private readonly Dictionary<Guid, Level> needs = run.Items.Where(item => item.Record is not null && !item.Failed)
        .GroupBy(item => item.Record!.Id).ToDictionary(group => group.Key, group => group.Max(item => item.Needs));

    internal (List<PlanRow> Rows, List<RecordWork> Work) Make()
    {
        foreach (var item in run.Items)
            rows.Add(Of(item));
        foreach (var record in run.Followers.Select(id => run.Records[id]).Where(record => done.Add(record.Id)))
            Follow(record);
        return (rows, work);
    }

    private PlanRow Of(PlanItem item)
    {
        var label = item.Draft.Label;
        if (item.Same is { } same)
            return new PlanRow { Index = item.Index, Action = PlanAction.Unchanged, Kind = item.Kind.Name, Id = same.Id, Name = same.Name, Label = label, Warnings = item.Checking.Warnings };
        var record = item.Record;
        var name = record?.Name is { Length: > 0 } known ? known : item.Draft.Fields["name"].Text() ?? item.Draft.Fields["hostname"].Text() ?? label ?? "";
        if (!item.Failed && record is { IsNew: false })
            Permit(item, record, needs[record.Id]);
        if (item.Failed)
            return new PlanRow { Index = item.Index, Action = PlanAction.Error, Kind = item.Kind.Name, Id = item.Draft.Id ?? Guid.Empty, Name = name, Label = label, Errors = item.Checking.Errors, Warnings = item.Checking.Warnings, Cause = item.Cause ?? ProblemKind.Invalid };
        if (run.Outdated is not null)
            return new PlanRow { Index = item.Index, Action = PlanAction.Unchanged, Kind = record?.Kind.Name ?? item.Kind.Name, Id = record?.Id ?? Guid.Empty, Name = name, Label = label, Warnings = item.Checking.Warnings };
        var first = done.Add(record!.Id);
        var changes = first ? record.Changes() : [];
        var action = first ? ActionOf(item, record, changes) : PlanAction.Unchanged;
        if (first && (record.Touched || record.IsNew))
            work.Add(WorkMaking.Of(record, item.Index, action, changes, needs[record.Id]));
        return new PlanRow { Index = item.Index, Action = action, Kind = record.Kind.Name, Id = record.Id, Name = record.Name, Label = label, Changes = changes, Warnings = WarningsOf(item) };
    }

    private static Dictionary<string, string[]> WarningsOf(PlanItem item)
    {
        var warnings = item.Checking.Warnings.ToDictionary();
        if (item.Conflict is { } conflict)
            warnings[""] = [conflict];
        return warnings;
    }

    // A person needs the level on the record; a source needs its owner to have it.
    private void Permit(PlanItem item, Working record, Level needed)
    {
        var level = run.Origin.IsPerson ? record.Level : record.OwnerLevel;
        if (level < needed && record.Touched)
            item.Fail(ProblemKind.Denied, "", $"needs {needed.ToString().ToLowerInvariant()} on {record.Name}; you have {level.ToString().ToLowerInvariant()}");
    }

    private static PlanAction ActionOf(PlanItem item, Working record, List<FieldChange> changes) =>
        item.Conflict is not null && record.IsNew ? PlanAction.Conflict
        : record.IsNew ? PlanAction.Create
        : record.State == "deleted" && record.StateBefore != "deleted" ? PlanAction.Retire
        : record.StateBefore is "deleted" or "gone" && record.State == "present" ? PlanAction.Restore
        : changes.Count > 0 ? PlanAction.Change
        : PlanAction.Unchanged;

    private void Follow(Working record)
    {
        var changes = record.Changes();
        if (changes.Count == 0 && record.Dropped.Count == 0)
            return;
        var action = record.State == "gone" && record.StateBefore != "gone" ? PlanAction.Retire : PlanAction.Change;
        // That it may change was asked of the origin's owner; the person does not change it, the news does.
        work.Add(WorkMaking.Of(record, rows.Count, action, changes, run.Origin.IsPerson ? Level.None : Level.Write));
        rows.Add(new PlanRow { Index = rows.Count, Action = action, Kind = record.Kind.Name, Id = record.Id, Name = record.Name, Changes = changes });
    }

    internal static PlanCounts Count(IReadOnlyList<PlanRow> rows)
    {
        int Of(PlanAction action) => rows.Count(row => row.Action == action);
        return new(Of(PlanAction.Create), Of(PlanAction.Change), Of(PlanAction.Retire), Of(PlanAction.Restore), Of(PlanAction.Unchanged), Of(PlanAction.Conflict), Of(PlanAction.Error));
    }
}

using System.Text.Json.Nodes;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;

namespace Maestro.Modules.Inventory.Planning;

/// <summary>Lays one draft upon its record, in memory.</summary>
internal sealed class Drafting(Actor actor, Origin origin, Guid originId, Normalizing normalizing, Resolving resolving, DateTimeOffset now)
{
    /// <summary>A source's report: replaces what this source said before, and brings back what had gone missing.</summary>
    internal void Observe(PlanItem item, Working record)
    {
        item.Record = record;
        if (record.State == "deleted")
        {
            item.Checking.Warn("", "was retired by hand and stays retired until it is restored");
            return;
        }

        if (item.Kind != record.Kind && !Moves(item, record))
            return;
        var seen = new Observed(originId, origin.Provider, origin.Name, item.ExternalId, item.Fields)
        {
            Keys = [.. item.Draft.Keys],
            Digest = item.Digest,
            Raw = item.Draft.Raw,
            Scope = item.Draft.Scope,
        };
        if (item.Draft.ExternalId is null)
            Outgrow(item, record);
        record.Observations = [.. record.Observations.Where(one => (one.OriginId, one.ExternalId) != (originId, item.ExternalId)), seen];
        record.Fresh.RemoveAll(one => one.ExternalId == item.ExternalId);
        record.Fresh.Add(seen);
        record.State = "present";
        record.Touched = true;
        record.Recompute(resolving.External);
        WarnOfPins(item, record);
    }

    // What a person has set stays, and the source's word is kept beside it: whoever reviews the plan is told.
    private void WarnOfPins(PlanItem item, Working record)
    {
        if (record.Hand.Count == 0)
            return;
        foreach (var (leaf, value) in Leaves.Of(record.Kind, Merge.Resolved(item.Fields, external => resolving.External(originId, external))))
        {
            if (record.Hand.TryGetValue(leaf, out var hand) && !Json.Same(hand.Value, value))
                item.Checking.Warn(leaf, "pinned: kept as observed");
        }
    }

    // A report without an id of its own is known by its best key, which may be a better one than last time (the datacenter
    // has become known, say): the report under the old key is the same one, outdated.
    private void Outgrow(PlanItem item, Working record)
    {
        foreach (var old in record.Observations.Where(one => one.OriginId == originId && one.ExternalId != item.ExternalId
            && one.ExternalId.StartsWith($"{record.Kind.Root}/", StringComparison.Ordinal) && !record.Fresh.Contains(one)).ToList())
        {
            record.Observations.Remove(old);
            record.Dropped.Add((old.OriginId, old.ExternalId));
        }
    }

    // A record keeps its family; a plain application that a source knows better stays what it is.
    private static bool Moves(PlanItem item, Working record)
    {
        if (record.IsNew)
            return true;
        item.Fail(ProblemKind.Invalid, "family", $"the record is a {record.Kind.Label.ToLowerInvariant()}, this says {item.Kind.Label.ToLowerInvariant()}; a record keeps its family");
        return false;
    }

    /// <summary>A person's change: what differs from the effective value is pinned.</summary>
    internal void Edit(PlanItem item, Working record)
    {
        item.Record = record;
        var draft = item.Draft;
        if (draft.Version is { } based && based != record.Version && !record.IsNew)
        {
            item.Fail(ProblemKind.Stale, "", "has changed since you read it; read it again and repeat your change");
            return;
        }

        switch (draft.Action)
        {
            case DraftAction.Retire:
                item.Needs = Level.Admin;
                record.State = "deleted";
                break;
            case DraftAction.Restore:
                item.Needs = Level.Admin;
                record.State = "present";
                record.MergedInto = null;
                break;
            case DraftAction.Save:
                Save(item, record);
                break;
            case DraftAction.Give:
                item.Needs = Level.Admin;
                break;
        }

        if (draft.Owner is { } owner)
        {
            item.Needs = Level.Admin;
            record.Owner = owner;
        }

        if (draft.Grants is { } grants)
            Regrant(item, record, grants);
        if (!item.Failed)
        {
            record.Touched = true;
            record.Recompute(resolving.External);
        }
    }

    private void Save(PlanItem item, Working record)
    {
        var draft = item.Draft;
        if (record.StateBefore is "deleted" or "gone" && !record.IsNew && draft.Leaves is null && draft.HandBack is null)
        {
            item.Fail(ProblemKind.Conflict, "", "is retired: restore it first");
            return;
        }

        foreach (var path in draft.Release)
        {
            foreach (var leaf in record.Hand.Keys.Where(leaf => leaf == path || leaf.StartsWith(path + ".", StringComparison.Ordinal) || leaf.StartsWith(path + "[", StringComparison.Ordinal)).ToList())
                record.Hand.Remove(leaf);
        }

        if (draft.Replace)
            ReleaseOmitted(record, draft.Fields);
        if (draft.Release.Count > 0 || draft.Replace)
            record.Recompute(resolving.External);
        PutBack(record, draft);
        var before = record.Doc;
        var after = normalizing.Patched(record.Kind, before, draft.Fields, item.Checking);
        if (record.IsNew)
            Defaults(record.Kind, after);
        resolving.Resolve(record.Kind, after, before, item.Checking);
        if (record.Observations.Count == 0 || record.IsNew)
            Normalizing.Complete(record.Kind, after, item.Checking);
        if (!item.Checking.HasErrors)
            Pin(record, before, after);
    }

    private void PutBack(Working record, Draft draft)
    {
        foreach (var (leaf, entry) in draft.HandBack ?? [])
        {
            if (entry is null)
                record.Hand.Remove(leaf);
            else
                record.Hand[leaf] = HandJson.ReadEntry(entry);
        }

        if (draft.Leaves is not { } leaves)
            return;
        record.Recompute(resolving.External);
        var effective = Leaves.Of(record.Kind, record.Doc);
        foreach (var (leaf, value) in leaves)
        {
            if (!Json.Same(effective.GetValueOrDefault(leaf), value))
                record.Hand[leaf] = new(value.Copy(), actor.Name, now);
        }

        record.Recompute(resolving.External);
    }

    private void Pin(Working record, JsonObject before, JsonObject after)
    {
        foreach (var change in Leaves.Diff(Leaves.Of(record.Kind, before), Leaves.Of(record.Kind, after)))
        {
            // Where no source ever spoke, clearing a value needs no memory of it.
            if (change.After is null && record.Observations.Count == 0)
                record.Hand.Remove(change.Path);
            else
                record.Hand[change.Path] = new(change.After.Copy(), actor.Name, now);
        }
    }

    private static void ReleaseOmitted(Working record, JsonObject given)
    {
        foreach (var leaf in record.Hand.Keys.Where(leaf => !given.ContainsKey(Leaves.FieldOf(leaf)) && record.Kind.Find(Leaves.FieldOf(leaf)) is { ReadOnly: false }).ToList())
            record.Hand.Remove(leaf);
    }

    private static void Defaults(Kind kind, JsonObject document)
    {
        foreach (var field in kind.Fields.Where(field => field.Default is not null && document[field.Name] is null))
            document[field.Name] = field.Type.Parse(field.Default!);
    }

    private static void Regrant(PlanItem item, Working record, IReadOnlyList<Grant> grants)
    {
        item.Needs = Level.Admin;
        if (record.Kind.Shared)
            item.Fail(ProblemKind.Invalid, "grants", $"{record.Kind.LabelPlural} are shared by everybody and have no grants");
        else if (grants.All(grant => grant.Level < Level.Admin))
            item.Fail(ProblemKind.Conflict, "grants", "somebody must stay admin of the record");
        else if (grants.DistinctBy(grant => grant.Subject).Count() != grants.Count)
            item.Fail(ProblemKind.Invalid, "grants", "names one user or team twice");
        else
            record.Grants = [.. grants];
    }
}

using System.Text.Json.Nodes;
using Maestro.Modules.Inventory.Records;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;

namespace Maestro.Modules.Inventory.Planning;

/// <summary>The state of one planning: items in, records in memory, rows and work out.</summary>
internal sealed class PlanRun(Actor actor, Origin origin, Guid originId, PlanOptions options, Normalizing normalizing, Resolving resolving, DateTimeOffset now)
{
    internal Actor Actor => actor;
    internal Origin Origin => origin;
    internal Guid OriginId => originId;
    internal PlanOptions Options => options;
    internal Resolving Resolving => resolving;
    internal Matching Matching { get; } = new();
    internal OwnerView OwnerView { get; } = OwnerView.Of(actor, origin.Owner);
    internal Intake Intake { get; } = new(actor, origin, originId, options, normalizing);
    internal List<PlanItem> Items => Intake.Items;
    internal Dictionary<Guid, Working> Records { get; } = [];

    /// <summary>Records that change although no draft names them.</summary>
    internal HashSet<Guid> Followers { get; } = [];
    internal List<Sighting> Missed { get; } = [];

    /// <summary>Why nothing may be created for the origin's owner; null when it may.</summary>
    internal string? MayNotCreate { get; init; }

    /// <summary>Serial of the newer state that has been read already; null when this is the newest.</summary>
    internal long? Outdated { get; init; }
    private readonly List<ConflictWork> conflicts = [];
    private readonly Drafting drafting = new(actor, origin, originId, normalizing, resolving, now);

    internal void Know(IReadOnlyDictionary<Guid, Working> loaded)
    {
        foreach (var (id, record) in loaded)
        {
            if (Records.TryAdd(id, record))
                resolving.Announce(record);
        }
    }

    /// <summary>Lays every draft upon its record, in order; records made by earlier drafts are known to later ones.</summary>
    internal void LayAll(TimeProvider time)
    {
        // New things that others name are announced before anybody's references are resolved.
        foreach (var item in Items.Where(item => !item.Failed && item.Same is null))
            Place(item, time);
        foreach (var item in Items.Where(item => item.Record is not null && !item.Failed))
        {
            if (origin.IsPerson)
                drafting.Edit(item, item.Record!);
            else
                Observe(item);
        }
    }

    /// <summary>Recognises what an outdated state names, and leaves all of it alone.</summary>
    internal void PassAll()
    {
        foreach (var item in Items.Where(item => !item.Failed))
        {
            if (item.Same is null)
                item.Record = Matching.Find(item.Kind, originId, item.ExternalId.Length > 0 ? item.ExternalId : null, item.Keys, Records).Record;
            item.Checking.Warn("", FormattableString.Invariant($"this state (serial {origin.Serial}) is older than the one read last (serial {Outdated}): nothing is taken from it"));
        }
    }

    private void Place(PlanItem item, TimeProvider time)
    {
        if (item.Draft.Id is { } id)
            item.Record = Named(item, id);
        else if (item.Draft.NewId is { } wanted && Records.ContainsKey(wanted))
            item.Record = Named(item, wanted);
        else if (options.Match && Identify(item) is { } match)
            item.Record = match;
        if (item.Record is null && !item.Failed)
            Create(item, time);
        if (item.Record is { } record)
        {
            if (record.IsNew && item.Fields.Count > 0)
                record.Identities = [.. record.Identities.Union(item.Keys)];
            Matching.Announce(record, originId);
            resolving.Announce(record);
        }
    }

    private Working? Named(PlanItem item, Guid id)
    {
        if (!Records.TryGetValue(id, out var record) || record.Level < Level.Read || (record.Kind != item.Kind && record.Kind.Root != item.Kind.Name))
        {
            item.Fail(ProblemKind.Missing, "", $"there is no {item.Kind.Label.ToLowerInvariant()} with the id {id}, or you may not see it");
            return null;
        }

        item.Kind = record.Kind;
        return record;
    }

    private Working? Identify(PlanItem item)
    {
        var match = Matching.Find(item.Kind, originId, item.ExternalId.Length > 0 ? item.ExternalId : null, item.Keys, Records);
        if (match.Reason is { } reason)
            item.Conflict = reason;
        foreach (var other in match.Others)
            conflicts.Add(new(item.Kind.Name, match.Record?.Id ?? Guid.Empty, other.Id, match.Reason ?? $"shares {Shared(item, other)} with another record"));
        if (match.Others.Count > 0)
            pending.Add((conflicts.Count - match.Others.Count, match.Others.Count, item));
        if (match.Record is { } found && !origin.IsPerson && found.OwnerLevel < Level.Write && !found.IsNew)
        {
            item.Fail(ProblemKind.Denied, "", $"is {found.Name}, which {origin.Name} may read but not change");
            return null;
        }

        return match.Record;
    }

    private readonly List<(int From, int Count, PlanItem Item)> pending = [];

    private static string Shared(PlanItem item, Working other) =>
        Matching.Words(item.Keys.FirstOrDefault(key => other.Identities.Any(theirs => theirs.Key == key.Key)) is { Key: { } key } ? key : "uid:");

    private void Create(PlanItem item, TimeProvider time)
    {
        if (item.Draft.Action != DraftAction.Save)
        {
            item.Fail(ProblemKind.Missing, "", "there is nothing to retire or restore");
            return;
        }

        if (MayCreate(item) is { } denied)
        {
            item.Fail(ProblemKind.Denied, "", denied);
            return;
        }

        var record = new Working
        {
            Id = item.Draft.NewId ?? Ids.New(time),
            Kind = item.Kind,
            Owner = item.Kind.Shared ? new("shared", Actor.Everyone) : origin.Owner,
            CreatedAt = now,
            IsNew = true,
            Level = Level.Admin,
            OwnerLevel = Level.Admin,
            Grants = item.Kind.Shared ? [] : [new(origin.Owner, Level.Admin), .. options.NewGrants.Where(grant => grant.Subject != origin.Owner)],
            Name = (item.Fields["name"] ?? item.Draft.Fields["name"]).Text()?.Trim() ?? "",
        };
        Records[record.Id] = record;
        item.Record = record;
    }

    private string? MayCreate(PlanItem item)
    {
        if (item.Kind.Shared)
            return actor.SeesAll ? null : $"Only administrators change {item.Kind.LabelPlural.ToLowerInvariant()}.";
        return MayNotCreate;
    }

    private void Observe(PlanItem item)
    {
        var record = item.Record!;
        resolving.Resolve(item.Kind, item.Fields, [], item.Checking);
        if (item.Checking.HasErrors)
            return;
        drafting.Observe(item, record);
        if (record.IsNew && !origin.Tolerant && !item.Failed)
            Normalizing.Complete(record.Kind, record.Doc, item.Checking);
        resolving.Announce(record);
    }

    /// <summary>Everything is known now: references to things that came later in the batch are resolved.</summary>
    internal void Settle()
    {
        foreach (var record in Records.Values.Where(record => record.Touched || Followers.Contains(record.Id)))
        {
            if (Followers.Contains(record.Id) || record.Waiting || resolving.Moved)
                record.Recompute(resolving.External);
        }

        foreach (var (from, count, item) in pending)
        {
            for (var at = from; at < from + count; at++)
                conflicts[at] = conflicts[at] with { RecordId = item.Record?.Id ?? Guid.Empty };
        }

        while (FailDependants())
        {
        }
    }

    // What points at a new record that will not be written cannot be written either.
    private bool FailDependants()
    {
        var dead = Items.Where(item => item.Failed && item.Record is { IsNew: true }).ToDictionary(item => item.Record!.Id);
        var failed = false;
        foreach (var item in dead.Count == 0 ? [] : Items.Where(item => !item.Failed && item.Record is not null))
        {
            foreach (var link in WorkMaking.LinksOf(item.Kind, item.Record!.Doc).Where(link => dead.ContainsKey(link.Target)).DistinctBy(link => link.Path))
            {
                item.Fail(ProblemKind.Invalid, link.Path, $"points at {dead[link.Target].Record!.Name}, which has errors itself");
                failed = true;
            }
        }

        return failed;
    }

    /// <summary>The plan: rows for people, work for the apply step.</summary>
    internal Plan Finish(Guid id)
    {
        var rows = new RowMaking(this).Make();
        return new Plan
        {
            Id = id,
            Origin = origin,
            Title = options.Title,
            CreatedAt = now,
            Counts = RowMaking.Count(rows.Rows),
            Rows = rows.Rows,
            Work = new PlanWork
            {
                OriginId = origin.IsPerson ? null : originId,
                Outdated = Outdated is not null,
                Records = rows.Work,
                Seen = Outdated is not null ? [] : [.. Items.Where(item => item.Same is not null).Select(item => new Sighting(item.ExternalId, item.Same!.Value.Id)),
                    // What could not be taken was seen all the same.
                    .. Items.Where(item => item.Failed && item.Same is null && item.ExternalId.Length > 0).Select(item => new Sighting(item.ExternalId, Guid.Empty))],
                Missed = Missed,
                Conflicts = [.. conflicts.Where(conflict => conflict.RecordId != Guid.Empty && conflict.RecordId != conflict.OtherId)],
                Undoes = options.Undoes,
            },
        };
    }
}

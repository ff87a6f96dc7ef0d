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
    internal List<PlanItem> Items { get; } = [];
    internal Dictionary<Guid, Working> Records { get; } = [];

    /// <summary>Records that change although no draft names them.</summary>
    internal HashSet<Guid> Followers { get; } = [];
    internal List<Sighting> Missed { get; } = [];

    /// <summary>Why nothing may be created for the origin's owner; null when it may.</summary>
    internal string? MayNotCreate { get; init; }

    /// <summary>Serial of the newer state that has been read already; null when this is the newest.</summary>
    internal long? Outdated { get; init; }
    private readonly List<ConflictWork> conflicts = [];
    private readonly Digesting digesting = new(origin.Datacenter);
    private readonly Drafting drafting = new(actor, origin, originId, normalizing, resolving, now);

    /// <summary>Names every draft; what a source reports in the same words as before is told by its digest alone.</summary>
    internal void Read(IReadOnlyList<Draft> drafts)
    {
        for (var index = 0; index < drafts.Count; index++)
        {
            var draft = drafts[index];
            var checking = normalizing.Checking(origin.Tolerant);
            var item = new PlanItem(index, draft, normalizing.KindOf(draft, checking), checking);
            Items.Add(item);
            foreach (var (path, messages) in draft.Errors)
                messages.ForEach(message => checking.Error(path, message));
            if (!actor.Reaches(item.Kind.Name))
            {
                item.Fail(ProblemKind.Denied, "", $"this token is limited to some Kinds, and {item.Kind.LabelPlural.ToLowerInvariant()} are not among them");
                continue;
            }

            if (!origin.IsPerson && draft.ExternalId is { } external)
            {
                item.ExternalId = $"{item.Kind.Root}/{external}";
                item.Digest = digesting.Of(item.Draft);
            }
        }
    }

    /// <summary>Checks every draft that is not known to be unchanged.</summary>
    internal void Check()
    {
        var seen = new Dictionary<string, PlanItem>(StringComparer.Ordinal);
        foreach (var item in Items)
        {
            if (!origin.IsPerson)
                CheckSource(item, seen);
            else if (options.Match)
                item.Keys = Keys.Of(item.Kind, PreviewOf(item), item.Draft.Keys, originId);
        }
    }

    private void CheckSource(PlanItem item, Dictionary<string, PlanItem> seen)
    {
        if (item.Same is null)
        {
            item.Fields = Normalizing.Source(item.Kind, item.Draft.Fields, item.Checking);
            Place(item.Kind, item.Fields);
            item.Keys = Keys.Of(item.Kind, item.Fields, item.Draft.Keys, originId);
        }

        if (item.ExternalId.Length == 0)
        {
            if (item.Keys.Count == 0)
            {
                item.Fail(ProblemKind.Invalid, "", "has nothing to be recognised by: no provider id, address, host name or name");
                return;
            }

            item.ExternalId = $"{item.Kind.Root}/{item.Keys[0].Key}";
            item.Digest = digesting.Of(item.Draft);
        }

        if (seen.TryAdd(item.ExternalId, item))
            return;
        item.Same = null;
        item.Fail(ProblemKind.Invalid, "", $"is in the file twice: {seen[item.ExternalId].Draft.Label ?? FormattableString.Invariant($"row {seen[item.ExternalId].Index + 1}")} is the same {item.Kind.Label.ToLowerInvariant()}");
        item.ExternalId = FormattableString.Invariant($"{item.ExternalId}#{item.Index}");
    }

    // Everything of an origin is in its datacenter, whatever the file says.
    private void Place(Kind kind, JsonObject fields)
    {
        if (origin.Datacenter is not { } datacenter || kind.Find("datacenters") is null)
            return;
        var placement = fields["datacenters"] as JsonObject ?? [];
        placement.Remove("name");
        placement.Remove("id");
        placement.Insert(0, "id", datacenter.ToString());
        fields["datacenters"] ??= placement;
    }

    /// <summary>A person's fields with their references still as they were sent, only to look up names and ids.</summary>
    internal JsonObject PreviewOf(PlanItem item)
    {
        var loose = normalizing.Checking(tolerant: true);
        return Normalizing.Source(item.Kind, item.Draft.Fields, loose);
    }

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
            Grants = item.Kind.Shared ? [] : [new(origin.Owner, Level.Admin)],
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
                Seen = Outdated is not null ? [] : [.. Items.Where(item => item.Same is not null).Select(item => new Sighting(item.ExternalId, item.Same!.Value.Id))],
                Missed = Missed,
                Conflicts = [.. conflicts.Where(conflict => conflict.RecordId != Guid.Empty && conflict.RecordId != conflict.OtherId)],
                Undoes = options.Undoes,
            },
        };
    }
}

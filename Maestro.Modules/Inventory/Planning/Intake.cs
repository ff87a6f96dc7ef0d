using System.Text.Json.Nodes;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;

namespace Maestro.Modules.Inventory.Planning;

/// <summary>Takes drafts in: names each, digests it, and checks what is not known to be unchanged.</summary>
internal sealed class Intake(Actor actor, Origin origin, Guid originId, PlanOptions options, Normalizing normalizing)
{
    private readonly Digesting digesting = new(origin.Datacenter);

    internal List<PlanItem> Items { get; } = [];

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

            if (item.Kind.WrittenBy is { } module && module != options.By && Writes(draft))
            {
                item.Fail(ProblemKind.Denied, "", $"{item.Kind.LabelPlural.ToLowerInvariant()} are created and changed at {item.Kind.Plural} only: more hangs on them than their fields");
                continue;
            }

            if (!origin.IsPerson && draft.ExternalId is { } external)
            {
                item.ExternalId = $"{item.Kind.Root}/{external}";
                item.Digest = digesting.Of(item.Kind, item.Draft);
            }
        }
    }

    private static bool Writes(Draft draft) =>
        draft.Action == DraftAction.Save && (draft.Id is null || draft.Replace || draft.Fields.Count > 0 || draft.Leaves is { Count: > 0 } || draft.HandBack is { Count: > 0 } || draft.Release.Count > 0);

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
            item.Digest = digesting.Of(item.Kind, item.Draft);
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
}

using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;

namespace Maestro.Web.Inventory.Records;

/// <summary>A step of the chain: who stands there.</summary>
internal sealed record ChainStep(string Kind, IReadOnlyList<ChainLink> Links, int More);

/// <summary>One record of a step.</summary>
internal sealed record ChainLink(Guid Id, string Kind, string Name, string? Note);

/// <summary>Whom a record runs for: volume › server › application › system › client, climbed over references.</summary>
internal static class Chain
{
    private const int Widest = 50;
    private const int Shown = 3;

    // The field that leads one step up, by the root of the Kind.
    private static readonly Dictionary<string, string[]> Up = new(StringComparer.Ordinal)
    {
        ["snapshot"] = ["server", "volume"],
        ["volume"] = ["servers"],
        ["public-ip"] = ["servers"],
        ["network-interface"] = ["servers"],
        ["server"] = ["applications"],
        ["application"] = ["system"],
        ["system"] = ["clients"],
    };

    /// <summary>The steps above a record, from the client down; empty when nothing is known.</summary>
    public static async Task<IReadOnlyList<ChainStep>> AboveAsync(IInventory inventory, IKinds kinds, Actor actor, RecordView view, CancellationToken cancel)
    {
        var steps = new List<ChainStep>();
        var level = new List<Record> { view.Record };
        // A member of a cluster runs it, whether or not the application is named on the server.
        var more = view.Groups("nodes.server", outgoing: false).SelectMany(group => group.Rows).Select(link => link.Id);
        while (level.Count > 0 && steps.Count < 6)
        {
            var field = FieldsUp(kinds.Get(level[0].Kind)).FirstOrDefault(name => level.Any(record => Edges.Items(record, name).Count > 0) || more.Any());
            if (field is null || Paths.RefOf(kinds.Get(level[0].Kind).Find(field))?.Kind is not { } above)
                break;
            var ids = level.SelectMany(record => Targets(record, field)).Concat(more).Distinct().Take(Widest).ToArray();
            more = [];
            var page = await inventory.ListAsync(actor, new Query { Kind = above, Ids = ids, Limit = Widest, Counted = false, At = view.At, Order = [new Sort("name", false)] }, cancel);
            if (page.Rows.Count == 0)
                break;
            steps.Add(new(above, [.. page.Rows.Take(Shown).Select(record => new ChainLink(record.Id, record.Kind, record.Name, Role(record, view.Record.Id)))], page.Rows.Count - Math.Min(Shown, page.Rows.Count)));
            level = [.. page.Rows];
        }

        steps.Reverse();
        return steps;
    }

    private static IEnumerable<Guid> Targets(Record record, string field) =>
        Edges.Items(record, field).Where(item => item["hidden"] is null).Select(item => item.RefId()).OfType<Guid>();

    private static IEnumerable<string> FieldsUp(Kind kind) => Up.GetValueOrDefault(kind.Root) ?? Up.GetValueOrDefault(kind.Name) ?? [];

    /// <summary>The part that a server has in a cluster: "primary".</summary>
    private static string? Role(Record record, Guid server) =>
        Edges.Items(record, "nodes").FirstOrDefault(node => node["server"].RefId() == server)?["role"].Text();
}

using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Web.Inventory.Records;

namespace Maestro.Web.Inventory.Panels;

/// <summary>Joins an application with its hosts and their matching service, and finds hosts that have it and are not linked.</summary>
public sealed partial class ApplicationPanel
{
    private const int Shown = 50;
    private const int Suggestions = 6;
    private IReadOnlyList<ServiceHost> hosts = [];
    private IReadOnlyList<ServiceHost> suggested = [];
    private IReadOnlyList<Link> incoming = [];
    private long hostCount;
    private long hiddenUses;
    private bool thirdParty;

    private static readonly string[] Uses = ["deps", "targets"];

    /// <summary>References to other applications that carry fields of their own: dependencies, targets, consumers.</summary>
    private IEnumerable<Field> EdgeFields => View.Kind.Fields.Where(one => Uses.Contains(one.Name) && (View.MayWrite || View.Record.Fields[one.Name] is not null));

    protected override async Task ReadAsync(Actor actor)
    {
        var id = View.Record.Id.ToString();
        thirdParty = View.Record.Fields["own"] is JsonValue own && own.TryGetValue<bool>(out var value) && value;
        hostCount = View.Groups("applications", outgoing: false).Sum(group => group.Count);
        hosts = hostCount == 0 ? [] : Bindings.Hosts(View.Record, await ListAsync(actor, "server", Is("applications", id), Shown));
        var names = Bindings.ServicesOf(View.Record);
        suggested = thirdParty || names.Count == 0 || !View.MayWrite ? []
            : Bindings.Hosts(View.Record, await ListAsync(actor, "server", Unlinked(id, names), Suggestions));
        var groups = View.Neighbours.Groups.Where(group => !group.Outgoing && Uses.Contains(group.Path)).ToList();
        incoming = [.. groups.SelectMany(group => group.Rows)];
        hiddenUses = groups.Sum(group => group.Count - group.Rows.Count);
    }

    // Another environment's hosts are somebody else's.
    private Filter.And Unlinked(string id, IReadOnlyList<string> names)
    {
        var filters = new List<Filter> { Named("services__name", [.. names]), new Filter.Test("applications", "n", [id]) };
        if (View.Record.Fields["environment"].Text() is { } environment)
            filters.Add(Is("environment", environment));
        return new Filter.And(filters);
    }

    private Task LinkAsync(Record server) =>
        SaveAsync(L["{0} is linked.", server.Name], Edges.With(server, "applications", new JsonObject { ["id"] = View.Record.Id.ToString() }));

    private async Task LinkIdAsync(Guid id)
    {
        Record? server = null;
        if (await TryAsync(async () => server = await Inventory.GetAsync(await ActorAsync(), "server", id, null, Gone)))
            await LinkAsync(server!);
    }

    private Task UnlinkAsync(Record server) =>
        SaveAsync(L["{0} is no longer linked.", server.Name], Edges.Without(server, "applications", item => item.RefId() == View.Record.Id));
}

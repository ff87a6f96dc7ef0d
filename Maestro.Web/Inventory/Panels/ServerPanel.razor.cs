using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Web.Inventory.Records;

namespace Maestro.Web.Inventory.Panels;

/// <summary>Joins a server's disks with volumes, and its services with the applications built on them.</summary>
public sealed partial class ServerPanel
{
    private const int Most = 100;
    private IReadOnlyList<Disk> disks = [];
    private IReadOnlyList<BoundService> services = [];
    private IReadOnlyList<Record> linked = [];
    private string? open;

    protected override async Task ReadAsync(Actor actor)
    {
        var volumes = View.Groups("servers", outgoing: false).Any(group => group.Kind == "volume")
            ? await ListAsync(actor, "volume", Is("servers", View.Record.Id.ToString()), Most) : [];
        disks = Disk.Of(View.Record, volumes);
        var members = View.Groups("nodes.server", outgoing: false).SelectMany(group => group.Rows).Select(link => link.Id);
        linked = await ByIdAsync(actor, "application", Items("applications").Select(item => item.RefId()).OfType<Guid>().Concat(members));
        services = Bindings.OnHost(View.Record, linked, View.MayWrite ? await CandidatesAsync(actor) : []);
    }

    // Applications of the same environment that name one of the services come first; others of it may be meant as well.
    private async Task<IReadOnlyList<Record>> CandidatesAsync(Actor actor)
    {
        var names = Items("services").Select(service => service["name"].Text()).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).Take(50).ToArray();
        if (names.Length == 0)
            return [];
        var found = await ListAsync(actor, "application", new Filter.Or([Named("provider", names), Named("language", names)]), Most);
        var environment = View.Record.Fields["environment"].Text();
        return [.. found.OrderBy(record => record.Fields["environment"].Text() != environment)];
    }

    private void Toggle(string service) => open = open == service ? null : service;

    private Task LinkAsync(Record application) =>
        SaveAsync(L["{0} is linked.", application.Name], Edges.With(View.Record, "applications", new JsonObject { ["id"] = application.Id.ToString() }));

    private Task LinkIdAsync(Guid application) =>
        SaveAsync(L["The application is linked."], Edges.With(View.Record, "applications", new JsonObject { ["id"] = application.ToString() }));

    private Task UnlinkAsync(Record application) =>
        SaveAsync(L["{0} is no longer linked.", application.Name], Edges.Without(View.Record, "applications", item => item.RefId() == application.Id));
}

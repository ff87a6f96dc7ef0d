using System.Text.Json.Nodes;
using Maestro.Modules.Discovery.Files;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Microsoft.Extensions.Options;

namespace Maestro.Modules.Discovery.Importing;

/// <summary>CSV is a list that a person exported, changed and brings back: the inventory reads it, and it speaks for that person.</summary>
internal sealed class CsvReading(IKinds kinds, IExchange exchange, IInventory inventory, IOptions<FilesOptions> options)
{
    internal async Task<ImportResult> ReadAsync(Actor actor, ImportRequest request, CancellationToken cancel)
    {
        var kind = request.Kind is not { } name ? throw Problem.Malformed("kind: say what the rows are, such as kind=servers.")
            : kinds.Find(name) ?? throw Problem.Malformed($"kind: there is no \"{Refusal.Shown(name)}\".");
        var drafts = new List<Draft>();
        foreach (var file in request.Files)
        {
            await using var spool = await Spool.ReadAsync(file.Content, file.Name, options.Value, cancel);
            if (spool.Length == 0)
                throw Refusal.Malformed($"\"{Refusal.Shown(file.Name)}\" is empty.");
            drafts.AddRange(await exchange.ReadCsvAsync(kind.Name, spool, cancel));
        }

        if (request.Datacenter is { } datacenter && kind.Find("datacenters") is not null)
        {
            await inventory.GetAsync(actor, "datacenter", datacenter, null, cancel);
            foreach (var draft in drafts)
                Into(draft, datacenter);
        }

        return new ImportResult { Origin = Origin.Person(actor), Drafts = drafts, CompleteScopes = [], Notes = [], Title = Imports.Title(request) };
    }

    private static void Into(Draft draft, Guid datacenter)
    {
        var place = draft.Fields["datacenters"] as JsonObject ?? [];
        place.Remove("name");
        place["id"] = datacenter.ToString();
        draft.Fields["datacenters"] = place;
    }
}

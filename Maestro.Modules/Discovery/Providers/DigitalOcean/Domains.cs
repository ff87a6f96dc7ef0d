using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.DigitalOcean;

/// <summary>Domains whose zone DigitalOcean serves.</summary>
internal sealed class Domains() : ApiResource<OceanSession>("digitalocean.domains", "dns", "dns-list", "https://docs.digitalocean.com/reference/api/digitalocean/#tag/Domains", "domain:read")
{
    public override IAsyncEnumerable<JsonElement> ListAsync(OceanSession session, Scope scope, CancellationToken cancel) => session.ListAsync("domain:read", "domains", "domains", cancel);

    public override Draft Translate(JsonElement item, Scope scope) => Ocean.Service(item, "dns", "domain", "DNS (DigitalOcean)", scope, id: "name")
        .Set("role", new JsonObject()
            .Put("private", false)
            .Put("record_count", Records(item))
            .Put("name_servers", NameServers(item)));

    // The whole zone stands in the answer, a line for each record.
    private static IEnumerable<string[]> Lines(JsonElement item) => (item.Text("zone_file") ?? "").Split('\n')
        .Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] is not (';' or '$')).Select(line => line.Split(' ', '\t'));

    private static decimal? Records(JsonElement item) => Lines(item).Count() is > 0 and var count ? count : null;

    private static JsonArray? NameServers(JsonElement item) => Lines(item).Where(line => line.Contains("NS")).Select(line => line[^1].TrimEnd('.')).Order(StringComparer.Ordinal).List();
}

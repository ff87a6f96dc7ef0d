using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.DigitalOcean;

/// <summary>CDN endpoints, each of which delivers a Space.</summary>
internal sealed class CdnEndpoints() : ApiResource<OceanSession>("digitalocean.cdn_endpoints", "cdn", "cdns-list", "https://docs.digitalocean.com/reference/api/digitalocean/#tag/CDN-Endpoints", "cdn:read")
{
    public override IAsyncEnumerable<JsonElement> ListAsync(OceanSession session, Scope scope, CancellationToken cancel) => session.ListAsync("cdn:read", "cdn/endpoints", "endpoints", cancel);

    protected override string Label(JsonElement item) => item.Text("endpoint") ?? item.Text("id") ?? Name;

    public override Draft Translate(JsonElement item, Scope scope)
    {
        // The origin is the Space's address: its name comes first, its region second.
        var origin = item.Text("origin");
        var parts = origin?.Split('.') ?? [];
        var space = parts is [_, _, "digitaloceanspaces", ..] ? parts : null;
        return Ocean.Service(item, "cdn", "cdn", "CDN (DigitalOcean)", scope)
            .Set("name", item.Text("endpoint") ?? item.Need("id"))
            .Set("type", "Web")
            .Set("domain", item.Text("custom_domain") ?? item.Text("endpoint"))
            .Set("origins", origin is null ? null : new JsonArray(origin))
            .Set("role", new JsonObject()
                .Put("endpoint", item.Text("endpoint"))
                .Put("origins", origin is null ? null : new JsonArray(origin))
                .Put("aliases", new[] { item.Text("custom_domain") }.List())
                .Put("certificate_id", item.Text("certificate_id"))
                .Put("ttl", item.Number("ttl")))
            .Set("deps", space is null ? null : Drafts.ToAll([Ocean.Urn("space", space[0])]))
            .Set("datacenters", Ocean.Place(item, scope).Put("region", space?[1]));
    }
}

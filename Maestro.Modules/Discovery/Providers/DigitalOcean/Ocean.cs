using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.DigitalOcean;

/// <summary>What objects of DigitalOcean have in common: the urn by which Terraform knows them too, the region, words as tags.</summary>
internal static class Ocean
{
    internal static string Urn(string sort, string id) => $"do:{sort}:{id}";

    /// <summary>Anything at DigitalOcean, by its urn.</summary>
    /// <param name="id">Member that holds its id: addresses and domains are known by themselves.</param>
    internal static Draft Object(JsonElement item, string kind, string sort, Scope scope, string id = "id")
    {
        var urn = Urn(sort, item.Need(id));
        return new Draft(kind) { ExternalId = urn, Label = item.Text("name") ?? urn }
            .Set("unique_id", urn)
            .Set("name", item.Text("name") ?? item.Need(id))
            .Set("provider_created_at", Drafts.Moment(item.Text("created_at")))
            .Set("datacenters", Place(item, scope))
            .Tagged(Drafts.Labels(item.At("tags")));
    }

    /// <summary>A managed service.</summary>
    internal static Draft Service(JsonElement item, string kind, string sort, string product, Scope scope, string id = "id") =>
        Object(item, kind, sort, scope, id).Set("own", true).Set("provider", product);

    /// <summary>Where it stands: <c>region</c> is an object for droplets and volumes, a plain word for clusters and databases.</summary>
    internal static JsonObject Place(JsonElement item, Scope scope) => new JsonObject { ["provider"] = "Digital Ocean" }
        .Put("region", (item.Text("region.slug") ?? item.Text("region"))?.ToLowerInvariant())
        .Put("account", scope.Account);

    /// <summary>References to droplets by their numbers.</summary>
    internal static JsonArray? ToDroplets(IEnumerable<string> ids) => Drafts.ToAll(ids.Order(StringComparer.Ordinal).Select(id => Urn("droplet", id)));
}

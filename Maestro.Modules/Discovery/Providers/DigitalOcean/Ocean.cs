using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.DigitalOcean;

/// <summary>What objects of DigitalOcean have in common: the urn by which Terraform knows them too, the region, words as tags.</summary>
internal static class Ocean
{
    internal static string Urn(string sort, string id) => $"do:{sort}:{id}";

    /// <summary>Anything at DigitalOcean, by its urn.</summary>
    internal static Draft Object(JsonElement item, string kind, string sort, Scope scope, string? name = null)
    {
        var urn = Urn(sort, item.Need("id"));
        return new Draft(kind) { ExternalId = urn, Label = item.Text("name") ?? urn }
            .Set("unique_id", urn)
            .Set("name", name ?? item.Text("name") ?? item.Need("id"))
            .Set("provider_created_at", Drafts.Moment(item.Text("created_at")))
            .Set("datacenters", Place(item, scope))
            .Set("tags", Words(item.Texts("tags")));
    }

    /// <summary>A managed service.</summary>
    internal static Draft Service(JsonElement item, string kind, string sort, string product, Scope scope, string? name = null) =>
        Object(item, kind, sort, scope, name).Set("own", true).Set("provider", product);

    /// <summary>Where it stands: <c>region</c> is an object for droplets and volumes, a plain word for clusters and databases.</summary>
    internal static JsonObject Place(JsonElement item, Scope scope) => new JsonObject { ["provider"] = "Digital Ocean" }
        .Put("region", (item.Text("region.slug") ?? item.Text("region"))?.ToLowerInvariant())
        .Put("account", scope.Account);

    /// <summary>Words as tags without values.</summary>
    internal static JsonArray? Words(IEnumerable<string> words) =>
        words.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(word => (JsonNode)new JsonObject { ["key"] = word, ["value"] = "" }).ToList() is { Count: > 0 } some ? new JsonArray([.. some]) : null;

    /// <summary>References to droplets by their numbers.</summary>
    internal static JsonArray? ToDroplets(IEnumerable<string> ids) => Drafts.ToAll(ids.Order(StringComparer.Ordinal).Select(id => Urn("droplet", id)));
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.DigitalOcean;

/// <summary>Kubernetes clusters; their nodes are droplets.</summary>
internal sealed class KubernetesClusters() : ApiResource<OceanSession>("digitalocean.kubernetes_clusters", "container-orchestration", "container-orchestration-list", "https://docs.digitalocean.com/reference/api/digitalocean/#tag/Kubernetes", "kubernetes:read")
{
    public override IAsyncEnumerable<JsonElement> ListAsync(OceanSession session, Scope scope, CancellationToken cancel) => session.ListAsync("kubernetes:read", "kubernetes/clusters", "kubernetes_clusters", cancel);

    public override Draft? Translate(JsonElement item, Scope scope)
    {
        if (item.Text("status.state") == "deleted")
            return null;
        var nodes = item.Items("node_pools").SelectMany(pool => pool.Items("nodes")).ToList();
        return Ocean.Service(item, "container-orchestration", "kubernetes", "Kubernetes (DigitalOcean)", scope)
            .Stated(item.Text("status.state"), Status.Resource)
            .Set("status_message", item.Text("status.message"))
            .Set("role", new JsonObject()
                .Put("endpoint", item.Text("endpoint"))
                .Put("version", item.Text("version"))
                .Put("ipv4", item.Text("ipv4"))
                .Put("region", item.Text("region"))
                .Put("cluster_subnet", item.Text("cluster_subnet"))
                .Put("service_subnet", item.Text("service_subnet"))
                .Put("auto_upgrade", item.Flag("auto_upgrade"))
                .Put("high_availability", item.Flag("ha"))
                .Put("registered_nodes", nodes.Count)
                .Put("node_pools", new JsonArray([.. item.Items("node_pools").Select(Pool)])))
            .Set("nodes", Nodes(nodes))
            .Set("datacenters", Ocean.Place(item, scope).Put("vpc_id", item.Text("vpc_uuid")));
    }

    private static JsonObject Pool(JsonElement pool) => Drafts.Pick(pool, "name", "size").Put("node_count", pool.Number("count"))
        .Put("auto_scale", pool.Flag("auto_scale")).Put("min_nodes", pool.Positive("min_nodes")).Put("max_nodes", pool.Positive("max_nodes"));

    private static JsonArray Nodes(IEnumerable<JsonElement> nodes) => new([.. nodes.Where(node => node.Text("name") is not null).OrderBy(node => node.Text("name"), StringComparer.Ordinal)
        .Select(node => new JsonObject { ["name"] = node.Text("name") }.Put("server", node.Text("droplet_id") is { } droplet ? Drafts.To(Ocean.Urn("droplet", droplet)) : null))]);
}

using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>GKE clusters, with their node pools.</summary>
internal sealed class GoogleKubernetesClusters() : StateResource("container-orchestration", "container-orchestration-list", ["google_container_cluster"], "google_container_node_pool")
{
    protected override Draft Read(StateObject item) => item.GoogleService("container-orchestration", "Google Cloud (K8S)")
        .Tagged(item.Labels("resource_labels"))
        .Set("datacenters", item.GooglePlace().Put("region", Google.Last(item.Text("location"))).Put("zone", item.Texts("node_locations").Order(StringComparer.Ordinal).List()))
        .Set("role", new JsonObject()
            .Put("endpoint", item.Text("endpoint"))
            .Put("version", item.Text("master_version"))
            .Put("cluster_subnet", item.Text("cluster_ipv4_cidr"))
            .Put("service_subnet", item.Text("services_ipv4_cidr"))
            .Put("node_pools", new JsonArray([.. item.State.Where("google_container_node_pool", "cluster", item.Text("name")).Select(Pool)])));

    private static JsonObject Pool(StateObject pool) => new JsonObject()
        .Put("name", pool.Text("name"))
        .Put("size", pool.Number("node_count"))
        .Put("instance_type", pool.First("node_config").Text("machine_type"))
        .Put("version", pool.Text("version"));
}

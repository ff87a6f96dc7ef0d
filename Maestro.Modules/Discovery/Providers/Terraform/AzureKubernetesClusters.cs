using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>AKS clusters. The state holds their credentials, which are never read.</summary>
internal sealed class AzureKubernetesClusters() : StateResource("container-orchestration", "container-orchestration-list", ["azurerm_kubernetes_cluster"], "azurerm_kubernetes_cluster_node_pool")
{
    protected override Draft Read(StateObject item) => item.AzureService("container-orchestration", "Azure Container Service")
        .Set("role", new JsonObject()
            .Put("endpoint", item.Text("fqdn") ?? item.Text("private_fqdn"))
            .Put("version", item.Text("current_kubernetes_version") ?? item.Text("kubernetes_version"))
            .Put("cluster_subnet", item.First("network_profile").Text("pod_cidr"))
            .Put("service_subnet", item.First("network_profile").Text("service_cidr"))
            .Put("auto_upgrade", (item.Text("automatic_upgrade_channel") ?? item.Text("automatic_channel_upgrade")) is { } channel ? channel != "none" : null)
            .Put("node_pools", new JsonArray([.. item.Items("default_node_pool").Select(Pool), .. item.State.Where("azurerm_kubernetes_cluster_node_pool", "kubernetes_cluster_id", item.Id).Select(Pool)])));

    private static JsonObject Pool(JsonElement pool) => new JsonObject()
        .Put("name", pool.Text("name")).Put("size", pool.Number("node_count")).Put("instance_type", pool.Text("vm_size"));

    private static JsonObject Pool(StateObject pool) => new JsonObject()
        .Put("name", pool.Text("name")).Put("size", pool.Number("node_count")).Put("instance_type", pool.Text("vm_size"));
}

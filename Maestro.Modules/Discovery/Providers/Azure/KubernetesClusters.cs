using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Azure;

/// <summary>AKS clusters. Their nodes are instances of scale sets, which Azure does not list among its virtual machines.</summary>
internal sealed class KubernetesClusters() : AzureResource("azure.kubernetes_clusters", "container-orchestration", "container-orchestration-list", "https://learn.microsoft.com/rest/api/aks/managed-clusters/list", AzureCall.Clusters)
{
    protected override Draft Translate(JsonElement item)
    {
        var (state, power) = (item.Text("properties.provisioningState"), item.Text("properties.powerState.code"));
        var pools = item.Items("properties.agentPoolProfiles").ToList();
        return Arm.Service(item, "container-orchestration", "Azure Container Service")
            .Stated(state is null or "Succeeded" ? power ?? state : state, Status.Resource)
            .Set("role", new JsonObject()
                .Put("endpoint", item.Text("properties.fqdn") ?? item.Text("properties.privateFQDN"))
                .Put("version", item.Text("properties.currentKubernetesVersion") ?? item.Text("properties.kubernetesVersion"))
                .Put("cluster_subnet", item.Text("properties.networkProfile.podCidr"))
                .Put("service_subnet", item.Text("properties.networkProfile.serviceCidr"))
                .Put("auto_upgrade", item.Text("properties.autoUpgradeProfile.upgradeChannel") is { } channel ? channel != "none" : null)
                .Put("registered_nodes", pools.Count > 0 ? pools.Sum(pool => pool.Number("count") ?? 0) : null)
                .Put("node_pools", new JsonArray([.. pools.Select(pool => new JsonObject().Put("name", pool.Text("name")).Put("size", pool.Number("count")).Put("instance_type", pool.Text("vmSize")))])))
            .Set("metas", new JsonObject().Put("node_resource_group", item.Text("properties.nodeResourceGroup")).Put("sku_tier", item.Text("sku.tier")));
    }
}

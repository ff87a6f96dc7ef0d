using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Azure;

/// <summary>AKS clusters. Their nodes are machines of the scale sets in a resource group that AKS makes for each.</summary>
internal sealed class KubernetesClusters() : AzureJoin<IReadOnlyList<JsonElement>>("azure.kubernetes_clusters", "container-orchestration", "container-orchestration-list", "https://learn.microsoft.com/rest/api/aks/managed-clusters/list",
    AzureCall.Clusters, AzureCall.ScaleSets, AzureCall.ScaleSetMachines)
{
    public override async IAsyncEnumerable<Joined<IReadOnlyList<JsonElement>>> ListAsync(AzureSession session, Scope scope, [EnumeratorCancellation] CancellationToken cancel)
    {
        List<JsonElement>? sets = null;
        await foreach (var cluster in AzureCall.Clusters.ListAsync(session, cancel))
        {
            var nodes = new List<JsonElement>();
            if (cluster.Text("properties.nodeResourceGroup") is { } group)
            {
                sets ??= await AzureCall.ScaleSets.ListAsync(session, cancel).ToListAsync(cancel);
                foreach (var set in sets.Where(set => group.Equals(Arm.Segment(set.Text("id"), "resourceGroups"), StringComparison.OrdinalIgnoreCase)))
                    nodes.AddRange(await AzureCall.ScaleSetMachines.Below(session, set.Need("id"), cancel).Where(node => node.Text("id") is not null).ToListAsync(cancel));
            }

            yield return new(cluster, nodes);
        }
    }

    protected override Draft Translate(JsonElement item, IReadOnlyList<JsonElement> with)
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
            .Set("nodes", new JsonArray([.. with.Select(node => new JsonObject { ["name"] = node.Text("properties.osProfile.computerName") ?? node.Text("name") ?? node.Text("id") }.Put("server", Drafts.To(Arm.Lower(node.Text("id"))))).OrderBy(node => node["name"]!.GetValue<string>(), StringComparer.Ordinal)]))
            .Set("metas", new JsonObject().Put("node_resource_group", item.Text("properties.nodeResourceGroup")).Put("sku_tier", item.Text("sku.tier")));
    }
}

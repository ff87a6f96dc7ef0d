using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>Kubernetes clusters of DigitalOcean. The state holds their credentials, which are never read.</summary>
internal sealed class DigitalOceanKubernetesClusters() : StateResource("container-orchestration", "container-orchestration-list", ["digitalocean_kubernetes_cluster"], "digitalocean_kubernetes_node_pool")
{
    protected override Draft Read(StateObject item) => item.OceanService("container-orchestration", "kubernetes", "Kubernetes (DigitalOcean)")
        .Stated(item.Text("status"), Status.Resource)
        .Set("role", new JsonObject()
            .Put("endpoint", item.Text("endpoint"))
            .Put("version", item.Text("version"))
            .Put("ipv4", item.Text("ipv4_address"))
            .Put("region", item.Text("region"))
            .Put("cluster_subnet", item.Text("cluster_subnet"))
            .Put("service_subnet", item.Text("service_subnet"))
            .Put("auto_upgrade", item.Flag("auto_upgrade"))
            .Put("high_availability", item.Flag("ha"))
            .Put("node_pools", item.Blocks("node_pool", "name", "size", "node_count")));
}

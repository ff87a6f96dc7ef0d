using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>EKS clusters, with their node groups.</summary>
internal sealed class AwsKubernetesClusters() : StateResource("container-orchestration", "container-orchestration-list", ["aws_eks_cluster"], "aws_eks_node_group")
{
    protected override Draft Read(StateObject item) => item.AwsService("container-orchestration", item.Text("name") ?? item.Id, "Kubernetes")
        .Stated(item.Text("status"), Status.Resource)
        .Set("provider_created_at", Drafts.Moment(item.Text("created_at")))
        .Set("role", new JsonObject()
            .Put("endpoint", item.Text("endpoint"))
            .Put("arn", item.Arn())
            .Put("version", item.Text("version"))
            .Put("platform_version", item.Text("platform_version"))
            .Put("service_subnet", item.First("kubernetes_network_config").Text("service_ipv4_cidr"))
            .Put("node_pools", new JsonArray([.. item.State.Where("aws_eks_node_group", "cluster_name", item.Text("name")).Select(Pool)])));

    private static JsonObject Pool(StateObject group) => new JsonObject()
        .Put("name", group.Text("node_group_name"))
        .Put("size", group.First("scaling_config").Number("desired_size"))
        .Put("min_size", group.First("scaling_config").Number("min_size"))
        .Put("max_size", group.First("scaling_config").Number("max_size"))
        .Put("instance_types", group.Texts("instance_types").List());
}

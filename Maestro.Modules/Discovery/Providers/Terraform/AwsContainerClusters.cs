using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>ECS clusters.</summary>
internal sealed class AwsContainerClusters() : StateResource("container-orchestration", "container-orchestration-list", ["aws_ecs_cluster"], "aws_ecs_cluster_capacity_providers")
{
    protected override Draft Read(StateObject item) => item.AwsService("container-orchestration", item.Text("name") ?? item.Id, "ECS (AWS)")
        .Set("role", new JsonObject().Put("arn", item.Arn()));
}

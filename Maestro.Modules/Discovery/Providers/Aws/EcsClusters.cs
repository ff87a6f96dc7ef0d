using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Aws;

/// <summary>ECS clusters, with the instances that run their tasks; those on Fargate have none.</summary>
internal sealed class EcsClusters() : AwsResource("aws.ecs.clusters", "container-orchestration", "container-orchestration-list", "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListClusters.html",
    "ecs:ListClusters", "ecs:DescribeClusters", "ecs:ListContainerInstances", "ecs:DescribeContainerInstances")
{
    // As many as one call describes.
    private const int Together = 100;

    public override async IAsyncEnumerable<JsonElement> ListAsync(AwsSession session, Scope scope, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var arns in AllAsync(session, scope, "ListClusters", "clusterArns", [], cancel).Chunk(Together).WithCancellation(cancel))
        {
            var body = new JsonObject { ["clusters"] = arns.Nodes(), ["include"] = new JsonArray("TAGS") };
            foreach (var item in (await session.JsonAsync(AwsService.Ecs, scope.Part, "DescribeClusters", body, cancel)).Items("clusters"))
                yield return item.With(("containerInstances", item.Text("clusterArn") is { } arn && item.Positive("registeredContainerInstancesCount") is not null ? await InstancesAsync(session, scope, arn, cancel) : null));
        }
    }

    private static async Task<JsonArray> InstancesAsync(AwsSession session, Scope scope, string cluster, CancellationToken cancel)
    {
        var all = new JsonArray();
        await foreach (var arns in AllAsync(session, scope, "ListContainerInstances", "containerInstanceArns", new JsonObject { ["cluster"] = cluster }, cancel).Chunk(Together).WithCancellation(cancel))
        {
            var answer = await session.JsonAsync(AwsService.Ecs, scope.Part, "DescribeContainerInstances", new JsonObject { ["cluster"] = cluster, ["containerInstances"] = arns.Nodes() }, cancel);
            foreach (var instance in answer.Items("containerInstances"))
                all.Add(instance.Renamed(("ec2InstanceId", "ec2InstanceId"), ("status", "status")));
        }

        return all;
    }

    private static IAsyncEnumerable<JsonElement> AllAsync(AwsSession session, Scope scope, string action, string list, JsonObject body, CancellationToken cancel) =>
        session.JsonAllAsync(AwsService.Ecs, scope.Part, action, new(list, "nextToken", "nextToken", "maxResults", Together), body, cancel);

    public override Draft? Translate(JsonElement item, Scope scope)
    {
        var (arn, state) = (item.Need("clusterArn"), item.Text("status"));
        var nodes = item.Items("containerInstances").Select(one => one.Text("ec2InstanceId")).OfType<string>().Distinct().Order(StringComparer.Ordinal);
        return state is "INACTIVE" or "DEPROVISIONING" ? null : AwsObjects.Service(arn, "container-orchestration", item.Text("clusterName") ?? arn, "ECS (AWS)", scope, item.Tags("tags"))
            .Stated(state, Status.Resource)
            .Set("nodes", new JsonArray([.. nodes.Select(id => new JsonObject { ["name"] = id, ["server"] = Drafts.To(id) })]))
            .Set("role", new JsonObject()
                .Put("arn", arn)
                .Put("running_tasks", item.Number("runningTasksCount"))
                .Put("registered_nodes", item.Number("registeredContainerInstancesCount"))
                .Put("launch_type", item.Texts("capacityProviders") is { Count: > 0 } providers ? string.Join(", ", providers) : null));
    }
}

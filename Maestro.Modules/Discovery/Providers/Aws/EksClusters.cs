using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Aws;

/// <summary>EKS clusters, with their node groups and the instances that are their nodes.</summary>
internal sealed class EksClusters() : AwsResource("aws.eks.clusters", "container-orchestration", "container-orchestration-list", "https://docs.aws.amazon.com/eks/latest/APIReference/API_ListClusters.html",
    "eks:ListClusters", "eks:DescribeCluster", "eks:ListNodegroups", "eks:DescribeNodegroup", "ec2:DescribeInstances")
{
    public override async IAsyncEnumerable<JsonElement> ListAsync(AwsSession session, Scope scope, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var entry in AllAsync(session, scope, "eks:ListClusters", "clusters", new AwsAsk("/clusters"), cancel))
        {
            var name = entry.AsText() ?? "";
            var cluster = (await AwsSession.StillAsync(session.RestAsync(AwsService.Eks, scope.Part, "eks:DescribeCluster", new AwsAsk("/clusters/{id}") { Id = name }, cancel)))?.At("cluster");
            if (cluster is not { } said)
                continue;
            var groups = new JsonArray();
            await foreach (var group in AllAsync(session, scope, "eks:ListNodegroups", "nodegroups", new AwsAsk("/clusters/{id}/node-groups") { Id = name }, cancel))
                groups.Add((await AwsSession.StillAsync(session.RestAsync(AwsService.Eks, scope.Part, "eks:DescribeNodegroup", new AwsAsk($"/clusters/{Uri.EscapeDataString(name)}/node-groups/{{id}}") { Id = group.AsText() }, cancel)))?.At("nodegroup").Node());
            yield return said.With(("nodegroups", groups), ("nodes", await NodesAsync(session, scope, name, cancel)));
        }
    }

    private static IAsyncEnumerable<JsonElement> AllAsync(AwsSession session, Scope scope, string permission, string list, AwsAsk ask, CancellationToken cancel) =>
        session.RestAllAsync(AwsService.Eks, scope.Part, permission, new(list, "nextToken", "nextToken", "maxResults", 100), ask, cancel);

    // Every node carries this tag, whoever started it: https://docs.aws.amazon.com/eks/latest/userguide/worker.html
    private static async Task<JsonArray> NodesAsync(AwsSession session, Scope scope, string name, CancellationToken cancel) => (await session
        .QueryAllAsync(AwsService.Ec2, scope.Part, "DescribeInstances", AwsPaging.Ec2("reservationSet", 500),
            [("Filter.1.Name", "tag-key"), ("Filter.1.Value.1", $"kubernetes.io/cluster/{name}"), ("Filter.2.Name", "instance-state-name"), ("Filter.2.Value.1", "running"), ("Filter.2.Value.2", "pending")], cancel)
        .ToListAsync(cancel)).SelectMany(reservation => reservation.Items("instancesSet")).Nodes();

    public override Draft? Translate(JsonElement item, Scope scope)
    {
        var (arn, state) = (item.Need("arn"), item.Text("status"));
        return state is "DELETING" ? null : AwsObjects.Service(arn, "container-orchestration", item.Text("name") ?? arn, "Kubernetes", scope, item.Tags("tags"))
            .Stated(state, Status.Resource)
            .Set("provider_created_at", AwsObjects.Epoch(item.Number("createdAt")) ?? Drafts.Moment(item.Text("createdAt")))
            .Set("nodes", Nodes(item))
            .Set("role", new JsonObject()
                .Put("endpoint", item.Text("endpoint"))
                .Put("arn", arn)
                .Put("version", item.Text("version"))
                .Put("platform_version", item.Text("platformVersion"))
                .Put("service_subnet", item.Text("kubernetesNetworkConfig.serviceIpv4Cidr"))
                .Put("registered_nodes", item.Items("nodes").Count())
                .Put("node_pools", Pools(item)));
    }

    private static JsonArray Nodes(JsonElement item) => new([.. item.Items("nodes").Where(node => node.Text("instanceId") is not null)
        .Select(node => new JsonObject { ["name"] = node.Text("privateDnsName") ?? node.Text("instanceId"), ["server"] = Drafts.To(node.Text("instanceId")) })
        .DistinctBy(node => node["name"]!.GetValue<string>()).OrderBy(node => node["name"]!.GetValue<string>(), StringComparer.Ordinal)]);

    private static JsonArray Pools(JsonElement item) => new([.. item.Items("nodegroups").Select(group => new JsonObject()
        .Put("name", group.Text("nodegroupName"))
        .Put("size", group.Number("scalingConfig.desiredSize"))
        .Put("min_size", group.Number("scalingConfig.minSize"))
        .Put("max_size", group.Number("scalingConfig.maxSize"))
        .Put("instance_types", group.Texts("instanceTypes").List()))]);
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Aws;

/// <summary>Kafka clusters of Amazon MSK.</summary>
internal sealed class KafkaClusters() : AwsResource("aws.msk.clusters", "broker", "brokers-list", "https://docs.aws.amazon.com/MSK/2.0/APIReference/v2-clusters.html", "kafka:ListClustersV2")
{
    private static readonly AwsPaging Paging = new("clusterInfoList", "nextToken", "nextToken", "maxResults", 100);

    // The youngest regions may do without: their names lead nowhere.
    public override IReadOnlyList<string> NotAvailable => [.. base.NotAvailable, "no_such_host"];

    public override IAsyncEnumerable<JsonElement> ListAsync(AwsSession session, Scope scope, CancellationToken cancel) =>
        session.RestAllAsync(AwsService.Kafka, scope.Part, "kafka:ListClustersV2", Paging, new AwsAsk("/api/v2/clusters"), cancel);

    public override Draft? Translate(JsonElement item, Scope scope)
    {
        var (arn, state) = (item.Need("clusterArn"), item.Text("state"));
        return state is "DELETING" ? null : AwsObjects.Service(arn, "broker", item.Text("clusterName") ?? arn, "MSK (AWS)", scope, item.Tags("tags"))
            .Stated(state, Status.Resource)
            .Set("provider_created_at", Drafts.Moment(item.Text("creationTime")))
            .Set("role", new JsonObject()
                .Put("arn", arn)
                .Put("version", item.Text("provisioned.currentBrokerSoftwareInfo.kafkaVersion"))
                .Put("endpoint_zookeeper", item.Text("provisioned.zookeeperConnectString")))
            .Set("metas", new JsonObject()
                .Put("cluster_type", item.Text("clusterType"))
                .Put("brokers", item.Number("provisioned.numberOfBrokerNodes"))
                .Put("instance_type", item.Text("provisioned.brokerNodeGroupInfo.instanceType"))
                .Put("subnet_ids", item.Texts("provisioned.brokerNodeGroupInfo.clientSubnets").List()));
    }
}

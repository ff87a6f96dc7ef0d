using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Aws;

/// <summary>Brokers of Amazon MQ.</summary>
internal sealed class MqBrokers() : AwsResource("aws.mq.brokers", "broker", "brokers-list", "https://docs.aws.amazon.com/amazon-mq/latest/api-reference/brokers.html", "mq:ListBrokers")
{
    private static readonly AwsPaging Paging = new("brokerSummaries", "nextToken", "nextToken", "maxResults", 100);

    // The youngest regions may do without: their names lead nowhere.
    public override IReadOnlyList<string> NotAvailable => [.. base.NotAvailable, "no_such_host"];

    public override IAsyncEnumerable<JsonElement> ListAsync(AwsSession session, Scope scope, CancellationToken cancel) =>
        session.RestAllAsync(AwsService.Mq, scope.Part, "mq:ListBrokers", Paging, new AwsAsk("/v1/brokers"), cancel);

    public override Draft? Translate(JsonElement item, Scope scope)
    {
        var (arn, state) = (item.Need("brokerArn"), item.Text("brokerState"));
        return state is "DELETION_IN_PROGRESS" ? null : AwsObjects.Service(arn, "broker", item.Text("brokerName") ?? arn, "MQ (AWS)", scope, null)
            .Stated(state, Status.Resource)
            .Set("cluster", item.Text("deploymentMode") switch { "ACTIVE_STANDBY_MULTI_AZ" => "Master/Slave", "CLUSTER_MULTI_AZ" => "Master/Master", "SINGLE_INSTANCE" => "No", _ => null })
            .Set("provider_created_at", Drafts.Moment(item.Text("created")))
            .Set("role", new JsonObject().Put("arn", arn))
            .Set("metas", new JsonObject()
                .Put("engine", item.Text("engineType"))
                .Put("deployment_mode", item.Text("deploymentMode"))
                .Put("host_instance_type", item.Text("hostInstanceType")))
            .Also(item.Text("brokerId"));
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Aws;

/// <summary>Kinesis data streams.</summary>
internal sealed class KinesisStreams() : AwsResource("aws.kinesis.streams", "broker", "brokers-list", "https://docs.aws.amazon.com/kinesis/latest/APIReference/API_ListStreams.html", "kinesis:ListStreams")
{
    private static readonly AwsPaging Paging = new("StreamSummaries", "NextToken", "NextToken", "Limit", 100);

    public override IAsyncEnumerable<JsonElement> ListAsync(AwsSession session, Scope scope, CancellationToken cancel) =>
        session.JsonAllAsync(AwsService.Kinesis, scope.Part, "ListStreams", Paging, [], cancel);

    public override Draft? Translate(JsonElement item, Scope scope)
    {
        var (arn, state) = (item.Need("StreamARN"), item.Text("StreamStatus"));
        return state is "DELETING" ? null : AwsObjects.Service(arn, "broker", item.Text("StreamName") ?? arn, "Kinesis (AWS)", scope, null)
            .Stated(state, Status.Resource)
            .Set("provider_created_at", AwsObjects.Epoch(item.Number("StreamCreationTimestamp")))
            .Set("role", new JsonObject().Put("arn", arn))
            .Set("metas", new JsonObject().Put("stream_mode", item.Text("StreamModeDetails.StreamMode")));
    }
}

using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Aws;

/// <summary>SQS queues, each by itself.</summary>
internal sealed class SqsQueues() : AwsResource("aws.sqs.queues", "broker", "brokers-list", "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueues.html", "sqs:ListQueues", "sqs:GetQueueAttributes", "sqs:ListQueueTags")
{
    // It pages only when the size of a page is named.
    private static readonly AwsPaging Paging = new("QueueUrls", "NextToken", "NextToken", "MaxResults", 1000);

    public override async IAsyncEnumerable<JsonElement> ListAsync(AwsSession session, Scope scope, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var item in session.JsonAllAsync(AwsService.Sqs, scope.Part, "ListQueues", Paging, [], cancel))
        {
            var url = item.AsText();
            var attributes = await AwsSession.StillAsync(session.JsonAsync(AwsService.Sqs, scope.Part, "GetQueueAttributes", new JsonObject { ["QueueUrl"] = url, ["AttributeNames"] = new JsonArray("All") }, cancel));
            var tags = attributes is null ? null : await AwsSession.StillAsync(session.JsonAsync(AwsService.Sqs, scope.Part, "ListQueueTags", new JsonObject { ["QueueUrl"] = url }, cancel));
            if (attributes is { } said)
                yield return said.With(("QueueUrl", url), ("Tags", tags?.At("Tags").Node()));
        }
    }

    public override Draft Translate(JsonElement item, Scope scope)
    {
        var (url, arn) = (item.Need("QueueUrl"), item.Need("Attributes.QueueArn"));
        var redrive = Redrive(item.Text("Attributes.RedrivePolicy"));
        return AwsObjects.Service(arn, "broker", url[(url.LastIndexOf('/') + 1)..], "SQS (AWS)", scope, item.Tags("Tags"))
            .Set("urls", new[] { url }.List())
            .Set("provider_created_at", AwsObjects.Epoch(item.Number("Attributes.CreatedTimestamp")))
            .Set("deps", Drafts.ToAll([(string?)redrive?["deadLetterTargetArn"]]))
            .Set("role", new JsonObject()
                .Put("endpoint", url)
                .Put("arn", arn)
                .Put("fifo", item.Flag("Attributes.FifoQueue") ?? false)
                .Put("visibility_timeout", item.Number("Attributes.VisibilityTimeout"))
                .Put("retention", item.Number("Attributes.MessageRetentionPeriod"))
                .Put("messages", item.Number("Attributes.ApproximateNumberOfMessages"))
                .Put("redrive_policy", redrive)
                .Put("kms_key_id", item.Text("Attributes.KmsMasterKeyId")));
    }

    // A policy is JSON within JSON.
    private static JsonObject? Redrive(string? text)
    {
        try
        {
            return text is null ? null : JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

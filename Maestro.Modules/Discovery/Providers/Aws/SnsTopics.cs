using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Aws;

/// <summary>SNS topics, and the queues and functions that they feed.</summary>
internal sealed class SnsTopics() : AwsResource("aws.sns.topics", "broker", "brokers-list", "https://docs.aws.amazon.com/sns/latest/api/API_ListTopics.html", "sns:ListTopics", "sns:GetTopicAttributes", "sns:ListSubscriptions", "sns:ListTagsForResource")
{
    public override async IAsyncEnumerable<JsonElement> ListAsync(AwsSession session, Scope scope, [EnumeratorCancellation] CancellationToken cancel)
    {
        // Addresses of people and of webhooks are not kept.
        var fed = (await session.QueryAllAsync(AwsService.Sns, scope.Part, "ListSubscriptions", new("Subscriptions", "NextToken", "NextToken"), [], cancel).ToListAsync(cancel))
            .Where(one => one.Text("Protocol") is "sqs" or "lambda").ToLookup(one => one.Text("TopicArn"), one => one.Text("Endpoint"));
        await foreach (var topic in session.QueryAllAsync(AwsService.Sns, scope.Part, "ListTopics", new("Topics", "NextToken", "NextToken"), [], cancel))
        {
            var arn = topic.Text("TopicArn");
            if (arn is null)
            {
                yield return topic;
                continue;
            }

            var said = await AwsSession.StillAsync(session.QueryAsync(AwsService.Sns, scope.Part, "GetTopicAttributes", [("TopicArn", arn)], cancel));
            var tags = said is null ? null : await AwsSession.StillAsync(session.QueryAsync(AwsService.Sns, scope.Part, "ListTagsForResource", [("ResourceArn", arn)], cancel));
            if (said is { } attributes)
                yield return topic.With(("Attributes", new JsonObject(attributes.Items("Attributes.entry").DistinctBy(one => one.Text("key")).Select(one => KeyValuePair.Create(one.Text("key") ?? "", (JsonNode?)one.Text("value"))))),
                    ("Tags", tags?.Items("Tags").Nodes()), ("Fed", fed[arn].Order(StringComparer.Ordinal).List()));
        }
    }

    public override Draft Translate(JsonElement item, Scope scope)
    {
        var arn = item.Need("TopicArn");
        return AwsObjects.Service(arn, "broker", arn[(arn.LastIndexOf(':') + 1)..], "SNS (AWS)", scope, item.Tags("Tags"))
            .Set("description", item.Text("Attributes.DisplayName"))
            .Set("deps", Drafts.ToAll(item.Texts("Fed")))
            .Set("role", new JsonObject()
                .Put("arn", arn)
                .Put("fifo", item.Flag("Attributes.FifoTopic") ?? false)
                .Put("kms_key_id", item.Text("Attributes.KmsMasterKeyId")))
            .Set("metas", new JsonObject()
                .Put("subscriptions_confirmed", item.Number("Attributes.SubscriptionsConfirmed"))
                .Put("subscriptions_pending", item.Number("Attributes.SubscriptionsPending")));
    }
}

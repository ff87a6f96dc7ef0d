using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Aws;

/// <summary>DynamoDB tables.</summary>
internal sealed class DynamoDbTables() : AwsResource("aws.dynamodb.tables", "database", "dynamodb-list", "https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListTables.html", "dynamodb:ListTables", "dynamodb:DescribeTable", "dynamodb:ListTagsOfResource")
{
    private static readonly AwsPaging Paging = new("TableNames", "ExclusiveStartTableName", "LastEvaluatedTableName", "Limit", 100);

    public override async IAsyncEnumerable<JsonElement> ListAsync(AwsSession session, Scope scope, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var name in session.JsonAllAsync(AwsService.DynamoDb, scope.Part, "ListTables", Paging, [], cancel))
        {
            var table = (await AwsSession.StillAsync(session.JsonAsync(AwsService.DynamoDb, scope.Part, "DescribeTable", new JsonObject { ["TableName"] = name.AsText() }, cancel)))?.At("Table");
            if (table is not { } said)
                continue;
            var tags = said.Text("TableArn") is { } arn ? await TagsAsync(session, scope, arn, cancel) : null;
            yield return said.With(("Tags", tags));
        }
    }

    private static async Task<JsonArray?> TagsAsync(AwsSession session, Scope scope, string arn, CancellationToken cancel)
    {
        try
        {
            return (await session.JsonAllAsync(AwsService.DynamoDb, scope.Part, "ListTagsOfResource", new("Tags", "NextToken", "NextToken"), new JsonObject { ["ResourceArn"] = arn }, cancel).ToListAsync(cancel)).Nodes();
        }
        catch (Kernel.Problem problem) when (problem.Kind == Kernel.ProblemKind.Missing)
        {
            return null;
        }
    }

    public override Draft? Translate(JsonElement item, Scope scope)
    {
        var (arn, state) = (item.Need("TableArn"), item.Text("TableStatus"));
        if (state is "DELETING" or "ARCHIVED")
            return null;
        return AwsObjects.Service(arn, "database", item.Text("TableName") ?? arn, "DynamoDB (AWS)", scope, item.Tags("Tags"))
            .Stated(state, Status.Database)
            .Set("engine", "dynamodb")
            .Set("type", "Key Value")
            .Set("modal", "generic")
            .Set("provider_created_at", AwsObjects.Epoch(item.Number("CreationDateTime")))
            .Set("role", new JsonObject()
                .Put("arn", arn)
                .Put("billing_mode", item.Text("BillingModeSummary.BillingMode") ?? "PROVISIONED")
                .Put("deletion_protection", item.Flag("DeletionProtectionEnabled"))
                .Put("key_schema", new JsonObject().Put("hash_key", Key(item, "HASH")).Put("range_key", Key(item, "RANGE")))
                .Put("attributes", item.Items("AttributeDefinitions").Renamed(("name", "AttributeName"), ("type", "AttributeType")))
                .Put("indexes", Indexes(item))
                .Put("item_count", item.Number("ItemCount"))
                .Put("size_bytes", item.Number("TableSizeBytes")));
    }

    private static string? Key(JsonElement item, string sort) => item.Items("KeySchema").Where(key => key.Text("KeyType") == sort).Select(key => key.Text("AttributeName")).FirstOrDefault();

    private static JsonArray Indexes(JsonElement item) => new([.. item.Items("GlobalSecondaryIndexes").Select(index => new JsonObject()
        .Put("name", index.Text("IndexName"))
        .Put("hash_key", Key(index, "HASH"))
        .Put("range_key", Key(index, "RANGE"))
        .Put("projection_type", index.Text("Projection.ProjectionType")))]);
}

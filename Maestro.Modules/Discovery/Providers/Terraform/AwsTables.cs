using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>DynamoDB tables.</summary>
internal sealed class AwsTables() : StateResource("database", "dynamodb-list", ["aws_dynamodb_table"])
{
    protected override Draft Read(StateObject item) => item.AwsService("database", item.Text("name") ?? item.Id, "DynamoDB (AWS)")
        .Set("engine", "dynamodb")
        .Set("type", "Key Value")
        .Set("modal", "generic")
        .Set("role", new JsonObject()
            .Put("arn", item.Arn())
            .Put("billing_mode", item.Text("billing_mode"))
            .Put("deletion_protection", item.Flag("deletion_protection_enabled"))
            .Put("key_schema", new JsonObject().Put("hash_key", item.Text("hash_key")).Put("range_key", item.Text("range_key")))
            .Put("attributes", item.Blocks("attribute", "name", "type"))
            .Put("indexes", item.Blocks("global_secondary_index", "name", "hash_key", "range_key", "projection_type")));
}

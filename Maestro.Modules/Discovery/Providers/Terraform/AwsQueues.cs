using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>SQS queues.</summary>
internal sealed class AwsQueues() : StateResource("broker", "brokers-list", ["aws_sqs_queue"])
{
    protected override Draft Read(StateObject item)
    {
        var url = item.Text("url") ?? item.Id;
        return item.AwsService("broker", item.Text("name") ?? url[(url.LastIndexOf('/') + 1)..], "SQS (AWS)")
            .Set("urls", new[] { url }.List())
            .Set("role", new JsonObject()
                .Put("endpoint", url)
                .Put("arn", item.Arn())
                .Put("fifo", item.Flag("fifo_queue"))
                .Put("visibility_timeout", item.Number("visibility_timeout_seconds"))
                .Put("retention", item.Number("message_retention_seconds"))
                .Put("kms_key_id", item.Text("kms_master_key_id")));
    }
}

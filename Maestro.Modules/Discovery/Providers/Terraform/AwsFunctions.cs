using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>Lambda functions. Of the environment only the names are kept.</summary>
internal sealed class AwsFunctions() : StateResource("serverless", "serverless-list", ["aws_lambda_function"])
{
    protected override Draft Read(StateObject item)
    {
        var network = item.First("vpc_config");
        return item.AwsService("serverless", item.Text("function_name") ?? item.Id, "Lambda (AWS)")
            .Set("description", item.Text("description"))
            .Set("role", new JsonObject()
                .Put("arn", item.Arn())
                .Put("language", item.Text("runtime"))
                .Put("handler", item.Text("handler"))
                .Put("memory", item.Positive("memory_size"))
                .Put("timeout", item.Positive("timeout"))
                .Put("aws_role", item.Text("role"))
                .Put("code_size", item.Positive("source_code_size"))
                .Put("code_sha_256", item.Text("code_sha256") ?? item.Text("source_code_hash"))
                .Put("package_type", item.Text("package_type"))
                .Put("layers", item.Texts("layers").List())
                .Put("environment", item.First("environment") is { ValueKind: System.Text.Json.JsonValueKind.Object } environment ? environment.Members("variables").Select(pair => pair.Name).Order(StringComparer.Ordinal).List() : null)
                .Put("kms_key_arn", item.Text("kms_key_arn"))
                .Put("vpc_config", Drafts.Pick(network, "vpc_id", "subnet_ids", "security_group_ids"))
                .Put("dead_letter_config", Drafts.Pick(item.First("dead_letter_config"), "target_arn"))
                .Put("tracing_config", Drafts.Pick(item.First("tracing_config"), "mode"))
                .Put("version_id", item.Text("version")));
    }
}

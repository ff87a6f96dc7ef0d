using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Aws;

/// <summary>REST APIs of API Gateway.</summary>
internal sealed class ApiGatewayRestApis() : AwsResource("aws.apigateway.rest_apis", "api-gateway", "gateway-list", "https://docs.aws.amazon.com/apigateway/latest/api/API_GetRestApis.html", "apigateway:GET")
{
    private static readonly AwsPaging Paging = new("item", "position", "position", "limit", 500);

    public override IAsyncEnumerable<JsonElement> ListAsync(AwsSession session, Scope scope, CancellationToken cancel) =>
        session.RestAllAsync(AwsService.ApiGateway, scope.Part, "apigateway:GET", Paging, new AwsAsk("/restapis"), cancel);

    public override Draft Translate(JsonElement item, Scope scope)
    {
        var id = item.Need("id");
        var (arn, tags) = ($"arn:{AwsObjects.Partition(scope.Part)}:apigateway:{scope.Part}::/restapis/{id}", item.Tags("tags"));
        return AwsObjects.Service(arn, "api-gateway", item.Text("name") ?? id, "ApiGateway (AWS)", scope, tags)
            .Set("description", item.Text("description"))
            .Set("provider_created_at", AwsObjects.Epoch(item.Number("createdDate")) ?? Drafts.Moment(item.Text("createdDate")))
            // The policy comes escaped once more than JSON wants.
            .Set("role", new JsonObject()
                .Put("endpoint", item.Flag("disableExecuteApiEndpoint") == true ? null : $"https://{id}.execute-api.{scope.Part}.{Amazon.RegionEndpoint.GetBySystemName(scope.Part).PartitionDnsSuffix}")
                .Put("arn", arn)
                .Put("protocol_type", "REST")
                .Put("version", item.Text("version"))
                .Put("warnings", item.Texts("warnings").List())
                .Put("binary_media_types", item.Texts("binaryMediaTypes").List())
                .Put("minimum_compression_size", item.Number("minimumCompressionSize"))
                .Put("api_key_source", item.Text("apiKeySource"))
                .Put("endpoint_configuration", item.At("endpointConfiguration")?.Renamed(("types", "types"), ("vpc_endpoint_ids", "vpcEndpointIds")))
                .Put("policy", item.Text("policy")?.Replace("\\\"", "\"", StringComparison.Ordinal)))
            .Also(id);
    }
}

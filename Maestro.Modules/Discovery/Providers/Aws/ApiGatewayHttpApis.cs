using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Aws;

/// <summary>HTTP and WebSocket APIs of API Gateway.</summary>
internal sealed class ApiGatewayHttpApis() : AwsResource("aws.apigatewayv2.apis", "api-gateway", "gateway-list", "https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html", "apigateway:GET")
{
    private static readonly AwsPaging Paging = new("items", "nextToken", "nextToken", "maxResults", 100);

    public override IAsyncEnumerable<JsonElement> ListAsync(AwsSession session, Scope scope, CancellationToken cancel) =>
        session.RestAllAsync(AwsService.ApiGateway, scope.Part, "apigateway:GET", Paging, new AwsAsk("/v2/apis"), cancel);

    public override Draft Translate(JsonElement item, Scope scope)
    {
        var id = item.Need("apiId");
        var arn = $"arn:{AwsObjects.Partition(scope.Part)}:apigateway:{scope.Part}::/apis/{id}";
        return AwsObjects.Service(arn, "api-gateway", item.Text("name") ?? id, "ApiGateway (AWS)", scope, item.Tags("tags"))
            .Set("description", item.Text("description"))
            .Set("provider_created_at", Drafts.Moment(item.Text("createdDate")))
            .Set("role", new JsonObject()
                .Put("endpoint", item.Text("apiEndpoint"))
                .Put("arn", arn)
                .Put("protocol_type", item.Text("protocolType"))
                .Put("version", item.Text("version"))
                .Put("warnings", item.Texts("warnings").List())
                .Put("api_key_selection_expression", item.Text("apiKeySelectionExpression"))
                .Put("disable_schema_validation", item.Flag("disableSchemaValidation"))
                .Put("route_selection_expression", item.Text("routeSelectionExpression")))
            .Also(id);
    }
}

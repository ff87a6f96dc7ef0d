using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Aws;

/// <summary>Lambda layers, each with its latest version.</summary>
internal sealed class LambdaLayers() : AwsResource("aws.lambda.layers", "serverless-layer", "serverless-support-list", "https://docs.aws.amazon.com/lambda/latest/api/API_ListLayers.html", "lambda:ListLayers")
{
    public override IAsyncEnumerable<JsonElement> ListAsync(AwsSession session, Scope scope, CancellationToken cancel) =>
        session.RestAllAsync(AwsService.Lambda, scope.Part, "lambda:ListLayers", AwsPaging.Marker("Layers", "MaxItems", 50, "NextMarker"), new AwsAsk("/2018-10-31/layers"), cancel);

    public override Draft Translate(JsonElement item, Scope scope)
    {
        var arn = item.Need("LayerArn");
        return AwsObjects.Service(arn, "serverless-layer", item.Text("LayerName") ?? arn, "Lambda Layer (AWS)", scope, null)
            .Set("description", item.Text("LatestMatchingVersion.Description"))
            .Set("provider_created_at", Drafts.Moment(item.Text("LatestMatchingVersion.CreatedDate")))
            .Set("role", new JsonObject()
                .Put("arn", item.Text("LatestMatchingVersion.LayerVersionArn"))
                .Put("version", item.Text("LatestMatchingVersion.Version"))
                .Put("description", item.Text("LatestMatchingVersion.Description"))
                .Put("runtimes", item.Texts("LatestMatchingVersion.CompatibleRuntimes").List())
                .Put("architectures", item.Texts("LatestMatchingVersion.CompatibleArchitectures").List())
                .Put("license_info", item.Text("LatestMatchingVersion.LicenseInfo")));
    }
}

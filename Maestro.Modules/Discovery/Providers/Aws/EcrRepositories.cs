using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Aws;

/// <summary>Repositories of container images.</summary>
internal sealed class EcrRepositories() : AwsResource("aws.ecr.repositories", "repository", "repositories-list", "https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeRepositories.html", "ecr:DescribeRepositories")
{
    private static readonly AwsPaging Paging = new("repositories", "nextToken", "nextToken", "maxResults", 1000);

    public override IAsyncEnumerable<JsonElement> ListAsync(AwsSession session, Scope scope, CancellationToken cancel) =>
        session.JsonAllAsync(AwsService.Ecr, scope.Part, "DescribeRepositories", Paging, [], cancel);

    public override Draft Translate(JsonElement item, Scope scope)
    {
        var arn = item.Need("repositoryArn");
        return AwsObjects.Service(arn, "repository", item.Text("repositoryName") ?? arn, "ECR (AWS)", scope, null)
            .Set("provider_created_at", AwsObjects.Epoch(item.Number("createdAt")))
            .Set("role", new JsonObject().Put("endpoint", item.Text("repositoryUri")))
            .Set("metas", new JsonObject()
                .Put("image_tag_mutability", item.Text("imageTagMutability"))
                .Put("scan_on_push", item.Flag("imageScanningConfiguration.scanOnPush"))
                .Put("encryption_type", item.Text("encryptionConfiguration.encryptionType")));
    }
}

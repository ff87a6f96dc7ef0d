using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Aws;

/// <summary>OpenSearch domains, those that still run Elasticsearch included.</summary>
internal sealed class OpenSearchDomains() : AwsResource("aws.opensearch.domains", "database", "search-list", "https://docs.aws.amazon.com/opensearch-service/latest/APIReference/API_ListDomainNames.html", "es:ListDomainNames", "es:DescribeDomains", "es:ListTags")
{
    // As many as one call describes.
    private const int Together = 5;

    public override async IAsyncEnumerable<JsonElement> ListAsync(AwsSession session, Scope scope, [EnumeratorCancellation] CancellationToken cancel)
    {
        var names = (await session.RestAsync(AwsService.OpenSearch, scope.Part, "es:ListDomainNames", new AwsAsk("/2021-01-01/domain"), cancel)).Items("DomainNames").Select(one => one.Text("DomainName")).OfType<string>();
        foreach (var some in names.Chunk(Together))
        {
            var body = new JsonObject { ["DomainNames"] = some.List() };
            var answer = await session.RestAsync(AwsService.OpenSearch, scope.Part, "es:DescribeDomains", new AwsAsk("/2021-01-01/opensearch/domain-info") { Body = body.ToJsonString(), ContentType = "application/json" }, cancel);
            foreach (var item in answer.Items("DomainStatusList"))
            {
                var tags = item.Text("ARN") is { } arn ? await AwsSession.StillAsync(session.RestAsync(AwsService.OpenSearch, scope.Part, "es:ListTags", new AwsAsk("/2021-01-01/tags/") { Query = [("arn", arn)] }, cancel)) : null;
                yield return item.With(("Tags", tags?.Items("TagList").Nodes()));
            }
        }
    }

    public override Draft? Translate(JsonElement item, Scope scope)
    {
        var (arn, tags) = (item.Need("ARN"), item.Tags("Tags"));
        var version = item.Text("EngineVersion")?.Split('_', 2);
        return item.Flag("Deleted") == true ? null : AwsObjects.Service(arn, "database", AwsObjects.Name(tags, item.Text("DomainName"), arn), "OpenSearch (AWS)", scope, tags, item.Texts("VPCOptions.AvailabilityZones"))
            .Set("status", item.Flag("Created") == false ? null : Status.Active)
            .Set("engine", version?[0].ToLowerInvariant())
            .Set("type", "Document Store")
            .Set("modal", "generic")
            .Set("role", new JsonObject()
                .Put("endpoint", item.Text("Endpoint") ?? item.Text("Endpoints.vpc"))
                .Put("arn", arn)
                .Put("version", version is [_, var number] ? number : null)
                .Put("class", item.Text("ClusterConfig.InstanceType"))
                .Put("search_instance_type", item.Text("ClusterConfig.InstanceType"))
                .Put("search_instance_count", item.Number("ClusterConfig.InstanceCount"))
                .Put("allocated_storage", item.Positive("EBSOptions.VolumeSize"))
                .Put("storage_type", item.Text("EBSOptions.VolumeType"))
                .Put("storage_encrypted", item.Flag("EncryptionAtRestOptions.Enabled"))
                .Put("vpc_security", item.Texts("VPCOptions.SecurityGroupIds").Order(StringComparer.Ordinal).List())
                .Put("processing", item.Flag("Processing")))
            .Also(item.Text("DomainId"));
    }
}

using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Aws;

/// <summary>CloudSearch domains.</summary>
internal sealed class CloudSearchDomains() : AwsResource("aws.cloudsearch.domains", "database", "search-list", "https://docs.aws.amazon.com/cloudsearch/latest/developerguide/API_DescribeDomains.html", "cloudsearch:DescribeDomains")
{
    // https://docs.aws.amazon.com/general/latest/gr/cloudsearch.html: it grew no further.
    public override IReadOnlyList<string> Only => ["us-east-1", "us-west-1", "us-west-2", "sa-east-1", "eu-central-1", "eu-west-1", "ap-northeast-1", "ap-northeast-2", "ap-southeast-1", "ap-southeast-2"];

    public override async IAsyncEnumerable<JsonElement> ListAsync(AwsSession session, Scope scope, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var item in (await session.QueryAsync(AwsService.CloudSearch, scope.Part, "DescribeDomains", [], cancel)).Items("DomainStatusList"))
            yield return item;
    }

    public override Draft? Translate(JsonElement item, Scope scope)
    {
        var arn = item.Need("ARN");
        return item.Flag("Deleted") == true ? null : AwsObjects.Service(arn, "database", item.Text("DomainName") ?? arn, "CloudSearch (AWS)", scope, null)
            .Set("status", item.Flag("Created") == false ? null : Status.Active)
            .Set("engine", "cloudsearch")
            .Set("type", "Document Store")
            .Set("modal", "generic")
            .Set("role", new JsonObject()
                .Put("endpoint", item.Text("SearchService.Endpoint"))
                .Put("arn", arn)
                .Put("doc_service", item.Text("DocService.Endpoint"))
                .Put("search_service", item.Text("SearchService.Endpoint"))
                .Put("requires_index_documents", item.Flag("RequiresIndexDocuments"))
                .Put("processing", item.Flag("Processing"))
                .Put("search_instance_type", item.Text("SearchInstanceType"))
                .Put("search_instance_count", item.Number("SearchInstanceCount"))
                .Put("search_partition_count", item.Number("SearchPartitionCount"))
                .Put("limits", item.At("Limits")?.Renamed(("maximum_replication_count", "MaximumReplicationCount"), ("maximum_partition_count", "MaximumPartitionCount"))))
            .Also(item.Text("DomainId"));
    }
}

using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Aws;

/// <summary>S3 buckets: one list for all regions, each bucket with its own.</summary>
internal sealed class S3Buckets() : AwsResource("aws.s3.buckets", "object-storage", "storage-object-list", "https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html", "s3:ListAllMyBuckets", "s3:GetBucketLocation", "s3:GetBucketTagging", "s3:GetBucketVersioning", "s3:GetBucketNotification")
{
    // Only a list that is paged names each bucket's region.
    private static readonly AwsPaging Paging = new("Buckets.Bucket", "continuation-token", "ContinuationToken", "max-buckets", 1000);

    public override ScopeKind ScopeKind => ScopeKind.Whole;

    public override async IAsyncEnumerable<JsonElement> ListAsync(AwsSession session, Scope scope, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var bucket in session.RestAllAsync(AwsService.S3, session.Home, "s3:ListAllMyBuckets", Paging, new AwsAsk(), cancel))
        {
            if (bucket.Text("Name") is not { } name)
            {
                yield return bucket;
                continue;
            }

            var region = bucket.Text("BucketRegion") ?? await RegionAsync(session, name, cancel);
            var tags = await AskAsync(session, region, "s3:GetBucketTagging", name, "tagging", cancel);
            var versioning = await AskAsync(session, region, "s3:GetBucketVersioning", name, "versioning", cancel);
            var notified = await AskAsync(session, region, "s3:GetBucketNotification", name, "notification", cancel);
            yield return bucket.With(("Notified", notified is { } told ? Notified(told).List() : null), ("BucketRegion", region), ("Tags", tags is { } some ? some.Items("TagSet.Tag").Nodes() : null), ("Versioning", versioning is { } said ? said.Text("Status") ?? "Disabled" : null));
        }
    }

    // For what speaks S3 but does not name regions in its list. The oldest regions have names of their own here:
    // https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html
    private static async Task<string> RegionAsync(AwsSession session, string name, CancellationToken cancel) =>
        await AskAsync(session, session.Home, "s3:GetBucketLocation", name, "location", cancel) is not { } said ? session.Home : said.Text("LocationConstraint") switch
        {
            null => "us-east-1",
            "EU" => "eu-west-1",
            var region => region,
        };

    // A bucket without tags is an error to S3, and its own policy may forbid what the account allows: neither spoils the list.
    private static async Task<JsonElement?> AskAsync(AwsSession session, string region, string permission, string name, string what, CancellationToken cancel)
    {
        try
        {
            return await session.RestAsync(AwsService.S3, region, permission, new AwsAsk("/{id}") { Id = name, Query = [(what, null)] }, cancel);
        }
        catch (Kernel.Problem problem) when (problem.Kind is Kernel.ProblemKind.Missing or Kernel.ProblemKind.Denied)
        {
            return null;
        }
    }

    // Whoever is told of objects that come and go: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketNotificationConfiguration.html
    private static IEnumerable<string?> Notified(JsonElement told) =>
        new[] { ("CloudFunctionConfiguration", "CloudFunction"), ("QueueConfiguration", "Queue"), ("TopicConfiguration", "Topic") }
            .SelectMany(sort => told.Items(sort.Item1).Select(one => one.Text(sort.Item2))).Where(arn => arn is not null).Distinct().Order(StringComparer.Ordinal);

    public override Draft Translate(JsonElement item, Scope scope)
    {
        var (name, region) = (item.Need("Name"), item.Text("BucketRegion"));
        var suffix = Amazon.RegionEndpoint.GetBySystemName(region ?? "us-east-1").PartitionDnsSuffix;
        var arn = $"arn:{AwsObjects.Partition(region ?? "us-east-1")}:s3:::{name}";
        return AwsObjects.Service(arn, "object-storage", name, "S3 (AWS)", scope, item.Tags("Tags"))
            .Set("datacenters", AwsObjects.Place(scope, region: region))
            .Set("role", new JsonObject()
                .Put("endpoint", region is null ? null : $"{name}.s3.{region}.{suffix}")
                .Put("arn", arn)
                .Put("location", region)
                .Put("versioning", item.Text("Versioning")))
            .Set("notifies", Drafts.ToAll(item.Texts("Notified")))
            .Set("domain", $"{name}.s3.{suffix}")
            .Set("provider_created_at", Drafts.Moment(item.Text("CreationDate")))
            .Also(name);
    }
}

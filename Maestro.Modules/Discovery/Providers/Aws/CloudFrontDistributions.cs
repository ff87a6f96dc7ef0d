using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Aws;

/// <summary>CloudFront distributions. Headers that it sends to an origin are left out: they hold secrets more often than not.</summary>
internal sealed class CloudFrontDistributions() : AwsResource("aws.cloudfront.distributions", "cdn", "cdns-list", "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ListDistributions.html", "cloudfront:ListDistributions", "cloudfront:ListTagsForResource")
{
    private static readonly AwsPaging Paging = AwsPaging.Marker("Items.DistributionSummary", "MaxItems", 100, "NextMarker");

    public override ScopeKind ScopeKind => ScopeKind.Whole;

    // https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-cloudfront.html: in GovCloud it belongs to the standard account.
    public override bool IsIn(string partition) => partition is "aws" or "aws-cn";

    public override async IAsyncEnumerable<JsonElement> ListAsync(AwsSession session, Scope scope, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var item in session.RestAllAsync(AwsService.CloudFront, session.Home, "cloudfront:ListDistributions", Paging, new AwsAsk("/2020-05-31/distribution"), cancel))
        {
            var tags = item.Text("ARN") is { } arn
                ? await AwsSession.StillAsync(session.RestAsync(AwsService.CloudFront, session.Home, "cloudfront:ListTagsForResource", new AwsAsk("/2020-05-31/tagging") { Query = [("Resource", arn)] }, cancel)) : null;
            yield return item.With(("Tags", tags?.Items("Items.Tag").Nodes()));
        }
    }

    public override Draft Translate(JsonElement item, Scope scope)
    {
        var id = item.Need("Id");
        var tags = item.Tags("Tags");
        return AwsObjects.Service(id, "cdn", item.Text("DomainName") ?? id, "CloudFront (AWS)", scope, tags)
            .Stated(item.Text("Status"), Status.Resource)
            .Set("description", item.Text("Comment"))
            .Set("type", "Web")
            .Set("enabled", item.Flag("Enabled"))
            .Set("domain", item.Texts("Aliases.Items.CNAME").Order(StringComparer.Ordinal).FirstOrDefault())
            .Set("origins", item.Items("Origins.Items.Origin").Renamed(("origin_id", "Id"), ("domain_name", "DomainName"), ("origin_path", "OriginPath")))
            .Set("deps", Drafts.ToAll(item.Items("Origins.Items.Origin").Select(origin => Bucket(origin.Text("DomainName")))))
            .Set("role", Role(item))
            .Set("metas", new JsonObject().Put("last_modified", Drafts.Moment(item.Text("LastModifiedTime"))))
            .Also(item.Text("ARN"));
    }

    private static JsonObject Role(JsonElement item) => new JsonObject()
        .Put("endpoint", item.Text("DomainName"))
        .Put("arn", item.Text("ARN"))
        .Put("aliases", item.Texts("Aliases.Items.CNAME").Order(StringComparer.Ordinal).List())
        .Put("price_class", item.Text("PriceClass"))
        .Put("http_version", item.Text("HttpVersion")?.ToLowerInvariant())
        .Put("ipv6_enabled", item.Flag("IsIPV6Enabled"))
        .Put("enabled", item.Flag("Enabled"))
        .Put("web_acl_id", item.Text("WebACLId"))
        .Put("certificate_id", item.Text("ViewerCertificate.ACMCertificateArn") ?? item.Text("ViewerCertificate.IAMCertificateId"))
        .Put("restrictions", item.At("Restrictions.GeoRestriction")?.Renamed(("restriction_type", "RestrictionType"), ("locations", "Items.Location")))
        .Put("default_cache_behavior", item.At("DefaultCacheBehavior") is { } behavior ? behavior.Renamed(("target_origin_id", "TargetOriginId"), ("viewer_protocol_policy", "ViewerProtocolPolicy"))
            .Put("allowed_methods", behavior.Texts("AllowedMethods.Items.Method").List())
            .Put("cached_methods", behavior.Texts("AllowedMethods.CachedMethods.Items.Method").List()) : null)
        .Put("cache_behaviors", item.Items("CacheBehaviors.Items.CacheBehavior").Renamed(("path_pattern", "PathPattern"), ("target_origin_id", "TargetOriginId"), ("viewer_protocol_policy", "ViewerProtocolPolicy")))
        .Put("custom_error", item.Items("CustomErrorResponses.Items.CustomErrorResponse").Renamed(("error_code", "ErrorCode"), ("response_code", "ResponseCode"), ("response_page_path", "ResponsePagePath")));

    // An origin that is a bucket: its name leads the host.
    private static string? Bucket(string? host) => host?.IndexOf(".s3.", StringComparison.Ordinal) is > 0 and var at && host.Contains(".amazonaws.com", StringComparison.Ordinal)
        ? $"arn:{(host.EndsWith(".cn", StringComparison.Ordinal) ? "aws-cn" : "aws")}:s3:::{host[..at]}" : null;
}

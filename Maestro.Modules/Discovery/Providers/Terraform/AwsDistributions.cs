using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>CloudFront distributions.</summary>
internal sealed class AwsDistributions() : StateResource("cdn", "cdns-list", ["aws_cloudfront_distribution"])
{
    protected override Draft Read(StateObject item) => item.Draft("cdn", item.Id)
        .Set("name", item.Text("domain_name") ?? item.Id)
        .Set("description", item.Text("comment"))
        .Stated(item.Text("status"), Status.Resource)
        .Set("own", true)
        .Set("provider", "CloudFront (AWS)")
        .Set("type", "Web")
        .Set("enabled", item.Flag("enabled"))
        .Set("origins", item.Blocks("origin", "origin_id", "domain_name", "origin_path"))
        .Set("role", new JsonObject()
            .Put("endpoint", item.Text("domain_name"))
            .Put("arn", item.Arn())
            .Put("aliases", item.Texts("aliases").Order(StringComparer.Ordinal).List())
            .Put("price_class", item.Text("price_class"))
            .Put("http_version", item.Text("http_version"))
            .Put("ipv6_enabled", item.Flag("is_ipv6_enabled"))
            .Put("enabled", item.Flag("enabled"))
            .Put("web_acl_id", item.Text("web_acl_id"))
            .Put("default_cache_behavior", Drafts.Pick(item.First("default_cache_behavior"), "target_origin_id", "viewer_protocol_policy", "allowed_methods", "cached_methods"))
            .Put("cache_behaviors", item.Blocks("ordered_cache_behavior", "path_pattern", "target_origin_id", "viewer_protocol_policy"))
            .Put("custom_error", item.Blocks("custom_error_response", "error_code", "response_code", "response_page_path")))
        .Set("datacenters", item.AwsPlaces())
        .Tagged(item.AwsTags())
        .Also(item.Arn());
}

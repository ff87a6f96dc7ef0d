using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>Route 53 hosted zones.</summary>
internal sealed class AwsHostedZones() : StateResource("dns", "dns-list", ["aws_route53_zone"], "aws_route53_record")
{
    protected override Draft Read(StateObject item) => item.Draft("dns", item.Text("zone_id") ?? item.Id)
        .Set("name", item.Text("name") ?? item.Id)
        .Set("description", item.Text("comment"))
        .Set("own", true)
        .Set("provider", "Route53 (AWS)")
        .Set("role", new JsonObject()
            .Put("private", item.Items("vpc").Any())
            .Put("name_servers", item.Texts("name_servers").Order(StringComparer.Ordinal).List()))
        .Set("datacenters", item.AwsPlaces())
        .Tagged(item.AwsTags())
        .Also(item.Arn());
}

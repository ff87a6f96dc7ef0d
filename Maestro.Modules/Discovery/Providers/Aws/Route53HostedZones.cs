using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Aws;

/// <summary>Route 53 hosted zones.</summary>
internal sealed class Route53HostedZones() : AwsResource("aws.route53.hosted_zones", "dns", "dns-list", "https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListHostedZones.html", "route53:ListHostedZones", "route53:GetHostedZone", "route53:ListTagsForResource")
{
    private static readonly AwsPaging Paging = new("HostedZones.HostedZone", "marker", "NextMarker", "maxitems", 100);

    public override ScopeKind ScopeKind => ScopeKind.Whole;

    public override async IAsyncEnumerable<JsonElement> ListAsync(AwsSession session, Scope scope, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var item in session.RestAllAsync(AwsService.Route53, session.Home, "route53:ListHostedZones", Paging, new AwsAsk("/2013-04-01/hostedzone"), cancel))
        {
            if (Id(item) is not { } id)
            {
                yield return item;
                continue;
            }

            var zone = await AwsSession.StillAsync(session.RestAsync(AwsService.Route53, session.Home, "route53:GetHostedZone", new AwsAsk("/2013-04-01/hostedzone/{id}") { Id = id }, cancel));
            var tags = zone is null ? null : await AwsSession.StillAsync(session.RestAsync(AwsService.Route53, session.Home, "route53:ListTagsForResource", new AwsAsk("/2013-04-01/tags/hostedzone/{id}") { Id = id }, cancel));
            if (zone is { } said)
                yield return item.With(("DelegationSet", said.At("DelegationSet").Node()), ("VPCs", said.Items("VPCs.VPC").Nodes()), ("Tags", tags?.Items("ResourceTagSet.Tags.Tag").Nodes()), ("Partition", AwsObjects.Partition(session.Home)));
        }
    }

    // "/hostedzone/Z1D633PJN98FT9"
    private static string? Id(JsonElement item) => item.Text("Id")?.Split('/')[^1];

    public override Draft Translate(JsonElement item, Scope scope)
    {
        item.Need("Id");
        var id = Id(item)!;
        return AwsObjects.Service(id, "dns", item.Text("Name")?.TrimEnd('.') is { Length: > 0 } name ? name : id, "Route53 (AWS)", scope, item.Tags("Tags"))
            .Set("description", item.Text("Config.Comment"))
            .Set("role", new JsonObject()
                .Put("private", item.Flag("Config.PrivateZone"))
                .Put("record_count", item.Number("ResourceRecordSetCount"))
                .Put("name_servers", item.Texts("DelegationSet.NameServers.NameServer").Order(StringComparer.Ordinal).List()))
            .Set("metas", new JsonObject().Put("vpcs", item.Items("VPCs").Select(vpc => vpc.Text("VPCId")).List()))
            .Also(item.Text("Partition") is { } partition ? $"arn:{partition}:route53:::hostedzone/{id}" : null);
    }
}

using System.Text.Json;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Aws;

/// <summary>Transit gateways, those that other accounts share included.</summary>
internal sealed class Ec2TransitGateways() : Ec2Resource("aws.ec2.transit_gateways", "router", "network-list", "DescribeTransitGateways", "transitGatewaySet", 500)
{
    public override Draft? Translate(JsonElement item, Scope scope) => item.Text("state") is "deleted" or "deleting" ? null
        : item.Ec2Network("router", "transitGatewayId", "transit-gateway", scope)
            .Stated(item.Text("state"), Status.Resource)
            .Set("description", item.Text("description"))
            .Set("type", "Transit gateway")
            .Set("provider_created_at", Drafts.Moment(item.Text("creationTime")))
            .Set("metas", item.At("options")?.Renamed(("amazon_side_asn", "amazonSideAsn"), ("auto_accept_shared_attachments", "autoAcceptSharedAttachments"), ("dns_support", "dnsSupport"), ("multicast_support", "multicastSupport")));
}

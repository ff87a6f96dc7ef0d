using System.Text.Json;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Aws;

/// <summary>Virtual private gateways.</summary>
internal sealed class Ec2VpnGateways() : Ec2Resource("aws.ec2.vpn_gateways", "vpn-gateway", "network-list", "DescribeVpnGateways", "vpnGatewaySet", null)
{
    public override Draft? Translate(JsonElement item, Scope scope)
    {
        if (item.Text("state") is "deleted" or "deleting")
            return null;
        var vpc = item.Items("attachments").Where(one => one.Text("state") is "attached" or "attaching").Select(one => one.Text("vpcId")).FirstOrDefault();
        return item.Ec2Network("vpn-gateway", "vpnGatewayId", "vpn-gateway", scope)
            .Stated(item.Text("state"), Status.Resource)
            .Set("vpc", Drafts.To(vpc))
            .Set("vpc_id", vpc)
            .Set("type", item.Text("type"))
            .Set("amazon_side_asn", item.Number("amazonSideAsn"))
            .Set("vpc_attachments", item.Items("attachments").Renamed(("vpc_id", "vpcId"), ("state", "state")));
    }
}

using System.Text.Json;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Aws;

/// <summary>NAT gateways.</summary>
internal sealed class Ec2NatGateways() : Ec2Resource("aws.ec2.nat_gateways", "nat-gateway", "network-list", "DescribeNatGateways", "natGatewaySet", 500)
{
    // A deleted one is listed for about an hour.
    public override Draft? Translate(JsonElement item, Scope scope) => item.Text("state") is "deleted" or "deleting" ? null
        : item.Ec2Network("nat-gateway", "natGatewayId", "natgateway", scope)
            .Stated(item.Text("state"), Status.Resource)
            .Set("connectivity_type", item.Text("connectivityType"))
            .Set("nat_gateway_addresses", item.Items("natGatewayAddressSet").Renamed(("public_ip", "publicIp"), ("private_ip", "privateIp"), ("allocation_id", "allocationId"), ("network_interface_id", "networkInterfaceId")))
            .Set("network_interface_ids", item.Items("natGatewayAddressSet").Select(one => one.Text("networkInterfaceId")).List())
            .Set("failure_code", item.Text("failureCode"))
            .Set("failure_message", item.Text("failureMessage"))
            .Set("delete_time", Drafts.Moment(item.Text("deleteTime")))
            .Set("provider_created_at", Drafts.Moment(item.Text("createTime")));
}

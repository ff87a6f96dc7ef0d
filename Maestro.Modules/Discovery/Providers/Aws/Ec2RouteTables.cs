using System.Text.Json;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Aws;

/// <summary>Route tables.</summary>
internal sealed class Ec2RouteTables() : Ec2Resource("aws.ec2.route_tables", "route-table", "network-list", "DescribeRouteTables", "routeTableSet", 100)
{
    public override Draft Translate(JsonElement item, Scope scope) => item.Ec2Network("route-table", "routeTableId", "route-table", scope)
        .Set("is_default", item.Items("associationSet").Any(one => one.Flag("main") == true))
        .Set("routes", item.Items("routeSet").Renamed(("cidr_block", "destinationCidrBlock"), ("ipv6_cidr_block", "destinationIpv6CidrBlock"), ("destination_prefix_list_id", "destinationPrefixListId"),
            ("gateway_id", "gatewayId"), ("nat_gateway_id", "natGatewayId"), ("network_interface_id", "networkInterfaceId"), ("transit_gateway_id", "transitGatewayId"), ("instance_id", "instanceId"),
            ("egress_only_gateway_id", "egressOnlyInternetGatewayId"), ("vpc_peering_connection_id", "vpcPeeringConnectionId"), ("state", "state"), ("origin", "origin")))
        .Set("associations", item.Items("associationSet").Renamed(("association_id", "routeTableAssociationId"), ("subnet_id", "subnetId"), ("gateway_id", "gatewayId"), ("main", "main"), ("state", "associationState.state")))
        .Set("propagating_vgws", item.Items("propagatingVgwSet").Select(one => one.Text("gatewayId")).List())
        .Set("subnet_ids", item.Items("associationSet").Select(one => one.Text("subnetId")).Order(StringComparer.Ordinal).List());
}

using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>Route tables.</summary>
internal sealed class AwsRouteTables() : StateResource("route-table", "network-list", ["aws_route_table", "aws_default_route_table"], "aws_route_table_association", "aws_route")
{
    protected override Draft Read(StateObject item) => item.AwsNetwork("route-table", item.Text("vpc_id"))
        .Set("routes", item.Blocks("route", "cidr_block", "ipv6_cidr_block", "gateway_id", "nat_gateway_id", "network_interface_id", "transit_gateway_id", "vpc_endpoint_id", "vpc_peering_connection_id"))
        .Set("subnet_ids", item.State.Where("aws_route_table_association", "route_table_id", item.Id).Select(association => association.Text("subnet_id")).Order(StringComparer.Ordinal).List());
}

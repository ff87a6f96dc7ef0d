using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>Routers of OpenStack.</summary>
internal sealed class OpenStackRouters() : StateResource("router", "network-list", ["openstack_networking_router_v2"], "openstack_networking_router_interface_v2", "openstack_networking_router_route_v2")
{
    protected override Draft Read(StateObject item) => item.StackNetwork("router")
        .Set("status", item.Flag("admin_state_up") == false ? Status.Stopped : Status.Active)
        .Set("external_gateway_info", new JsonObject().Put("network_id", item.Text("external_network_id")).Put("enable_snat", item.Flag("enable_snat")).Put("fixed_ips", item.Blocks("external_fixed_ip", "subnet_id", "ip_address")))
        .Set("routes", new JsonArray([.. item.State.Where("openstack_networking_router_route_v2", "router_id", item.Id).Select(route => new JsonObject().Put("destination", route.Text("destination_cidr")).Put("nexthop", route.Text("next_hop")))]))
        .Set("subnet_ids", item.State.Where("openstack_networking_router_interface_v2", "router_id", item.Id).Select(one => one.Text("subnet_id")).Order(StringComparer.Ordinal).List())
        .Set("availability_zone_hints", item.Texts("availability_zone_hints").List());
}

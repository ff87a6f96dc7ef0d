using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>Octavia load balancers, with listeners and pools. Members are addresses: servers of the state that have them are the targets.</summary>
internal sealed class OpenStackLoadBalancers() : StateResource("load-balancer", "loadbalance-list", ["openstack_lb_loadbalancer_v2"], "openstack_lb_listener_v2", "openstack_lb_pool_v2", "openstack_lb_member_v2", "openstack_lb_members_v2", "openstack_lb_monitor_v2")
{
    protected override Draft Read(StateObject item)
    {
        var listeners = item.State.Where("openstack_lb_listener_v2", "loadbalancer_id", item.Id).ToList();
        var pools = item.State.Of("openstack_lb_pool_v2").Where(pool => pool.Text("loadbalancer_id") == item.Id || listeners.Any(listener => listener.Text("id") == pool.Text("listener_id") || listener.Text("default_pool_id") == pool.Text("id"))).ToList();
        return item.StackService("load-balancer", "OpenStack (HaProxy)")
            .Set("status", item.Flag("admin_state_up") == false ? Status.Stopped : Status.Active)
            .Set("role", new JsonObject()
                .Put("vip_address", item.Text("vip_address"))
                .Put("ip", item.Text("vip_address"))
                .Put("type", item.Text("loadbalancer_provider"))
                .Put("vpc_id", item.Text("vip_network_id"))
                .Put("listeners", new JsonArray([.. listeners.Select(listener => new JsonObject().Put("name", listener.Text("name")).Put("protocol", listener.Text("protocol")).Put("port", listener.Positive("protocol_port")))]))
                .Put("pools", new JsonArray([.. pools.Select(pool => new JsonObject().Put("name", pool.Text("name")).Put("protocol", pool.Text("protocol")).Put("lb_method", pool.Text("lb_method")))])))
            .Set("servers", Targets(item, pools));
    }

    private static JsonArray Targets(StateObject item, List<StateObject> pools)
    {
        var members = pools.SelectMany(pool => item.State.Where("openstack_lb_member_v2", "pool_id", pool.Text("id")).Select(member => (Address: member.Text("address"), Port: member.Positive("protocol_port"), Protocol: pool.Text("protocol")))
            .Concat(item.State.Where("openstack_lb_members_v2", "pool_id", pool.Text("id")).SelectMany(list => list.Items("member")).Select(member => (Address: member.Text("address"), Port: member.Positive("protocol_port"), Protocol: pool.Text("protocol"))))).ToList();
        var targets = item.State.Of("openstack_compute_instance_v2").OrderBy(server => server.Id, StringComparer.Ordinal)
            .SelectMany(server => members.Where(member => member.Address is not null && (member.Address == server.Text("access_ip_v4") || server.Items("network").Any(network => network.Text("fixed_ip_v4") == member.Address)))
                .Select(member => Drafts.To(server.Id)!.Put("protocol", member.Protocol).Put("port", member.Port)));
        return new JsonArray([.. targets]);
    }
}

using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>Floating addresses of OpenStack.</summary>
internal sealed class OpenStackFloatingIps() : StateResource("public-ip", "network-list", ["openstack_networking_floatingip_v2"], "openstack_compute_floatingip_associate_v2", "openstack_networking_floatingip_associate_v2")
{
    protected override Draft Read(StateObject item)
    {
        var address = item.Text("address");
        var port = item.Text("port_id") ?? item.State.Where("openstack_networking_floatingip_associate_v2", "floating_ip", address).Select(one => one.Text("port_id")).FirstOrDefault();
        var servers = item.State.Where("openstack_compute_floatingip_associate_v2", "floating_ip", address).Select(one => one.Text("instance_id"))
            .Concat(item.State.Where("openstack_networking_port_v2", "id", port).Select(one => one.Text("device_id")))
            .Concat(port is null ? [] : item.State.Of("openstack_compute_instance_v2").Where(server => server.Items("network").Any(network => network.Text("port") == port)).Select(server => server.Text("id")));
        return item.StackNetwork("public-ip")
            .Set("name", address ?? item.Id)
            .Set("ip_address", address.Address())
            .Set("fixed_ip_address", item.Text("fixed_ip"))
            .Set("port_id", port)
            .Set("servers", Drafts.ToAll(servers));
    }
}

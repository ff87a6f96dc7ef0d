using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>Ports of OpenStack networks.</summary>
internal sealed class OpenStackPorts() : StateResource("network-interface", "network-list", ["openstack_networking_port_v2"])
{
    protected override Draft Read(StateObject item)
    {
        var owner = item.Text("device_owner") ?? "";
        var instance = owner.StartsWith("compute:", StringComparison.Ordinal) ? item.Text("device_id")
            : item.State.Of("openstack_compute_instance_v2").FirstOrDefault(server => server.Items("network").Any(network => network.Text("port") == item.Id))?.Text("id");
        return item.StackNetwork("network-interface")
            .Set("status", item.Flag("admin_state_up") == false ? Status.Stopped : Status.Active)
            .Set("vpc", Drafts.To(item.Text("network_id")))
            .Set("vpc_id", item.Text("network_id"))
            .Set("network_id", item.Text("network_id"))
            .Set("subnet", Drafts.To(item.First("fixed_ip").Text("subnet_id")))
            .Set("subnet_id", item.First("fixed_ip").Text("subnet_id"))
            .Set("mac_address", item.Text("mac_address"))
            .Set("private_ip_address", item.Texts("all_fixed_ips").FirstOrDefault() ?? item.First("fixed_ip").Text("ip_address"))
            .Set("fixed_ips", item.Blocks("fixed_ip", "subnet_id", "ip_address"))
            .Set("device_id", item.Text("device_id"))
            .Set("device_owner", item.Text("device_owner"))
            .Set("security_group_ids", (item.Texts("all_security_group_ids") is { Count: > 0 } all ? all : item.Texts("security_group_ids")).Order(StringComparer.Ordinal).List())
            .Set("servers", Drafts.ToAll([instance]));
    }
}

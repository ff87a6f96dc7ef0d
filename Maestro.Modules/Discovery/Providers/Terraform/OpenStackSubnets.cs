using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>Subnets of OpenStack networks.</summary>
internal sealed class OpenStackSubnets() : StateResource("subnet", "network-list", ["openstack_networking_subnet_v2"])
{
    protected override Draft Read(StateObject item) => item.StackNetwork("subnet")
        .Set("vpc", Drafts.To(item.Text("network_id")))
        .Set("vpc_id", item.Text("network_id"))
        .Set("network_id", item.Text("network_id"))
        .Set("cidr_block", item.Text("cidr"))
        .Set("gateway_ip", item.Text("gateway_ip"))
        .Set("is_dhcp_enabled", item.Flag("enable_dhcp"))
        .Set("ipv6_address_mode", item.Text("ipv6_address_mode"))
        .Set("allocation_pools", item.Blocks("allocation_pool", "start", "end"));
}

using System.Text.Json;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.OpenStack;

/// <summary>Subnets of Neutron's networks.</summary>
internal sealed class Subnets() : StackResource("openstack.subnets", "subnet", "network-list", "https://docs.openstack.org/api-ref/network/v2/#list-subnets", StackCall.Subnets)
{
    public override Draft Translate(JsonElement item, Scope scope) => Stack.Network(item, "subnet", scope)
        .Set("vpc", Drafts.To(item.Text("network_id")))
        .Set("vpc_id", item.Text("network_id"))
        .Set("network_id", item.Text("network_id"))
        .Set("cidr_block", item.Text("cidr"))
        .Set("gateway_ip", item.Text("gateway_ip"))
        .Set("is_dhcp_enabled", item.Flag("enable_dhcp"))
        .Set("ipv6_address_mode", item.Text("ipv6_address_mode"))
        .Set("use_default_subnet_pool", item.Flag("use_default_subnetpool"))
        .Set("allocation_pools", Drafts.Blocks(item.Items("allocation_pools"), "start", "end"));
}

using System.Text.Json;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.OpenStack;

/// <summary>Networks of Neutron, shared and external ones included.</summary>
internal sealed class Networks() : StackResource("openstack.networks", "vpc", "network-list", "https://docs.openstack.org/api-ref/network/v2/#list-networks", StackCall.Networks)
{
    public override Draft Translate(JsonElement item, Scope scope) => Stack.Network(item, "vpc", scope)
        .Set("mtu", item.Positive("mtu"))
        .Set("is_external", item.Flag("router:external"))
        .Set("is_shared", item.Flag("shared"))
        .Set("is_default", item.Flag("is_default"))
        .Set("is_vlan_transparent", item.Flag("vlan_transparent"))
        .Set("is_port_security_enabled", item.Flag("port_security_enabled"))
        .Set("ipv4_address_scope_id", item.Text("ipv4_address_scope"))
        .Set("ipv6_address_scope_id", item.Text("ipv6_address_scope"))
        .Set("subnet_ids", item.Texts("subnets").Order(StringComparer.Ordinal).List());
}

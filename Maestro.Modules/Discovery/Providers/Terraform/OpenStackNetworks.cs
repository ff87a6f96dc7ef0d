using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>Networks of OpenStack.</summary>
internal sealed class OpenStackNetworks() : StateResource("vpc", "network-list", ["openstack_networking_network_v2"])
{
    protected override Draft Read(StateObject item) => item.StackNetwork("vpc")
        .Set("status", item.Flag("admin_state_up") == false ? Status.Stopped : Status.Active)
        .Set("mtu", item.Positive("mtu"))
        .Set("is_external", item.Flag("external"))
        .Set("is_shared", item.Flag("shared"))
        .Set("is_vlan_transparent", item.Flag("transparent_vlan"))
        .Set("is_port_security_enabled", item.Flag("port_security_enabled"));
}

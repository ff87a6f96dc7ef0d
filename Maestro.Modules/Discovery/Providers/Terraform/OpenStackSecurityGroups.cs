using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>Security groups of OpenStack, with their rules.</summary>
internal sealed class OpenStackSecurityGroups() : StateResource("security-group", "security-list", ["openstack_networking_secgroup_v2"], "openstack_networking_secgroup_rule_v2")
{
    protected override Draft Read(StateObject item) => item.StackNetwork("security-group")
        .Set("group_name", item.Text("name"))
        .Set("ip_permissions", Rules(item, "ingress"))
        .Set("ip_permissions_egress", Rules(item, "egress"));

    private static JsonArray Rules(StateObject item, string direction) => new([.. item.State.Where("openstack_networking_secgroup_rule_v2", "security_group_id", item.Id)
        .Where(rule => rule.Text("direction") == direction)
        .Select(rule => new JsonObject()
            .Put("ethertype", rule.Text("ethertype")).Put("protocol", rule.Text("protocol"))
            .Put("port_range_min", rule.Positive("port_range_min")).Put("port_range_max", rule.Positive("port_range_max"))
            .Put("remote_ip_prefix", rule.Text("remote_ip_prefix")).Put("remote_group_id", rule.Text("remote_group_id")))]);
}

using System.Text.Json;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.OpenStack;

/// <summary>Ports of the project; for an administrator too, not those of all others.</summary>
internal sealed class Ports() : StackResource("openstack.ports", "network-interface", "network-list", "https://docs.openstack.org/api-ref/network/v2/#list-ports", StackCall.Ports)
{
    public override IAsyncEnumerable<JsonElement> ListAsync(StackSession session, Scope scope, CancellationToken cancel) => session.ListAsync(StackCall.Ports, scope.Part, cancel, $"project_id={scope.Account}");

    public override Draft Translate(JsonElement item, Scope scope)
    {
        var first = item.Items("fixed_ips").FirstOrDefault();
        return Stack.Network(item, "network-interface", scope)
            .Set("vpc", Drafts.To(item.Text("network_id")))
            .Set("vpc_id", item.Text("network_id"))
            .Set("network_id", item.Text("network_id"))
            .Set("subnet", Drafts.To(first.Text("subnet_id")))
            .Set("subnet_id", first.Text("subnet_id"))
            .Set("mac_address", item.Text("mac_address"))
            .Set("private_ip_address", first.Text("ip_address"))
            .Set("fixed_ips", Drafts.Blocks(item.Items("fixed_ips"), "subnet_id", "ip_address"))
            .Set("interface_type", item.Text("binding:vnic_type"))
            .Set("device_id", item.Text("device_id"))
            .Set("device_owner", item.Text("device_owner"))
            .Set("security_group_ids", item.Texts("security_groups").Order(StringComparer.Ordinal).List())
            .Set("servers", Drafts.ToAll([Stack.ServerOf(item)]));
    }
}

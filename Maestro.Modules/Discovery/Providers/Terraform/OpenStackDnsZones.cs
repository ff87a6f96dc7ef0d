using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>Designate zones.</summary>
internal sealed class OpenStackDnsZones() : StateResource("dns", "dns-list", ["openstack_dns_zone_v2"], "openstack_dns_recordset_v2")
{
    protected override Draft Read(StateObject item) => item.StackService("dns", "OpenStack Designate")
        .Set("name", item.Text("name")?.TrimEnd('.') ?? item.Id)
        .Set("role", new JsonObject().Put("record_count", item.State.Where("openstack_dns_recordset_v2", "zone_id", item.Id).Count() is > 0 and var count ? count : null));
}

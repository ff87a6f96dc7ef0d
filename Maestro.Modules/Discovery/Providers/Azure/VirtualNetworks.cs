using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Azure;

/// <summary>Virtual networks.</summary>
internal sealed class VirtualNetworks() : AzureResource("azure.virtual_networks", "vpc", "network-list", "https://learn.microsoft.com/rest/api/virtualnetwork/virtual-networks/list-all", AzureCall.Networks)
{
    protected override Draft Translate(JsonElement item)
    {
        var ranges = item.Texts("properties.addressSpace.addressPrefixes");
        return Arm.Object(item, "vpc")
            .Provisioned(item)
            .Set("cidr_block", ranges.FirstOrDefault())
            .Set("address_space", ranges.List())
            .Set("subnet_ids", Arm.Ids(item.Items("properties.subnets")))
            .Set("virtual_network_peerings", new JsonArray([.. item.Items("properties.virtualNetworkPeerings").Select(one => new JsonObject().Put("name", one.Text("name")).Put("state", one.Text("properties.peeringState")))]))
            .Set("dhcp_options", new JsonObject().Put("dns_servers", item.Texts("properties.dhcpOptions.dnsServers").List()))
            .Set("enable_ddos_protection", item.Flag("properties.enableDdosProtection"))
            .Set("ddos_protection_plan", new JsonObject().Put("id", Arm.Lower(item.Text("properties.ddosProtectionPlan.id"))))
            .Set("enable_vm_protection", item.Flag("properties.enableVmProtection"));
    }
}

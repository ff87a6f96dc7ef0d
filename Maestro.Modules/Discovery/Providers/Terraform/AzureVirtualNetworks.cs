using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>Azure virtual networks.</summary>
internal sealed class AzureVirtualNetworks() : StateResource("vpc", "network-list", ["azurerm_virtual_network"])
{
    protected override Draft Read(StateObject item)
    {
        var ranges = item.Texts("address_space");
        return item.AzureObject("vpc")
            .Set("cidr_block", ranges.FirstOrDefault())
            .Set("address_space", ranges.List())
            .Set("enable_ddos_protection", item.First("ddos_protection_plan").Flag("enable"));
    }
}

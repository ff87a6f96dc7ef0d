using Maestro.Modules.Discovery.Providers.Azure;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>Peerings of Azure virtual networks.</summary>
internal sealed class AzurePeerings() : StateResource("peering", "network-list", ["azurerm_virtual_network_peering"])
{
    protected override Draft Read(StateObject item) => item.AzureObject("peering")
        .Set("peers", Drafts.ToAll([Arm.Before(item.Id, "virtualNetworkPeerings"), Arm.Lower(item.Text("remote_virtual_network_id"))]));
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Azure;

/// <summary>Peerings of virtual networks, each from the side of one network.</summary>
internal sealed class Peerings() : NetworkParts("azure.peerings", "peering", "https://learn.microsoft.com/rest/api/virtualnetwork/virtual-network-peerings/list", "virtualNetworkPeerings")
{
    protected override Draft Translate(JsonElement item, string? with) => Arm.Object(item, "peering", with)
        .Stated(item.Text("properties.peeringState"), Status.Resource)
        .Set("accepter_vpc_info", new JsonObject().Put("id", Arm.Lower(item.Text("properties.remoteVirtualNetwork.id"))).Put("address_space", item.Texts("properties.remoteAddressSpace.addressPrefixes").List()))
        .Set("peers", Drafts.ToAll([Arm.Before(item.Text("id"), "virtualNetworkPeerings"), Arm.Lower(item.Text("properties.remoteVirtualNetwork.id"))]));
}

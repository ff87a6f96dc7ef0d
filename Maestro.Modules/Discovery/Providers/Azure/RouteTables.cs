using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Azure;

/// <summary>Route tables.</summary>
internal sealed class RouteTables() : AzureResource("azure.route_tables", "route-table", "network-list", "https://learn.microsoft.com/rest/api/virtualnetwork/route-tables/list-all", AzureCall.RouteTables)
{
    protected override Draft Translate(JsonElement item) => Arm.Object(item, "route-table")
        .Provisioned(item)
        .Set("routes", new JsonArray([.. item.Items("properties.routes").Select(route => new JsonObject()
            .Put("name", route.Text("name"))
            .Put("address_prefix", route.Text("properties.addressPrefix"))
            .Put("next_hop_type", route.Text("properties.nextHopType"))
            .Put("next_hop_in_ip_address", route.Text("properties.nextHopIpAddress")))]))
        .Set("subnet_ids", Arm.Ids(item.Items("properties.subnets")))
        .Set("disable_bgp_route_propagation", item.Flag("properties.disableBgpRoutePropagation"));
}

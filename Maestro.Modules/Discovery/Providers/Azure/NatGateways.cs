using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Azure;

/// <summary>NAT gateways.</summary>
internal sealed class NatGateways() : AzureResource("azure.nat_gateways", "nat-gateway", "network-list", "https://learn.microsoft.com/rest/api/virtualnetwork/nat-gateways/list-all", AzureCall.NatGateways)
{
    protected override Draft Translate(JsonElement item)
    {
        var subnets = item.Items("properties.subnets").Select(subnet => Arm.Lower(subnet.Text("id"))).OfType<string>().Order(StringComparer.Ordinal).ToList();
        return Arm.Object(item, "nat-gateway")
            .Provisioned(item)
            .Set("subnet_ids", subnets.List())
            .Set("subnet", subnets.Count == 1 ? Drafts.To(subnets[0]) : null)
            .Set("vpc", Drafts.To(Arm.Before(subnets.FirstOrDefault(), "subnets")))
            .Set("vpc_id", Arm.Before(subnets.FirstOrDefault(), "subnets"))
            .Set("connectivity_type", "public")
            .Set("nat_gateway_addresses", new JsonArray([.. item.Items("properties.publicIpAddresses").Concat(item.Items("properties.publicIpPrefixes")).Select(address => new JsonObject().Put("id", Arm.Lower(address.Text("id"))))]))
            .Set("metas", new JsonObject().Put("idle_timeout_in_minutes", item.Positive("properties.idleTimeoutInMinutes")).Put("sku", item.Text("sku.name")));
    }
}

using System.Text.Json;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Azure;

/// <summary>Subnets of virtual networks.</summary>
internal sealed class Subnets() : NetworkParts("azure.subnets", "subnet", "https://learn.microsoft.com/rest/api/virtualnetwork/subnets/list", "subnets")
{
    protected override Draft Translate(JsonElement item, string? with) => Arm.Object(item, "subnet", with)
        .Provisioned(item)
        .Set("vpc", Drafts.To(Arm.Before(item.Text("id"), "subnets")))
        .Set("vpc_id", Arm.Before(item.Text("id"), "subnets"))
        .Set("cidr_block", item.Texts("properties.addressPrefixes").FirstOrDefault() ?? item.Text("properties.addressPrefix"))
        .Set("security_group_ids", new[] { Arm.Lower(item.Text("properties.networkSecurityGroup.id")) }.List())
        .Set("route_table_ids", new[] { Arm.Lower(item.Text("properties.routeTable.id")) }.List());
}

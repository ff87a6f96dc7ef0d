using Maestro.Modules.Discovery.Providers.Azure;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>Subnets of Azure virtual networks.</summary>
internal sealed class AzureSubnets() : StateResource("subnet", "network-list", ["azurerm_subnet"], "azurerm_subnet_network_security_group_association", "azurerm_subnet_route_table_association")
{
    protected override Draft Read(StateObject item) => item.AzureObject("subnet")
        .Set("vpc", Drafts.To(Arm.Before(item.Id, "subnets")))
        .Set("vpc_id", Arm.Before(item.Id, "subnets"))
        .Set("cidr_block", item.Texts("address_prefixes").FirstOrDefault() ?? item.Text("address_prefix"))
        .Set("security_group_ids", item.State.Where("azurerm_subnet_network_security_group_association", "subnet_id", item.Id).Select(one => Arm.Lower(one.Text("network_security_group_id"))).List())
        .Set("route_table_ids", item.State.Where("azurerm_subnet_route_table_association", "subnet_id", item.Id).Select(one => Arm.Lower(one.Text("route_table_id"))).List());
}

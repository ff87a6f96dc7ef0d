using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>Azure DNS zones.</summary>
internal sealed class AzureDnsZones() : StateResource("dns", "dns-list", ["azurerm_dns_zone", "azurerm_private_dns_zone"])
{
    protected override Draft Read(StateObject item) => item.AzureService("dns", "Azure DNS")
        .Set("role", new JsonObject()
            .Put("private", item.Type == "azurerm_private_dns_zone")
            .Put("record_count", item.Number("number_of_record_sets"))
            .Put("name_servers", item.Texts("name_servers").Order(StringComparer.Ordinal).List()));
}

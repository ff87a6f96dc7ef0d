using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>Azure network security groups.</summary>
internal sealed class AzureSecurityGroups() : StateResource("security-group", "security-list", ["azurerm_network_security_group"], "azurerm_network_security_rule")
{
    private static readonly string[] Rule = ["name", "priority", "access", "protocol", "source_port_range", "source_port_ranges", "destination_port_range", "destination_port_ranges", "source_address_prefix", "source_address_prefixes", "destination_address_prefix", "destination_address_prefixes"];

    protected override Draft Read(StateObject item) => item.AzureObject("security-group")
        .Set("group_name", item.Text("name"))
        .Set("ip_permissions", Rules(item, "Inbound"))
        .Set("ip_permissions_egress", Rules(item, "Outbound"));

    private static JsonArray Rules(StateObject item, string direction) =>
        new([.. item.Items("security_rule").Where(rule => rule.Text("direction") == direction).OrderBy(rule => rule.Number("priority")).Select(rule => Drafts.Pick(rule, Rule))]);
}

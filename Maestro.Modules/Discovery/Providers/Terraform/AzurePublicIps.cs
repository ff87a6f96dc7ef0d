using Maestro.Modules.Discovery.Providers.Azure;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>Azure public IP addresses, and the machines they lead to.</summary>
internal sealed class AzurePublicIps() : StateResource("public-ip", "network-list", ["azurerm_public_ip"])
{
    protected override Draft Read(StateObject item)
    {
        var cards = item.State.Of("azurerm_network_interface").Where(card => card.Items("ip_configuration").Any(configuration => Arm.Lower(configuration.Text("public_ip_address_id")) == Arm.Lower(item.Id)))
            .Select(card => Arm.Lower(card.Text("id"))).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var servers = item.State.Of(Azure.Machines).Where(machine => machine.Texts("network_interface_ids").Any(id => cards.Contains(Arm.Lower(id)!))).Select(machine => Arm.Lower(machine.Text("id")));
        return item.AzureObject("public-ip")
            .Set("ip_address", item.Text("ip_address").Address())
            .Set("public_ip_address_version", item.Text("ip_version"))
            .Set("allocation_method", item.Text("allocation_method"))
            .Set("dns_settings", new System.Text.Json.Nodes.JsonObject().Put("domain_name_label", item.Text("domain_name_label")).Put("fqdn", item.Text("fqdn")))
            .Set("servers", Drafts.ToAll(servers));
    }
}

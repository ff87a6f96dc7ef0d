using Maestro.Modules.Discovery.Providers.Azure;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>Azure network interfaces.</summary>
internal sealed class AzureNetworkInterfaces() : StateResource("network-interface", "network-list", ["azurerm_network_interface"], "azurerm_network_interface_security_group_association")
{
    protected override Draft Read(StateObject item)
    {
        var subnet = item.Items("ip_configuration").Select(configuration => configuration.Text("subnet_id")).FirstOrDefault(id => id is not null);
        var machine = item.Text("virtual_machine_id")
            ?? item.State.Of(Azure.Machines).FirstOrDefault(machine => machine.Texts("network_interface_ids").Any(id => Arm.Lower(id) == Arm.Lower(item.Id)))?.Text("id");
        return item.AzureObject("network-interface")
            .Set("subnet", Drafts.To(Arm.Lower(subnet)))
            .Set("subnet_id", Arm.Lower(subnet))
            .Set("vpc", Drafts.To(Arm.Before(subnet, "subnets")))
            .Set("vpc_id", Arm.Before(subnet, "subnets"))
            .Set("mac_address", item.Text("mac_address"))
            .Set("private_ip_address", item.Text("private_ip_address"))
            .Set("private_ip_addresses", item.Texts("private_ip_addresses").List())
            .Set("enable_ip_forwarding", item.Flag("ip_forwarding_enabled") ?? item.Flag("enable_ip_forwarding"))
            .Set("ip_configurations", item.Blocks("ip_configuration", "name", "primary", "private_ip_address", "private_ip_address_allocation", "public_ip_address_id", "subnet_id"))
            .Set("security_group_ids", item.State.Where("azurerm_network_interface_security_group_association", "network_interface_id", item.Id).Select(one => Arm.Lower(one.Text("network_security_group_id"))).List())
            .Set("servers", Drafts.ToAll([Arm.Lower(machine)]));
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Azure;

/// <summary>Network interfaces.</summary>
internal sealed class NetworkInterfaces() : AzureResource("azure.network_interfaces", "network-interface", "network-list", "https://learn.microsoft.com/rest/api/virtualnetwork/network-interfaces/list-all", AzureCall.Interfaces)
{
    protected override Draft Translate(JsonElement item)
    {
        var configurations = item.Items("properties.ipConfigurations").ToList();
        var subnet = Arm.Lower(configurations.Select(one => one.Text("properties.subnet.id")).FirstOrDefault(id => id is not null));
        var addresses = configurations.Select(one => one.Text("properties.privateIPAddress")).OfType<string>().ToList();
        return Arm.Object(item, "network-interface")
            .Provisioned(item)
            .Set("subnet", Drafts.To(subnet))
            .Set("subnet_id", subnet)
            .Set("vpc", Drafts.To(Arm.Before(subnet, "subnets")))
            .Set("vpc_id", Arm.Before(subnet, "subnets"))
            .Set("mac_address", item.Text("properties.macAddress"))
            .Set("private_ip_address", addresses.FirstOrDefault())
            .Set("private_ip_addresses", addresses.List())
            .Set("enable_ip_forwarding", item.Flag("properties.enableIPForwarding"))
            .Set("ip_configurations", new JsonArray([.. configurations.Select(Configuration)]))
            .Set("security_group_ids", new[] { Arm.Lower(item.Text("properties.networkSecurityGroup.id")) }.List())
            .Set("dns_settings", new JsonObject().Put("dns_servers", item.Texts("properties.dnsSettings.dnsServers").List()).Put("internal_domain_name_suffix", item.Text("properties.dnsSettings.internalDomainNameSuffix")))
            .Set("resource_guid", item.Text("properties.resourceGuid"))
            .Set("servers", Drafts.ToAll([Interfaces.MachineOf(item)]));
    }

    // As Terraform writes them.
    private static JsonObject Configuration(JsonElement one) => new JsonObject()
        .Put("name", one.Text("name"))
        .Put("primary", one.Flag("properties.primary"))
        .Put("private_ip_address", one.Text("properties.privateIPAddress"))
        .Put("private_ip_address_allocation", one.Text("properties.privateIPAllocationMethod"))
        .Put("public_ip_address_id", one.Text("properties.publicIPAddress.id"))
        .Put("subnet_id", one.Text("properties.subnet.id"));
}

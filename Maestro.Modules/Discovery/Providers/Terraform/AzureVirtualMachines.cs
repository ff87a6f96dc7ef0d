using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Discovery.Providers.Azure;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>Azure virtual machines, with the addresses of their interfaces.</summary>
internal sealed class AzureVirtualMachines() : StateResource("server", "server-list", Azure.Machines, "azurerm_virtual_machine_data_disk_attachment")
{
    protected override Draft Read(StateObject item)
    {
        var tags = item.Labels("tags");
        var cards = item.Texts("network_interface_ids").SelectMany(id => item.State.Where("azurerm_network_interface", "id", id)).ToList();
        return item.AzureObject("server")
            .Set("hostname", item.Text("computer_name") ?? item.First("os_profile").Text("computer_name"))
            .Set("ipv4_private", (item.Text("private_ip_address") ?? cards.Select(card => card.Text("private_ip_address")).FirstOrDefault(ip => ip is not null)).Address())
            .Set("ipv4_public", (item.Text("public_ip_address") ?? Public(item, cards)).Address())
            .Set("os", Os(item))
            .Set("role", Drafts.Label(tags, "role"))
            .Set("auth", item.Text("admin_username") is { } user ? new JsonArray(new JsonObject { ["username"] = user, ["type"] = item.Flag("disable_password_authentication") == true ? "PKI" : "Password" }) : null)
            .Set("storage", Storage(item))
            .Set("lifecycle", item.Text("priority"))
            .Set("datacenters", item.AzurePlace()
                .Put("zone", item.Text("zone") ?? item.Texts("zones").FirstOrDefault())
                .Put("type", "Virtual")
                .Put("instance", item.Text("size") ?? item.Text("vm_size"))
                .Put("instance_id", item.Text("virtual_machine_id"))
                .Put("license_type", item.Text("license_type")));
    }

    private static string? Public(StateObject item, List<StateObject> cards) => cards
        .SelectMany(card => card.Items("ip_configuration")).Select(configuration => configuration.Text("public_ip_address_id")).OfType<string>()
        .SelectMany(id => item.State.Where("azurerm_public_ip", "id", id)).Select(address => address.Text("ip_address")).FirstOrDefault(ip => ip is not null);

    private static JsonObject Os(StateObject item)
    {
        var image = item.First("source_image_reference") is { ValueKind: JsonValueKind.Object } reference ? reference : item.First("storage_image_reference");
        var kind = item.Type switch
        {
            "azurerm_windows_virtual_machine" => "Windows",
            "azurerm_linux_virtual_machine" => "Linux",
            _ => item.First("storage_os_disk").Text("os_type") ?? (item.Items("os_profile_windows_config").Any() ? "Windows" : item.Items("os_profile_linux_config").Any() ? "Linux" : null),
        };
        return new JsonObject().Put("base", kind).Put("dist", image.Text("offer")).Put("version", image.Text("sku"));
    }

    private static JsonArray Storage(StateObject item)
    {
        var disks = item.Items("os_disk").Concat(item.Items("storage_os_disk")).Select(disk => Disk(disk, "root"))
            .Concat(item.Items("storage_data_disk").Select(disk => Disk(disk, "secondary")))
            .Concat(item.State.Where("azurerm_virtual_machine_data_disk_attachment", "virtual_machine_id", item.Id).Select(attachment => Attached(item, attachment)));
        return new JsonArray([.. disks.DistinctBy(disk => disk["name"]!.GetValue<string>())]);
    }

    private static JsonObject Disk(JsonElement disk, string use) => new JsonObject { ["name"] = disk.Text("name") ?? use }
        .Put("size", disk.Positive("disk_size_gb"))
        .Put("root", use)
        .Put("unique_id", Arm.Lower(disk.Text("managed_disk_id")))
        .Put("storage_account_type", disk.Text("storage_account_type") ?? disk.Text("managed_disk_type"))
        .Put("create_option", disk.Text("create_option"))
        .Put("write_accelerator_enabled", disk.Flag("write_accelerator_enabled"));

    private static JsonObject Attached(StateObject item, StateObject attachment)
    {
        var id = attachment.Text("managed_disk_id");
        var disk = item.State.Where("azurerm_managed_disk", "id", id).FirstOrDefault();
        return new JsonObject { ["name"] = disk?.Text("name") ?? id?[(id.LastIndexOf('/') + 1)..] ?? "disk" }
            .Put("size", disk?.Positive("disk_size_gb"))
            .Put("root", "secondary")
            .Put("unique_id", Arm.Lower(id))
            .Put("storage_account_type", disk?.Text("storage_account_type"));
    }
}

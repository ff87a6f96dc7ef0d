using Maestro.Modules.Discovery.Providers.Azure;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>Azure managed disks.</summary>
internal sealed class AzureManagedDisks() : StateResource("volume", "volumes-list", ["azurerm_managed_disk"], "azurerm_virtual_machine_data_disk_attachment")
{
    protected override Draft Read(StateObject item)
    {
        var servers = Drafts.ToAll(item.State.Where("azurerm_virtual_machine_data_disk_attachment", "managed_disk_id", item.Id).Select(attachment => Arm.Lower(attachment.Text("virtual_machine_id")))
            .Concat(item.State.Of(Azure.Machines).Where(machine => machine.Items("storage_data_disk").Concat(machine.Items("storage_os_disk")).Any(disk => Arm.Lower(disk.Text("managed_disk_id")) == Arm.Lower(item.Id))).Select(machine => Arm.Lower(machine.Text("id")))));
        return item.AzureObject("volume")
            .Set("status", servers is null ? Status.Available : Status.Active)
            .Set("size", item.Positive("disk_size_gb"))
            .Set("volume_type", item.Text("storage_account_type"))
            .Set("storage_account_type", item.Text("storage_account_type"))
            .Set("create_option", item.Text("create_option"))
            .Set("disk_iops_read_write", item.Positive("disk_iops_read_write"))
            .Set("disk_mbps_read_write", item.Positive("disk_mbps_read_write"))
            .Set("os_type", item.Text("os_type"))
            .MadeOf(item.Text("source_resource_id"))
            .Set("image_id", Arm.Lower(item.Text("image_reference_id")))
            .Set("servers", servers);
    }
}

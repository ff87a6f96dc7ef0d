using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Azure;

/// <summary>Managed images.</summary>
internal sealed class Images() : AzureResource("azure.images", "image", "images-list", "https://learn.microsoft.com/rest/api/compute/images/list", AzureCall.Images)
{
    protected override Draft Translate(JsonElement item)
    {
        var disks = item.Items("properties.storageProfile.osDisk").Concat(item.Items("properties.storageProfile.dataDisks")).ToList();
        var sizes = disks.Select(disk => disk.Positive("diskSizeGB")).OfType<decimal>().ToList();
        return Arm.Object(item, "image")
            .Provisioned(item)
            .Set("size", sizes.Count > 0 ? sizes.Sum() : null)
            .Set("platform", item.Text("properties.storageProfile.osDisk.osType"))
            .Set("os_type", item.Text("properties.storageProfile.osDisk.osType"))
            .Set("image_type", item.Text("properties.storageProfile.osDisk.osState"))
            .Set("hypervisor", item.Text("properties.hyperVGeneration") is { } generation ? $"Hyper-V {generation}" : null)
            .Set("storage", new JsonArray([.. disks.Select(disk => new JsonObject()
                .Put("lun", disk.Number("lun")).Put("size", disk.Positive("diskSizeGB")).Put("storage_account_type", disk.Text("storageAccountType"))
                .Put("snapshot_id", Arm.Lower(disk.Text("snapshot.id"))).Put("managed_disk_id", Arm.Lower(disk.Text("managedDisk.id"))).Put("blob_uri", disk.Text("blobUri")))]))
            .Set("metas", new JsonObject().Put("source_virtual_machine", Arm.Lower(item.Text("properties.sourceVirtualMachine.id"))).Put("zone_resilient", item.Flag("properties.storageProfile.zoneResilient")));
    }
}

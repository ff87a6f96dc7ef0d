using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Azure;

/// <summary>Managed disks; a shared one has several machines.</summary>
internal sealed class Disks() : AzureResource("azure.disks", "volume", "volumes-list", "https://learn.microsoft.com/rest/api/compute/disks/list", AzureCall.Disks)
{
    protected override Draft Translate(JsonElement item)
    {
        var state = item.Text("properties.diskState");
        var machines = item.Texts("managedBy").Concat(item.Texts("managedByExtended")).Concat(item.Items("properties.shareInfo").Select(share => share.Text("vmUri")).OfType<string>()).Select(Arm.Lower).Distinct().Order(StringComparer.Ordinal).ToList();
        return Arm.Object(item, "volume")
            .Set("status", Status.Volume(state) ?? (machines.Count > 0 ? Status.Active : Status.Available))
            .Set("raw_status", state)
            .Set("size", item.Positive("properties.diskSizeGB"))
            .Set("volume_type", item.Text("sku.name"))
            .Set("storage_account_type", item.Text("sku.name"))
            .Set("create_option", item.Text("properties.creationData.createOption"))
            .Set("disk_iops_read_write", item.Positive("properties.diskIOPSReadWrite"))
            .Set("disk_mbps_read_write", item.Positive("properties.diskMBpsReadWrite"))
            .Set("os_type", item.Text("properties.osType"))
            .MadeOf(item.Text("properties.creationData.sourceResourceId"))
            .Set("image_id", Arm.Lower(item.Text("properties.creationData.imageReference.id")))
            .Set("managed_by", Arm.Lower(item.Text("managedBy")))
            .Set("encryption_settings", new JsonObject().Put("type", item.Text("properties.encryption.type")).Put("disk_encryption_set_id", Arm.Lower(item.Text("properties.encryption.diskEncryptionSetId"))))
            .Set("servers", Drafts.ToAll(machines));
    }
}

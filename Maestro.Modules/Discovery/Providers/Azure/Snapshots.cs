using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Azure;

/// <summary>Snapshots of managed disks.</summary>
internal sealed class Snapshots() : AzureResource("azure.snapshots", "snapshot", "snapshot-list", "https://learn.microsoft.com/rest/api/compute/snapshots/list", AzureCall.Snapshots)
{
    protected override Draft Translate(JsonElement item)
    {
        var source = Arm.Lower(item.Text("properties.creationData.sourceResourceId"));
        var disk = source?.Contains("/disks/", StringComparison.Ordinal) == true ? source : null;
        return Arm.Object(item, "snapshot")
            .Provisioned(item)
            .Set("size", item.Positive("properties.diskSizeGB"))
            .Set("volume_size", item.Positive("properties.diskSizeGB"))
            .Set("volume_id", disk)
            .Set("volume", Drafts.To(disk))
            .Set("snapshot_id", disk is null ? source : null)
            .Set("progress", item.Number("properties.completionPercent") is { } percent ? FormattableString.Invariant($"{percent}%") : null)
            .Set("os_type", item.Text("properties.osType"))
            .Set("type", item.Text("sku.name"))
            .Set("metas", new JsonObject().Put("incremental", item.Flag("properties.incremental")));
    }
}

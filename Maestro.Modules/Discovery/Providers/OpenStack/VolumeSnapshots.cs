using System.Text.Json;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.OpenStack;

/// <summary>Snapshots of Cinder's volumes.</summary>
internal sealed class VolumeSnapshots() : StackResource("openstack.snapshots", "snapshot", "snapshot-list", "https://docs.openstack.org/api-ref/block-storage/v3/#list-snapshots-and-details", StackCall.Snapshots)
{
    public override Draft? Translate(JsonElement item, Scope scope) => item.Text("status") is "deleted" or "deleting" ? null : Stack.Object(item, "snapshot", scope)
        .Stated(item.Text("status"), Status.Resource)
        .Set("size", item.Positive("size"))
        .Set("volume_size", item.Positive("size"))
        .Set("volume", Drafts.To(item.Text("volume_id")))
        .Set("volume_id", item.Text("volume_id"))
        .Set("progress", item.Text("os-extended-snapshot-attributes:progress"))
        .Set("project_id", item.Text("os-extended-snapshot-attributes:project_id"));
}

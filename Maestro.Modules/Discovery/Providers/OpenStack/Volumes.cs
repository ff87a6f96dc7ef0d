using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.OpenStack;

/// <summary>Volumes of Cinder.</summary>
internal sealed class Volumes() : StackResource("openstack.volumes", "volume", "volumes-list", "https://docs.openstack.org/api-ref/block-storage/v3/#list-accessible-volumes-with-details", StackCall.Volumes)
{
    public override Draft? Translate(JsonElement item, Scope scope)
    {
        if (item.Text("status") is "deleted" or "deleting")
            return null;
        var project = item.Text("os-vol-tenant-attr:tenant_id");
        return Stack.Object(item, "volume", scope)
            .Stated(item.Text("status"), Status.Volume)
            .Set("size", item.Positive("size"))
            .Set("volume_type", item.Text("volume_type"))
            .Set("encrypted", item.Flag("encrypted"))
            .Set("snapshot_id", item.Text("snapshot_id"))
            .Set("source_volume_id", item.Text("source_volid"))
            .Set("image_id", item.Text("volume_image_metadata.image_id"))
            .Set("image_name", item.Text("volume_image_metadata.image_name"))
            .Set("container_format", item.Text("volume_image_metadata.container_format"))
            .Set("project_id", project)
            .Set("metas", new JsonObject().Put("bootable", item.Flag("bootable")).Put("multiattach", item.Flag("multiattach")))
            .Set("servers", new JsonArray([.. item.Items("attachments").Where(one => one.Text("server_id") is not null).OrderBy(one => one.Text("server_id"), StringComparer.Ordinal)
                .Select(one => Drafts.To(one.Text("server_id"))!.Put("device", one.Text("device")).Put("attach_time", Drafts.Moment(one.Text("attached_at"))))]));
    }
}

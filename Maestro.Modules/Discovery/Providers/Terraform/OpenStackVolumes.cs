using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>Block storage volumes of OpenStack.</summary>
internal sealed class OpenStackVolumes() : StateResource("volume", "volumes-list", Sorts, "openstack_compute_volume_attach_v2", "openstack_blockstorage_volume_attach_v3")
{
    internal static readonly string[] Sorts = ["openstack_blockstorage_volume_v3", "openstack_blockstorage_volume_v2", "openstack_blockstorage_volume_v1"];

    protected override Draft Read(StateObject item)
    {
        var attached = item.Items("attachment").Select(one => (Server: one.Text("instance_id"), Device: one.Text("device")))
            .Concat(item.State.Where("openstack_compute_volume_attach_v2", "volume_id", item.Id).Select(one => (Server: one.Text("instance_id"), Device: one.Text("device"))))
            .Where(one => one.Server is not null).DistinctBy(one => one.Server).ToList();
        return item.StackObject("volume")
            .Set("status", attached.Count > 0 ? Status.Active : Status.Available)
            .Set("size", item.Positive("size"))
            .Set("volume_type", item.Text("volume_type"))
            .Set("snapshot_id", item.Text("snapshot_id"))
            .Set("source_volume_id", item.Text("source_vol_id"))
            .Set("image_id", item.Text("image_id"))
            .Set("servers", new JsonArray([.. attached.Select(one => Drafts.To(one.Server)!.Put("device", one.Device))]));
    }
}

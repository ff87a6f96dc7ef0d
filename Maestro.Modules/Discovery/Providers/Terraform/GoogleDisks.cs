using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>Compute Engine disks.</summary>
internal sealed class GoogleDisks() : StateResource("volume", "volumes-list", ["google_compute_disk"], "google_compute_attached_disk")
{
    protected override Draft Read(StateObject item)
    {
        var path = item.GooglePath();
        var servers = Drafts.ToAll(item.Texts("users").Select(Google.Path)
            .Concat(item.State.Of("google_compute_attached_disk").Where(one => Google.Path(one.Text("disk")) == path).Select(one => Google.Path(one.Text("instance"))))
            .Concat(item.State.Of("google_compute_instance").Where(machine => machine.Items("boot_disk").Concat(machine.Items("attached_disk")).Any(disk => Google.Path(disk.Text("source")) == path)).Select(machine => machine.GooglePath())));
        return item.GoogleObject("volume")
            .Set("status", servers is null ? Status.Available : Status.Active)
            .Set("size", item.Positive("size"))
            .Set("volume_type", Google.Last(item.Text("type")))
            .Set("iops", item.Positive("provisioned_iops"))
            .Set("throughput", item.Positive("provisioned_throughput"))
            .Set("image_id", Google.Path(item.Text("image")))
            .Set("snapshot_id", Google.Path(item.Text("snapshot")))
            .Set("provider_created_at", Drafts.Moment(item.Text("creation_timestamp")))
            .Set("servers", servers);
    }
}

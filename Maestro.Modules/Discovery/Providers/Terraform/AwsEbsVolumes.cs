using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>EBS volumes with a resource of their own.</summary>
internal sealed class AwsEbsVolumes() : StateResource("volume", "storage-list", ["aws_ebs_volume"], "aws_volume_attachment")
{
    protected override Draft Read(StateObject item)
    {
        var servers = item.State.Where("aws_volume_attachment", "volume_id", item.Id)
            .Where(attachment => attachment.Text("instance_id") is not null)
            .Select(attachment => (JsonNode)Drafts.To(attachment.Text("instance_id"))!.Put("device", attachment.Text("device_name"))).ToArray();
        var inside = item.State.Of("aws_instance").Any(instance => instance.Items("ebs_block_device").Any(disk => disk.Text("volume_id") == item.Id));
        return item.Draft("volume", item.Id)
            .Set("name", item.AwsName())
            .Set("status", servers.Length > 0 || inside ? Status.Active : Status.Available)
            .Set("size", item.Positive("size"))
            .Set("iops", item.Positive("iops"))
            .Set("throughput", item.Positive("throughput"))
            .Set("volume_type", item.Text("type"))
            .Set("encrypted", item.Flag("encrypted"))
            .Set("kms_key_id", item.Text("kms_key_id"))
            .Set("snapshot_id", item.Text("snapshot_id"))
            .Set("servers", new JsonArray(servers))
            .Set("datacenters", item.AwsPlaces())
            .Set("provider_created_at", Drafts.Moment(item.Text("create_time")))
            .Tagged(item.AwsTags());
    }
}

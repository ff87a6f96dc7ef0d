using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Aws;

/// <summary>EBS volumes.</summary>
internal sealed class Ec2Volumes() : Ec2Resource("aws.ec2.volumes", "volume", "volumes-list", "DescribeVolumes", "volumeSet", 500)
{
    public override Draft? Translate(JsonElement item, Scope scope)
    {
        var state = item.Text("status");
        if (state is "deleting" or "deleted")
            return null;
        var servers = item.Items("attachmentSet").Where(one => one.Text("instanceId") is not null).Select(one => (JsonNode)Drafts.To(one.Text("instanceId"))!
            .Put("device", one.Text("device"))
            .Put("status", one.Text("status"))
            .Put("attach_time", Drafts.Moment(one.Text("attachTime")))
            .Put("delete_on_termination", one.Flag("deleteOnTermination"))).ToArray();
        return item.Ec2("volume", "volumeId", "volume", scope)
            .Stated(state, Status.Volume)
            .Set("size", item.Positive("size"))
            .Set("iops", item.Positive("iops"))
            .Set("throughput", item.Positive("throughput"))
            .Set("volume_type", item.Text("volumeType"))
            .Set("encrypted", item.Flag("encrypted"))
            .Set("kms_key_id", item.Text("kmsKeyId"))
            .Set("snapshot_id", item.Text("snapshotId"))
            .Set("delete_on_termination", item.Items("attachmentSet").Select(one => one.Flag("deleteOnTermination")).FirstOrDefault())
            .Set("servers", new JsonArray(servers))
            .Set("provider_created_at", Drafts.Moment(item.Text("createTime")));
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>A disk that an instance was made with.</summary>
internal sealed record InstanceDisk(StateObject Instance, JsonElement Disk);

/// <summary>EBS volumes that stand inside of instances.</summary>
internal sealed class AwsInstanceDisks() : StateResource<InstanceDisk>("volume", "volumes-list", ["aws_instance"])
{
    public override string Name => "terraform.aws_instance_disks";

    public override IAsyncEnumerable<InstanceDisk> ListAsync(State session, Scope scope, CancellationToken cancel) => session.Of("aws_instance")
        .Where(instance => instance.Text("instance_state") is not ("terminated" or "shutting-down"))
        .SelectMany(instance => instance.Items("root_block_device").Concat(instance.Items("ebs_block_device")).Select(disk => new InstanceDisk(instance, disk)))
        .Where(disk => disk.Disk.Text("volume_id") is not null)
        .ToAsyncEnumerable();

    protected override StateObject Object(InstanceDisk item) => item.Instance;

    protected override Draft Read(InstanceDisk item)
    {
        var (instance, disk) = item;
        var id = disk.Need("volume_id");
        var tags = disk.Members("tags").Select(tag => (JsonNode)new JsonObject { ["key"] = tag.Name, ["value"] = tag.Value.AsText() ?? "" }).ToArray() is { Length: > 0 } own ? new JsonArray(own) : instance.Labels("volume_tags");
        var server = Drafts.To(instance.Id)!
            .Put("device", disk.Text("device_name"))
            .Put("delete_on_termination", disk.Flag("delete_on_termination"));
        return instance.Draft("volume", id)
            .Set("name", Drafts.Label(tags, "name") ?? id)
            .Set("status", Status.Active)
            .Set("size", disk.Positive("volume_size"))
            .Set("iops", disk.Positive("iops"))
            .Set("throughput", disk.Positive("throughput"))
            .Set("volume_type", disk.Text("volume_type"))
            .Set("encrypted", disk.Flag("encrypted"))
            .Set("kms_key_id", disk.Text("kms_key_id"))
            .Set("snapshot_id", disk.Text("snapshot_id"))
            .Set("delete_on_termination", disk.Flag("delete_on_termination"))
            .Set("servers", new JsonArray(server))
            .Set("datacenters", instance.AwsPlaces())
            .Tagged(tags);
    }
}

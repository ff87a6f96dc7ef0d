using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>EBS snapshots.</summary>
internal sealed class AwsSnapshots() : StateResource("snapshot", "snapshot-list", ["aws_ebs_snapshot", "aws_ebs_snapshot_copy"])
{
    protected override Draft Read(StateObject item) => item.Draft("snapshot", item.Id)
        .Set("name", item.AwsName())
        .Set("size", item.Positive("volume_size"))
        .Set("volume_size", item.Positive("volume_size"))
        .Set("volume", Drafts.To(item.Text("volume_id")))
        .Set("volume_id", item.Text("volume_id"))
        .Set("snapshot_id", item.Text("source_snapshot_id"))
        .Set("description", item.Text("description"))
        .Set("encrypted", item.Flag("encrypted"))
        .Set("kms_key_id", item.Text("kms_key_id"))
        .Set("data_encryption_key_id", item.Text("data_encryption_key_id"))
        .Set("owner_id", item.Text("owner_id"))
        .Set("owner_alias", item.Text("owner_alias"))
        .Set("start_time", Drafts.Moment(item.Text("start_time")))
        .Set("datacenters", item.AwsPlaces())
        .Tagged(item.AwsTags());
}

using System.Text.Json;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Aws;

/// <summary>EBS snapshots of the account.</summary>
internal sealed class Ec2Snapshots() : Ec2Resource("aws.ec2.snapshots", "snapshot", "snapshot-list", "DescribeSnapshots", "snapshotSet", 1000)
{
    protected override IReadOnlyList<(string Name, string? Value)> Narrowed => [("Owner.1", "self")];

    // A snapshot whose volume was not a volume of the account names vol-ffffffff.
    public override Draft Translate(JsonElement item, Scope scope) => item.Ec2("snapshot", "snapshotId", "snapshot", scope)
        .Stated(item.Text("status"), Status.Resource)
        .Set("size", item.Positive("volumeSize"))
        .Set("volume_size", item.Positive("volumeSize"))
        .Set("volume", item.Text("volumeId") is "vol-ffffffff" ? null : Drafts.To(item.Text("volumeId")))
        .Set("volume_id", item.Text("volumeId"))
        .Set("description", item.Text("description"))
        .Set("progress", item.Text("progress"))
        .Set("state_message", item.Text("statusMessage"))
        .Set("encrypted", item.Flag("encrypted"))
        .Set("kms_key_id", item.Text("kmsKeyId"))
        .Set("data_encryption_key_id", item.Text("dataEncryptionKeyId"))
        .Set("owner_id", item.Text("ownerId"))
        .Set("owner_alias", item.Text("ownerAlias"))
        .Set("start_time", Drafts.Moment(item.Text("startTime")))
        .Set("provider_created_at", Drafts.Moment(item.Text("startTime")));
}

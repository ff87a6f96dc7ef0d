using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Aws;

/// <summary>Snapshots of RDS instances, by hand and by schedule.</summary>
internal sealed class RdsSnapshots() : AwsResource("aws.rds.snapshots", "snapshot", "snapshot-list", "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBSnapshots.html", "rds:DescribeDBSnapshots")
{
    public override IAsyncEnumerable<JsonElement> ListAsync(AwsSession session, Scope scope, CancellationToken cancel) =>
        session.QueryAllAsync(AwsService.Rds, scope.Part, "DescribeDBSnapshots", AwsPaging.Marker("DBSnapshots.DBSnapshot"), [], cancel);

    public override Draft Translate(JsonElement item, Scope scope)
    {
        var (arn, tags) = (item.Need("DBSnapshotArn"), item.Tags("TagList.Tag"));
        var name = AwsObjects.Name(tags, item.Text("DBSnapshotIdentifier"), arn);
        return new Draft("snapshot") { ExternalId = arn, Label = name }
            .Set("unique_id", arn)
            .Set("name", name)
            .Stated(item.Text("Status"), Status.Resource)
            .Set("size", item.Positive("AllocatedStorage"))
            .Set("volume_size", item.Positive("AllocatedStorage"))
            .Set("progress", item.Text("PercentProgress") is { } percent ? $"{percent}%" : null)
            .Set("type", item.Text("SnapshotType"))
            .Set("encrypted", item.Flag("Encrypted"))
            .Set("kms_key_id", item.Text("KmsKeyId"))
            .Set("start_time", Drafts.Moment(item.Text("SnapshotCreateTime")))
            .Set("provider_created_at", Drafts.Moment(item.Text("SnapshotCreateTime")))
            .Set("datacenters", AwsObjects.Places(scope, null, [item.Text("AvailabilityZone")]))
            .Set("metas", new JsonObject()
                .Put("db_instance", item.Text("DBInstanceIdentifier"))
                .Put("engine", item.Text("Engine"))
                .Put("engine_version", item.Text("EngineVersion"))
                .Put("storage_type", item.Text("StorageType")))
            .Tagged(tags);
    }
}

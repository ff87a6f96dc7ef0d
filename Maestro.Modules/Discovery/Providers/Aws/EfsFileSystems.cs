using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Aws;

/// <summary>EFS file systems.</summary>
internal sealed class EfsFileSystems() : AwsResource("aws.efs.file_systems", "nas", "nas-list", "https://docs.aws.amazon.com/efs/latest/ug/API_DescribeFileSystems.html", "elasticfilesystem:DescribeFileSystems")
{
    private static readonly AwsPaging Paging = AwsPaging.Marker("FileSystems", "MaxItems", 100, "NextMarker");

    public override IAsyncEnumerable<JsonElement> ListAsync(AwsSession session, Scope scope, CancellationToken cancel) =>
        session.RestAllAsync(AwsService.Efs, scope.Part, "elasticfilesystem:DescribeFileSystems", Paging, new AwsAsk("/2015-02-01/file-systems"), cancel);

    public override Draft? Translate(JsonElement item, Scope scope)
    {
        var (id, state, tags) = (item.Need("FileSystemId"), item.Text("LifeCycleState"), item.Tags("Tags"));
        if (state is "deleting" or "deleted")
            return null;
        var arn = item.Text("FileSystemArn") ?? AwsObjects.Arn(scope, "elasticfilesystem", $"file-system/{id}", item.Text("OwnerId"));
        return AwsObjects.Service(arn, "nas", AwsObjects.Name(tags, item.Text("Name"), id), "EFS (AWS)", scope, tags, item.Text("AvailabilityZoneName"))
            .Stated(state, Status.Resource)
            .Set("provider_created_at", AwsObjects.Epoch(item.Number("CreationTime")))
            .Set("role", new JsonObject()
                .Put("endpoint", $"{id}.efs.{scope.Part}.{Amazon.RegionEndpoint.GetBySystemName(scope.Part).PartitionDnsSuffix}")
                .Put("arn", arn)
                .Put("size_bytes", item.Number("SizeInBytes.Value"))
                .Put("performance_mode", item.Text("PerformanceMode"))
                .Put("encrypted", item.Flag("Encrypted")))
            .Set("metas", new JsonObject()
                .Put("throughput_mode", item.Text("ThroughputMode"))
                .Put("mount_targets", item.Number("NumberOfMountTargets"))
                .Put("kms_key_id", item.Text("KmsKeyId")))
            .Also(id);
    }
}

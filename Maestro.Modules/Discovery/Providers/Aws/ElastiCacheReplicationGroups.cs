using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Aws;

/// <summary>ElastiCache replication groups.</summary>
internal sealed class ElastiCacheReplicationGroups() : AwsResource("aws.elasticache.replication_groups", "cache", "cache-list", "https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_DescribeReplicationGroups.html", "elasticache:DescribeReplicationGroups", "elasticache:ListTagsForResource")
{
    public override IAsyncEnumerable<JsonElement> ListAsync(AwsSession session, Scope scope, CancellationToken cancel) =>
        ElastiCacheClusters.TaggedAsync(session, scope, "DescribeReplicationGroups", "ReplicationGroups.ReplicationGroup", [], cancel);

    public override Draft? Translate(JsonElement item, Scope scope)
    {
        var (arn, tags, state) = (item.Need("ARN"), item.Tags("Tags"), item.Text("Status"));
        if (state is "deleting" or "deleted")
            return null;
        var members = item.Items("NodeGroups.NodeGroup").SelectMany(group => group.Items("NodeGroupMembers.NodeGroupMember")).ToList();
        var engine = item.Text("Engine") ?? "redis";
        return AwsObjects.Service(arn, "cache", AwsObjects.Name(tags, item.Text("ReplicationGroupId"), arn), "Elastic Cache (AWS)", scope, tags, members.Select(member => member.Text("PreferredAvailabilityZone")))
            .Stated(state, Status.Resource)
            .Set("description", item.Text("Description"))
            .Set("engine", engine)
            .Set("cluster", "Master/Slave")
            .Set("provider_created_at", Drafts.Moment(item.Text("ReplicationGroupCreateTime")))
            .Set("cache_nodes", members.Renamed(("id", "CacheClusterId"), ("address", "ReadEndpoint.Address"), ("port", "ReadEndpoint.Port"), ("availability_zone", "PreferredAvailabilityZone"), ("role", "CurrentRole")))
            .Set("role", new JsonObject()
                .Put("endpoint", ElastiCacheClusters.Endpoint(item.At("ConfigurationEndpoint") ?? item.Items("NodeGroups.NodeGroup").Select(group => group.At("PrimaryEndpoint")).FirstOrDefault()))
                .Put("arn", arn)
                .Put("engine", engine)
                .Put("cache_node_type", item.Text("CacheNodeType"))
                .Put("num_cache_nodes", item.Texts("MemberClusters.ClusterId").Count is > 0 and var count ? count : (decimal?)null)
                .Put("cache_cluster_status", state)
                .Put("replication_group_id", item.Text("ReplicationGroupId"))
                .Put("snapshot_retention_limit", item.Number("SnapshotRetentionLimit"))
                .Put("snapshot_window", item.Text("SnapshotWindow"))
                .Put("auth_token_enabled", item.Flag("AuthTokenEnabled"))
                .Put("transit_encryption_enabled", item.Flag("TransitEncryptionEnabled"))
                .Put("at_rest_encryption_enabled", item.Flag("AtRestEncryptionEnabled")));
    }
}

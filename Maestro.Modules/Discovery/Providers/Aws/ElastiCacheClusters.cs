using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Aws;

/// <summary>ElastiCache clusters, with their nodes.</summary>
internal sealed class ElastiCacheClusters() : AwsResource("aws.elasticache.clusters", "cache", "cache-list", "https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_DescribeCacheClusters.html", "elasticache:DescribeCacheClusters", "elasticache:ListTagsForResource")
{
    public override IAsyncEnumerable<JsonElement> ListAsync(AwsSession session, Scope scope, CancellationToken cancel) =>
        TaggedAsync(session, scope, "DescribeCacheClusters", "CacheClusters.CacheCluster", [("ShowCacheNodeInfo", "true")], cancel);

    /// <summary>Objects of ElastiCache with their tags, which it tells one by one.</summary>
    internal static async IAsyncEnumerable<JsonElement> TaggedAsync(AwsSession session, Scope scope, string action, string list, IReadOnlyList<(string Name, string? Value)> parameters, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var item in session.QueryAllAsync(AwsService.ElastiCache, scope.Part, action, AwsPaging.Marker(list), parameters, cancel))
        {
            var tags = item.Text("ARN") is { } arn ? await AwsSession.StillAsync(session.QueryAsync(AwsService.ElastiCache, scope.Part, "ListTagsForResource", [("ResourceName", arn)], cancel)) : null;
            yield return item.With(("Tags", tags?.Items("TagList.Tag").Nodes()));
        }
    }

    public override Draft? Translate(JsonElement item, Scope scope)
    {
        var (arn, tags, state) = (item.Need("ARN"), item.Tags("Tags"), item.Text("CacheClusterStatus"));
        if (state is "deleting" or "deleted")
            return null;
        var nodes = item.Items("CacheNodes.CacheNode").ToList();
        return AwsObjects.Service(arn, "cache", AwsObjects.Name(tags, item.Text("CacheClusterId"), arn), "Elastic Cache (AWS)", scope, tags, nodes.Select(node => node.Text("CustomerAvailabilityZone")).Append(item.Text("PreferredAvailabilityZone")).Where(zone => zone != "Multiple"))
            .Stated(state, Status.Resource)
            .Set("engine", item.Text("Engine"))
            .Set("provider_created_at", Drafts.Moment(item.Text("CacheClusterCreateTime")))
            .Set("cache_nodes", nodes.Renamed(("id", "CacheNodeId"), ("address", "Endpoint.Address"), ("port", "Endpoint.Port"), ("availability_zone", "CustomerAvailabilityZone"), ("status", "CacheNodeStatus")))
            .Set("role", new JsonObject()
                .Put("endpoint", Endpoint(item.At("ConfigurationEndpoint") ?? nodes.Select(node => node.At("Endpoint")).FirstOrDefault()))
                .Put("arn", arn)
                .Put("engine", item.Text("Engine"))
                .Put("engine_version", item.Text("EngineVersion"))
                .Put("cache_node_type", item.Text("CacheNodeType"))
                .Put("num_cache_nodes", item.Positive("NumCacheNodes"))
                .Put("cache_cluster_status", state)
                .Put("configuration_endpoint", item.At("ConfigurationEndpoint")?.Renamed(("address", "Address"), ("port", "Port")))
                .Put("pending_modified_values", item.At("PendingModifiedValues")?.Renamed(("num_cache_nodes", "NumCacheNodes"), ("cache_node_type", "CacheNodeType"), ("engine_version", "EngineVersion"), ("auth_token_status", "AuthTokenStatus")))
                .Put("notification_configuration", item.At("NotificationConfiguration")?.Renamed(("topic_arn", "TopicArn"), ("topic_status", "TopicStatus")))
                .Put("client_download_landing_page", item.Text("ClientDownloadLandingPage"))
                .Put("preferred_availability_zone", item.Text("PreferredAvailabilityZone"))
                .Put("cache_cluster_create_time", Drafts.Moment(item.Text("CacheClusterCreateTime")))
                .Put("preferred_maintenance_window", item.Text("PreferredMaintenanceWindow"))
                .Put("cache_subnet_group_name", item.Text("CacheSubnetGroupName"))
                .Put("replication_group_id", item.Text("ReplicationGroupId"))
                .Put("snapshot_retention_limit", item.Number("SnapshotRetentionLimit"))
                .Put("snapshot_window", item.Text("SnapshotWindow"))
                .Put("auth_token_enabled", item.Flag("AuthTokenEnabled"))
                .Put("transit_encryption_enabled", item.Flag("TransitEncryptionEnabled"))
                .Put("at_rest_encryption_enabled", item.Flag("AtRestEncryptionEnabled")))
            .Set("metas", new JsonObject()
                .Put("cache_parameter_group", item.Text("CacheParameterGroup.CacheParameterGroupName"))
                .Put("cache_security_groups", item.Items("CacheSecurityGroups.CacheSecurityGroup").Select(group => group.Text("CacheSecurityGroupName")).Order(StringComparer.Ordinal).List()))
            .Guarded(item.Items("SecurityGroups").Select(group => group.Text("SecurityGroupId")));
    }

    /// <summary>Address and port, as Terraform writes them.</summary>
    internal static string? Endpoint(JsonElement? endpoint) => endpoint?.Text("Address") is not { } address ? null : endpoint?.Text("Port") is { } port ? $"{address}:{port}" : address;
}

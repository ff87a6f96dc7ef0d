using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>ElastiCache clusters and replication groups.</summary>
internal sealed class AwsCaches() : StateResource("cache", "cache-list", ["aws_elasticache_cluster", "aws_elasticache_replication_group"])
{
    protected override Draft Read(StateObject item)
    {
        var engine = item.Text("engine") ?? (item.Type == "aws_elasticache_replication_group" ? "redis" : null);
        var address = item.Text("primary_endpoint_address") ?? item.Text("configuration_endpoint_address") ?? item.Text("configuration_endpoint") ?? item.First("cache_nodes").Text("address");
        return item.AwsService("cache", item.AwsName(item.Text("cluster_id"), item.Text("replication_group_id")), "Elastic Cache (AWS)", [.. item.Texts("preferred_cache_cluster_azs")])
            .Stated(item.Text("cluster_status"), Status.Resource)
            .Set("engine", engine)
            .Set("cache_nodes", item.Blocks("cache_nodes", "id", "address", "port", "availability_zone"))
            .Set("role", new JsonObject()
                .Put("endpoint", address is null || address.Contains(':') ? address : item.Positive("port") is { } port ? FormattableString.Invariant($"{address}:{port}") : address)
                .Put("arn", item.Arn())
                .Put("engine", engine)
                .Put("engine_version", item.Text("engine_version_actual") ?? item.Text("engine_version"))
                .Put("cache_node_type", item.Text("node_type"))
                .Put("num_cache_nodes", item.Positive("num_cache_nodes") ?? item.Positive("num_cache_clusters") ?? item.Positive("number_cache_clusters"))
                .Put("preferred_maintenance_window", item.Text("maintenance_window"))
                .Put("cache_subnet_group_name", item.Text("subnet_group_name"))
                .Put("replication_group_id", item.Text("replication_group_id"))
                .Put("snapshot_retention_limit", item.Number("snapshot_retention_limit"))
                .Put("snapshot_window", item.Text("snapshot_window"))
                .Put("transit_encryption_enabled", item.Flag("transit_encryption_enabled"))
                .Put("at_rest_encryption_enabled", item.Flag("at_rest_encryption_enabled")));
    }
}

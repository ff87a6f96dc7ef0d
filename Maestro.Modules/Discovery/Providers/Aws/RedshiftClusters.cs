using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Aws;

/// <summary>Redshift clusters. The namespace has an ARN of its own; this is the cluster's, by which policies name it.</summary>
internal sealed class RedshiftClusters() : AwsResource("aws.redshift.clusters", "database", "dbs-list", "https://docs.aws.amazon.com/redshift/latest/APIReference/API_DescribeClusters.html", "redshift:DescribeClusters")
{
    public override IAsyncEnumerable<JsonElement> ListAsync(AwsSession session, Scope scope, CancellationToken cancel) =>
        session.QueryAllAsync(AwsService.Redshift, scope.Part, "DescribeClusters", AwsPaging.Marker("Clusters.Cluster"), [], cancel);

    public override Draft? Translate(JsonElement item, Scope scope)
    {
        var (id, tags, state) = (item.Need("ClusterIdentifier"), item.Tags("Tags.Tag"), item.Text("ClusterStatus"));
        if (state is "deleting" or "final-snapshot")
            return null;
        var arn = AwsObjects.Arn(scope, "redshift", $"cluster:{id}");
        return AwsObjects.Service(arn, "database", AwsObjects.Name(tags, id), "Redshift (AWS)", scope, tags, item.Text("AvailabilityZone"))
            .Stated(state, Status.Database)
            .Set("engine", "redshift")
            .Set("type", "Relational")
            .Set("modal", "generic")
            .Set("cluster", item.Number("NumberOfNodes") > 1 ? "Sharding" : "Single Instance")
            .Set("provider_created_at", Drafts.Moment(item.Text("ClusterCreateTime")))
            .Set("role", new JsonObject()
                .Put("endpoint", item.Text("Endpoint.Address"))
                .Put("port", item.Positive("Endpoint.Port"))
                .Put("version", item.Text("ClusterVersion"))
                .Put("dbname", item.Text("DBName"))
                .Put("class", item.Text("NodeType"))
                .Put("storage_encrypted", item.Flag("Encrypted"))
                .Put("availability_zone", item.Text("AvailabilityZone"))
                .Put("backup_retention", item.Number("AutomatedSnapshotRetentionPeriod"))
                .Put("vpc_security", item.Items("VpcSecurityGroups.VpcSecurityGroup").Select(group => group.Text("VpcSecurityGroupId")).Order(StringComparer.Ordinal).List())
                .Put("subnet_group", item.Text("ClusterSubnetGroupName"))
                .Put("arn", arn))
            .Set("metas", new JsonObject().Put("nodes", item.Number("NumberOfNodes")).Put("maintenance_window", item.Text("PreferredMaintenanceWindow")));
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Aws;

/// <summary>RDS clusters: Aurora, Multi-AZ, Neptune and DocumentDB.</summary>
internal sealed class RdsClusters() : AwsResource("aws.rds.clusters", "database", "dbs-list", "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBClusters.html", "rds:DescribeDBClusters")
{
    public override IAsyncEnumerable<JsonElement> ListAsync(AwsSession session, Scope scope, CancellationToken cancel) =>
        session.QueryAllAsync(AwsService.Rds, scope.Part, "DescribeDBClusters", AwsPaging.Marker("DBClusters.DBCluster"), [], cancel);

    public override Draft? Translate(JsonElement item, Scope scope)
    {
        var arn = item.Need("DBClusterArn");
        var (engine, tags, state) = (item.Text("Engine"), item.Tags("TagList.Tag"), item.Text("Status"));
        if (state is "deleting")
            return null;
        return AwsObjects.Service(arn, "database", AwsObjects.Name(tags, item.Text("DBClusterIdentifier"), arn), RdsInstances.Product(engine, "Aurora (AWS)"), scope, tags, item.Texts("AvailabilityZones.AvailabilityZone"))
            .Stated(state, Status.Database)
            .Set("engine", engine)
            .Set("type", RdsInstances.Sort(engine))
            .Set("modal", Engines.Modal(engine))
            .Set("cluster", "Master/Replica")
            .Set("provider_created_at", Drafts.Moment(item.Text("ClusterCreateTime")))
            .Set("role", new JsonObject()
                .Put("endpoint", item.Text("Endpoint"))
                .Put("port", item.Positive("Port"))
                .Put("version", item.Text("EngineVersion"))
                .Put("dbname", item.Text("DatabaseName"))
                .Put("class", item.Text("DBClusterInstanceClass"))
                .Put("allocated_storage", item.Positive("AllocatedStorage"))
                .Put("storage_type", item.Text("StorageType"))
                .Put("storage_encrypted", item.Flag("StorageEncrypted"))
                .Put("iops", item.Positive("Iops"))
                .Put("multi_az", item.Flag("MultiAZ"))
                .Put("cluster_members", item.Items("DBClusterMembers.DBClusterMember").Select(member => member.Text("DBInstanceIdentifier")).Order(StringComparer.Ordinal).List())
                .Put("backup_window", item.Text("PreferredBackupWindow"))
                .Put("backup_retention", item.Number("BackupRetentionPeriod"))
                .Put("deletion_protection", item.Flag("DeletionProtection"))
                .Put("vpc_security", item.Items("VpcSecurityGroups.VpcSecurityGroupMembership").Select(group => group.Text("VpcSecurityGroupId")).Order(StringComparer.Ordinal).List())
                .Put("subnet_group", item.Text("DBSubnetGroup"))
                .Put("parameter", item.Text("DBClusterParameterGroup"))
                .Put("arn", arn)
                .Put("cloudwatch_export", item.Texts("EnabledCloudwatchLogsExports").List()));
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Aws;

/// <summary>RDS instances, those of Aurora, Neptune and DocumentDB clusters included.</summary>
internal sealed class RdsInstances() : AwsResource("aws.rds.instances", "database", "dbs-list", "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBInstances.html", "rds:DescribeDBInstances")
{
    public override IAsyncEnumerable<JsonElement> ListAsync(AwsSession session, Scope scope, CancellationToken cancel) =>
        session.QueryAllAsync(AwsService.Rds, scope.Part, "DescribeDBInstances", AwsPaging.Marker("DBInstances.DBInstance"), [], cancel);

    public override Draft? Translate(JsonElement item, Scope scope)
    {
        var arn = item.Need("DBInstanceArn");
        var (engine, tags, state) = (item.Text("Engine"), item.Tags("TagList.Tag"), item.Text("DBInstanceStatus"));
        if (state is "deleting")
            return null;
        return AwsObjects.Service(arn, "database", AwsObjects.Name(tags, item.Text("DBInstanceIdentifier"), arn), Product(engine), scope, tags, item.Text("AvailabilityZone"), item.Text("SecondaryAvailabilityZone"))
            .Stated(state, Status.Database)
            .Set("engine", engine)
            .Set("type", Sort(engine))
            .Set("modal", Engines.Modal(engine))
            .Set("provider_created_at", Drafts.Moment(item.Text("InstanceCreateTime")))
            .Set("read_status", item.Items("StatusInfos.DBInstanceStatusInfo").Where(one => one.Text("StatusType") == "read replication").Select(one => one.Text("Status")).FirstOrDefault())
            .Set("subnets", Drafts.ToAll(item.Items("DBSubnetGroup.Subnets.Subnet").Select(subnet => subnet.Text("SubnetIdentifier")).OfType<string>().Order(StringComparer.Ordinal)))
            .Set("role", Role(item, arn));
    }

    private static JsonObject Role(JsonElement item, string arn) => new JsonObject()
        .Put("endpoint", Endpoint(item))
        .Put("port", item.Positive("Endpoint.Port"))
        .Put("instance_port", item.Positive("DbInstancePort"))
        .Put("version", item.Text("EngineVersion"))
        .Put("dbname", item.Text("DBName"))
        .Put("class", item.Text("DBInstanceClass"))
        .Put("allocated_storage", item.Positive("AllocatedStorage"))
        .Put("storage_type", item.Text("StorageType"))
        .Put("storage_encrypted", item.Flag("StorageEncrypted"))
        .Put("iops", item.Positive("Iops"))
        .Put("availability_zone", item.Text("AvailabilityZone"))
        .Put("secondary_availability_zone", item.Text("SecondaryAvailabilityZone"))
        .Put("multi_az", item.Flag("MultiAZ"))
        .Put("cluster_name", item.Text("DBClusterIdentifier"))
        .Put("read_replica", item.Texts("ReadReplicaDBClusterIdentifiers.ReadReplicaDBClusterIdentifier").List())
        .Put("read_replicas_identifier", item.Text("ReadReplicaSourceDBInstanceIdentifier"))
        .Put("read_replicas_dbnames", item.Texts("ReadReplicaDBInstanceIdentifiers.ReadReplicaDBInstanceIdentifier").List())
        .Put("backup_window", item.Text("PreferredBackupWindow"))
        .Put("backup_retention", item.Number("BackupRetentionPeriod"))
        .Put("deletion_protection", item.Flag("DeletionProtection"))
        .Put("security_group", item.Items("DBSecurityGroups.DBSecurityGroup").Select(group => group.Text("DBSecurityGroupName")).List())
        .Put("vpc_security", item.Items("VpcSecurityGroups.VpcSecurityGroupMembership").Select(group => group.Text("VpcSecurityGroupId")).Order(StringComparer.Ordinal).List())
        .Put("parameter", item.Items("DBParameterGroups.DBParameterGroup").Select(group => group.Text("DBParameterGroupName")).FirstOrDefault())
        .Put("subnet_group", item.Text("DBSubnetGroup.DBSubnetGroupName"))
        .Put("license_model", item.Text("LicenseModel"))
        .Put("domain", item.Items("DomainMemberships.DomainMembership").Select(one => one.Text("Domain")).List())
        .Put("monitoring_interval", item.Number("MonitoringInterval"))
        .Put("instance_arn", arn)
        .Put("timezone", item.Text("Timezone"))
        .Put("cloudwatch_export", item.Texts("EnabledCloudwatchLogsExports").List());

    private static string? Endpoint(JsonElement item) => item.Text("Endpoint.Address") is not { } address ? null
        : item.Text("Endpoint.Port") is { } port ? $"{address}:{port}" : address;

    /// <summary>What AWS sells an engine as.</summary>
    internal static string Product(string? engine, string otherwise = "RDS (AWS)") => engine switch
    {
        "neptune" => "Neptune (AWS)",
        "docdb" => "DocumentDB (AWS)",
        _ => otherwise,
    };

    /// <summary>Sort of database by its engine.</summary>
    internal static string Sort(string? engine) => engine switch
    {
        "neptune" => "Graph",
        "docdb" => "Document Store",
        _ => "Relational",
    };
}

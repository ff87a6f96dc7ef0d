using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>RDS clusters: Aurora and Multi-AZ.</summary>
internal sealed class AwsDatabaseClusters() : StateResource("database", "dbs-list", ["aws_rds_cluster"])
{
    protected override Draft Read(StateObject item)
    {
        var engine = item.Text("engine");
        return item.AwsService("database", item.AwsName(item.Text("cluster_identifier")), "Aurora (AWS)")
            .Set("engine", engine)
            .Set("type", "Relational")
            .Set("modal", Engines.Modal(engine))
            .Set("cluster", "Master/Replica")
            .Set("role", new JsonObject()
                .Put("endpoint", item.Text("endpoint"))
                .Put("port", item.Positive("port"))
                .Put("version", item.Text("engine_version_actual") ?? item.Text("engine_version"))
                .Put("dbname", item.Text("database_name"))
                .Put("class", item.Text("db_cluster_instance_class"))
                .Put("allocated_storage", item.Positive("allocated_storage"))
                .Put("storage_type", item.Text("storage_type"))
                .Put("storage_encrypted", item.Flag("storage_encrypted"))
                .Put("iops", item.Positive("iops"))
                .Put("cluster_members", item.Texts("cluster_members").Order(StringComparer.Ordinal).List())
                .Put("backup_window", item.Text("preferred_backup_window"))
                .Put("backup_retention", item.Number("backup_retention_period"))
                .Put("deletion_protection", item.Flag("deletion_protection"))
                .Put("vpc_security", item.Texts("vpc_security_group_ids").Order(StringComparer.Ordinal).List())
                .Put("subnet_group", item.Text("db_subnet_group_name"))
                .Put("arn", item.Arn())
                .Put("cloudwatch_export", item.Texts("enabled_cloudwatch_logs_exports").List()));
    }
}

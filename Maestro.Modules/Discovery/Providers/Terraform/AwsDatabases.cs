using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>RDS instances, those of Aurora clusters included.</summary>
internal sealed class AwsDatabases() : StateResource("database", "dbs-list", ["aws_db_instance", "aws_rds_cluster_instance"])
{
    protected override Draft Read(StateObject item)
    {
        var engine = item.Text("engine");
        return item.AwsService("database", item.AwsName(item.Text("identifier")), "RDS (AWS)")
            .Stated(item.Text("status"), Status.Database)
            .Set("engine", engine)
            .Set("type", "Relational")
            .Set("modal", Engines.Modal(engine))
            .Set("role", new JsonObject()
                .Put("endpoint", item.Text("endpoint"))
                .Put("port", item.Positive("port"))
                .Put("version", item.Text("engine_version_actual") ?? item.Text("engine_version"))
                .Put("dbname", item.Text("db_name") ?? item.Text("name"))
                .Put("class", item.Text("instance_class"))
                .Put("allocated_storage", item.Positive("allocated_storage"))
                .Put("storage_type", item.Text("storage_type"))
                .Put("storage_encrypted", item.Flag("storage_encrypted"))
                .Put("iops", item.Positive("iops"))
                .Put("availability_zone", item.Text("availability_zone"))
                .Put("multi_az", item.Flag("multi_az"))
                .Put("cluster_name", item.Text("cluster_identifier"))
                .Put("read_replicas_identifier", item.Text("replicate_source_db"))
                .Put("read_replicas_dbnames", item.Texts("replicas").List())
                .Put("backup_window", item.Text("backup_window") ?? item.Text("preferred_backup_window"))
                .Put("backup_retention", item.Number("backup_retention_period"))
                .Put("deletion_protection", item.Flag("deletion_protection"))
                .Put("vpc_security", item.Texts("vpc_security_group_ids").Order(StringComparer.Ordinal).List())
                .Put("parameter", item.Text("parameter_group_name"))
                .Put("subnet_group", item.Text("db_subnet_group_name"))
                .Put("license_model", item.Text("license_model"))
                .Put("monitoring_interval", item.Number("monitoring_interval"))
                .Put("instance_arn", item.Arn())
                .Put("timezone", item.Text("timezone"))
                .Put("cloudwatch_export", item.Texts("enabled_cloudwatch_logs_exports").List()));
    }
}

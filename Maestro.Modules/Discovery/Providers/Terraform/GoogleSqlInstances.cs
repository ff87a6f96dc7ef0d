using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>Cloud SQL instances.</summary>
internal sealed class GoogleSqlInstances() : StateResource("database", "dbs-list", ["google_sql_database_instance"], "google_sql_database")
{
    protected override Draft Read(StateObject item)
    {
        var version = item.Text("database_version");
        var engine = version?.Split('_')[0].ToLowerInvariant();
        var settings = item.First("settings");
        return item.GoogleService("database", "Cloud SQL (Google)")
            .Set("engine", engine)
            .Set("type", "Relational")
            .Set("modal", Engines.Modal(engine))
            .Set("role", new JsonObject()
                .Put("endpoint", item.Text("dns_name") ?? item.Text("public_ip_address") ?? item.Text("private_ip_address"))
                .Put("version", version?.Contains('_') == true ? version[(version.IndexOf('_') + 1)..].Replace('_', '.') : version)
                .Put("class", settings.Text("tier"))
                .Put("allocated_storage", settings.Positive("disk_size"))
                .Put("storage_type", settings.Text("disk_type"))
                .Put("multi_az", settings.Text("availability_type") is { } availability ? availability == "REGIONAL" : null)
                .Put("read_replicas_identifier", item.Text("master_instance_name"))
                .Put("deletion_protection", item.Flag("deletion_protection")));
    }
}

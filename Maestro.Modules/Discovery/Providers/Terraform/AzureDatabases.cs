using Maestro.Modules.Discovery.Providers.Azure;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>Azure SQL databases, and flexible servers for PostgreSQL and MySQL.</summary>
internal sealed class AzureDatabases() : StateResource("database", "dbs-list", ["azurerm_mssql_database", "azurerm_postgresql_flexible_server", "azurerm_mysql_flexible_server"], "azurerm_mssql_server", "azurerm_postgresql_flexible_server_database", "azurerm_mysql_flexible_database")
{
    protected override Draft Read(StateObject item)
    {
        var engine = item.Type switch { "azurerm_mssql_database" => "sqlserver", "azurerm_mysql_flexible_server" => "mysql", _ => "postgres" };
        var server = item.State.Where("azurerm_mssql_server", "id", item.Text("server_id")).FirstOrDefault();
        var storage = item.First("storage");
        return item.AzureService("database", "Relational (Azure)")
            .Set("engine", engine)
            .Set("type", "Relational")
            .Set("modal", Engines.Modal(engine))
            .Set("role", new JsonObject()
                .Put("endpoint", item.Text("fqdn") ?? server?.Text("fully_qualified_domain_name"))
                .Put("version", item.Text("version") ?? server?.Text("version"))
                .Put("class", item.Text("sku_name"))
                .Put("allocated_storage", item.Positive("max_size_gb") ?? item.Positive("storage_mb") / 1024 ?? storage.Positive("size_gb"))
                .Put("storage_type", item.Text("storage_account_type"))
                .Put("iops", storage.Positive("iops"))
                .Put("availability_zone", item.Text("zone"))
                .Put("secondary_availability_zone", item.First("high_availability").Text("standby_availability_zone"))
                .Put("multi_az", item.Flag("zone_redundant") ?? (item.First("high_availability").Text("mode") is { } mode ? mode == "ZoneRedundant" : null))
                .Put("backup_retention", item.Number("backup_retention_days"))
                .Put("license_model", item.Text("license_type")))
            .Set("datacenters", Placed(item, server));
    }

    // A database has no place of its own: it is where its server is.
    private static JsonObject Placed(StateObject item, StateObject? server)
    {
        var place = item.AzurePlaces();
        return place["region"] is null ? place.Put("region", Arm.Location(server?.Text("location"))) : place;
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Azure;

/// <summary>Flexible servers, which PostgreSQL and MySQL have in common.</summary>
internal abstract class FlexibleServers(string name, string docs, AzureCall call, string engine) : AzureResource(name, "database", "dbs-list", docs, call)
{
    protected override Draft Translate(JsonElement item) => Arm.Service(item, "database", "Relational (Azure)")
        .Stated(item.Text("properties.state"), Status.Database)
        .Set("engine", engine)
        .Set("type", "Relational")
        .Set("modal", Engines.Modal(engine))
        .Set("role", new JsonObject()
            .Put("endpoint", item.Text("properties.fullyQualifiedDomainName"))
            .Put("version", item.Text("properties.version"))
            .Put("class", Size(item))
            .Put("allocated_storage", item.Positive("properties.storage.storageSizeGB"))
            .Put("iops", item.Positive("properties.storage.iops"))
            .Put("availability_zone", item.Text("properties.availabilityZone"))
            .Put("secondary_availability_zone", item.Text("properties.highAvailability.standbyAvailabilityZone"))
            .Put("multi_az", item.Text("properties.highAvailability.mode") is { } mode ? mode == "ZoneRedundant" : null)
            .Put("backup_retention", item.Number("properties.backup.backupRetentionDays"))
            .Put("read_replicas_identifier", Arm.Lower(item.Text("properties.sourceServerResourceId"))))
        .Set("datacenters", Arm.Place(item).Put("zone", new[] { item.Text("properties.availabilityZone") }.List()));

    // Terraform writes the tier in front: GP_Standard_D2s_v3.
    private static string? Size(JsonElement item) => item.Text("sku.name") is not { } size ? null : item.Text("sku.tier") switch
    {
        "Burstable" => $"B_{size}",
        "GeneralPurpose" => $"GP_{size}",
        "MemoryOptimized" => $"MO_{size}",
        _ => size,
    };
}

/// <summary>Azure Database for PostgreSQL.</summary>
internal sealed class PostgreSqlServers() : FlexibleServers("azure.postgresql_servers", "https://learn.microsoft.com/rest/api/postgresql/servers/list-by-subscription", AzureCall.PostgreSql, "postgres");

/// <summary>Azure Database for MySQL.</summary>
internal sealed class MySqlServers() : FlexibleServers("azure.mysql_servers", "https://learn.microsoft.com/rest/api/mysql/flexibleserver/servers/list", AzureCall.MySql, "mysql");

using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Azure;

/// <summary>Azure SQL databases, each with its server; the server's own <c>master</c> is left out.</summary>
internal sealed class SqlDatabases() : AzureJoin<JsonElement>("azure.sql_databases", "database", "dbs-list", "https://learn.microsoft.com/rest/api/sql/databases/list-by-server", AzureCall.SqlServers, AzureCall.SqlDatabases)
{
    public override async IAsyncEnumerable<Joined<JsonElement>> ListAsync(AzureSession session, Scope scope, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var server in AzureCall.SqlServers.ListAsync(session, cancel))
        {
            if (server.Text("id") is not { } id)
                continue;
            await foreach (var database in AzureCall.SqlDatabases.Below(session, id, cancel))
                yield return new(database, server);
        }
    }

    protected override Draft? Translate(JsonElement item, JsonElement with) => item.Text("name") == "master" ? null : Arm.Service(item, "database", "Relational (Azure)", with.Text("location"))
        .Stated(item.Text("properties.status"), Status.Database)
        .Set("provider_created_at", Drafts.Moment(item.Text("properties.creationDate")))
        .Set("engine", "sqlserver")
        .Set("type", "Relational")
        .Set("modal", Engines.Modal("sqlserver"))
        .Set("role", new JsonObject()
            .Put("endpoint", with.Text("properties.fullyQualifiedDomainName"))
            .Put("version", with.Text("properties.version"))
            .Put("class", item.Text("properties.currentServiceObjectiveName") ?? item.Text("sku.name"))
            .Put("allocated_storage", item.Positive("properties.maxSizeBytes") is { } bytes ? Math.Round(bytes / 1_073_741_824m, 2) : null)
            .Put("storage_type", item.Text("properties.currentBackupStorageRedundancy"))
            .Put("multi_az", item.Flag("properties.zoneRedundant"))
            .Put("license_model", item.Text("properties.licenseType")))
        .Set("metas", new JsonObject().Put("server", with.Text("name")).Put("elastic_pool", item.Text("properties.elasticPoolId") is { } pool ? pool[(pool.LastIndexOf('/') + 1)..] : null));
}

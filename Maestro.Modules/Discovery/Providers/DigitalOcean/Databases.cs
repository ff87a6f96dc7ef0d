using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.DigitalOcean;

/// <summary>Managed database clusters. User, password and URI stand in the answer and are never read.</summary>
internal sealed class Databases() : ApiResource<OceanSession>("digitalocean.databases", "database", "dbs-list", "https://docs.digitalocean.com/reference/api/digitalocean/#tag/Databases", "database:read")
{
    public override IAsyncEnumerable<JsonElement> ListAsync(OceanSession session, Scope scope, CancellationToken cancel) => session.ListAsync("database:read", "databases", "databases", cancel);

    public override Draft Translate(JsonElement item, Scope scope)
    {
        var engine = item.Text("engine");
        return Ocean.Service(item, "database", "dbaas", "Databases (DigitalOcean)", scope)
            .Stated(item.Text("status"), Status.Database)
            .Set("engine", engine)
            .Set("type", Sort(engine))
            .Set("modal", Engines.Modal(engine))
            .Set("role", new JsonObject()
                .Put("endpoint", item.Text("connection.host"))
                .Put("port", item.Positive("connection.port"))
                .Put("version", item.Text("version"))
                .Put("dbname", item.Text("connection.database"))
                .Put("class", item.Text("size"))
                .Put("allocated_storage", item.Positive("storage_size_mib") / 1024))
            .Set("metas", new JsonObject().Put("node_count", item.Positive("num_nodes")).Put("private_host", item.Text("private_connection.host")).Put("maintenance_window", Drafts.Pick(item.At("maintenance_window") ?? default, "day", "hour")))
            .Set("datacenters", Ocean.Place(item, scope).Put("vpc_id", item.Text("private_network_uuid")));
    }

    private static string? Sort(string? engine) => engine switch
    {
        "pg" or "mysql" or "advanced_pg" or "advanced_mysql" => "Relational",
        "mongodb" => "Document Store",
        "redis" or "valkey" => "Key Value",
        _ => null,
    };
}

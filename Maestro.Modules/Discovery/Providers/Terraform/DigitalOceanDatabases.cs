using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>Managed database clusters of DigitalOcean. User, password and URI stand in the state and are never read.</summary>
internal sealed class DigitalOceanDatabases() : StateResource("database", "dbs-list", ["digitalocean_database_cluster"], "digitalocean_database_db", "digitalocean_database_firewall", "digitalocean_database_user")
{
    protected override Draft Read(StateObject item)
    {
        var engine = item.Text("engine");
        return item.OceanService("database", "dbaas", "Databases (DigitalOcean)")
            .Set("engine", engine)
            .Set("modal", Engines.Modal(engine))
            .Set("role", new JsonObject()
                .Put("endpoint", item.Text("host"))
                .Put("port", item.Positive("port"))
                .Put("version", item.Text("version"))
                .Put("dbname", item.Text("database"))
                .Put("class", item.Text("size"))
                .Put("allocated_storage", item.Positive("storage_size_mib") / 1024))
            .Set("metas", new JsonObject().Put("node_count", item.Positive("node_count")).Put("private_host", item.Text("private_host")));
    }
}

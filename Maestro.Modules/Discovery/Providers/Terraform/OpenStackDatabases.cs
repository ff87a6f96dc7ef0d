using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>Trove database instances. Their users and passwords stand in the state and are never read.</summary>
internal sealed class OpenStackDatabases() : StateResource("database", "dbs-list", ["openstack_db_instance_v1"], "openstack_db_database_v1", "openstack_db_user_v1")
{
    protected override Draft Read(StateObject item)
    {
        var engine = item.First("datastore").Text("type");
        return item.StackService("database", "OpenStack Trove")
            .Set("engine", engine)
            .Set("modal", Engines.Modal(engine))
            .Set("role", new JsonObject()
                .Put("version", item.First("datastore").Text("version"))
                .Put("class", item.Text("flavor_id"))
                .Put("allocated_storage", item.Positive("size"))
                .Put("endpoint", item.Texts("addresses").FirstOrDefault()));
    }
}

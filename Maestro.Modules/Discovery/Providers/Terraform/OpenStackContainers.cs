using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>Swift containers. Their id is their name, which is unique within a project and region only.</summary>
internal sealed class OpenStackContainers() : StateResource("object-storage", "storage-object-list", ["openstack_objectstorage_container_v1"])
{
    protected override Draft Read(StateObject item) => new Draft("object-storage") { ExternalId = $"swift:{item.Text("region")}/{item.Id}", Label = item.Address }
        .Set("name", item.Text("name") ?? item.Id)
        .Set("own", true)
        .Set("provider", "OpenStack Swift")
        .Set("role", new JsonObject().Put("location", item.Text("region")).Put("versioning", item.Flag("versioning") switch { true => "Enabled", false => "Disabled", null => null }))
        .Set("datacenters", item.StackPlace())
        .Tagged(item.Labels("metadata"));
}

using System.Text.Json;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.OpenStack;

/// <summary>Flavors of Nova. Their ids are often small numbers, which other regions have as well.</summary>
internal sealed class Flavors() : StackResource("openstack.flavors", "flavor", "flavor-list", "https://docs.openstack.org/api-ref/compute/#list-flavors-with-details", StackCall.Flavors)
{
    public override Draft Translate(JsonElement item, Scope scope)
    {
        var id = $"flavor:{scope.Part}/{item.Need("id")}";
        return new Draft("flavor") { ExternalId = id, Label = item.Text("name") ?? id }
            .Set("unique_id", id)
            .Set("name", item.Need("name"))
            .Set("api_name", item.Text("name"))
            .Set("provider", "OpenStack")
            .Set("vcpus", item.Positive("vcpus"))
            .Set("memory", Drafts.Gigabytes(item.Positive("ram")))
            .Set("disk", item.Number("disk"))
            .Set("ephemeral", item.Number("OS-FLV-EXT-DATA:ephemeral"))
            .Set("is_public", item.Flag("os-flavor-access:is_public"))
            .Set("datacenters", Stack.Place(item, scope));
    }
}

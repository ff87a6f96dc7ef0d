using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>What OpenStack objects of a state have in common: uuid, region, project.</summary>
internal static class OpenStack
{
    internal static JsonObject StackPlace(this StateObject item) => new JsonObject { ["provider"] = "OpenStack" }
        .Put("region", item.Text("region"))
        .Put("account", item.Text("tenant_id") ?? item.Text("project_id"));

    /// <summary>Anything in OpenStack, by its uuid.</summary>
    internal static Draft StackObject(this StateObject item, string kind)
    {
        var zones = item.Texts("availability_zone").Concat(item.Texts("availability_zone_hints")).Distinct().Order(StringComparer.Ordinal);
        return item.Draft(kind, item.Id)
            .Set("name", item.Text("name") ?? item.Id)
            .Set("description", item.Text("description"))
            .Set("datacenters", item.StackPlace().Put("zone", zones.List()))
            .Tagged(item.Labels("all_metadata", "metadata", "all_tags", "tags"));
    }

    /// <summary>A network object, with its project.</summary>
    internal static Draft StackNetwork(this StateObject item, string kind) => item.StackObject(kind).Set("project_id", item.Text("tenant_id"));

    /// <summary>A managed service.</summary>
    internal static Draft StackService(this StateObject item, string kind, string product) => item.StackObject(kind).Set("own", true).Set("provider", product);
}

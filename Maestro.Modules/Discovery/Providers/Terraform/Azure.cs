using System.Text.Json.Nodes;
using Maestro.Modules.Discovery.Providers.Azure;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>What Azure objects of a state have in common.</summary>
internal static class Azure
{
    internal static JsonObject AzurePlace(this StateObject item) => new JsonObject { ["provider"] = "Azure" }
        .Put("region", item.Text("location")?.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant())
        .Put("account", Arm.Segment(item.Text("id"), "subscriptions"))
        .Put("resource_group", item.Text("resource_group_name") ?? Arm.Segment(item.Text("id"), "resourceGroups"));

    internal static JsonObject AzurePlaces(this StateObject item) => item.AzurePlace().Put("zone", item.Texts("zones").Concat(item.Texts("zone")).Order(StringComparer.Ordinal).List());

    /// <summary>Anything in Azure, by its resource id.</summary>
    internal static Draft AzureObject(this StateObject item, string kind) => item.Draft(kind, Arm.Lower(item.Id)!)
        .Set("name", item.Text("name") ?? item.Id[(item.Id.LastIndexOf('/') + 1)..])
        .Set("datacenters", item.AzurePlaces())
        .Tagged(item.Labels("tags"));

    /// <summary>A managed service.</summary>
    internal static Draft AzureService(this StateObject item, string kind, string product) => item.AzureObject(kind).Set("own", true).Set("provider", product);

    /// <summary>Virtual machines of a state, of every sort.</summary>
    internal static readonly string[] Machines = ["azurerm_linux_virtual_machine", "azurerm_windows_virtual_machine", "azurerm_virtual_machine"];
}

using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>What Azure objects of a state have in common. Azure writes its ids in varying case: they are kept in lower case.</summary>
internal static class Azure
{
    internal static string? Lower(string? id) => id?.ToLowerInvariant();

    /// <summary>A segment of a resource id by the name before it: <c>/subscriptions/…/resourceGroups/…</c>.</summary>
    internal static string? Segment(string? id, string name)
    {
        var parts = id?.Split('/') ?? [];
        var at = Array.FindIndex(parts, part => part.Equals(name, StringComparison.OrdinalIgnoreCase));
        return at >= 0 && at + 1 < parts.Length && parts[at + 1].Length > 0 ? parts[at + 1] : null;
    }

    /// <summary>The id of the resource that another one is part of: everything before a segment.</summary>
    internal static string? Before(string? id, string segment) =>
        id?.IndexOf($"/{segment}/", StringComparison.OrdinalIgnoreCase) is > 0 and var at ? Lower(id[..at]) : null;

    internal static JsonObject AzurePlace(this StateObject item) => new JsonObject { ["provider"] = "Azure" }
        .Put("region", item.Text("location")?.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant())
        .Put("account", Segment(item.Text("id"), "subscriptions"))
        .Put("resource_group", item.Text("resource_group_name") ?? Segment(item.Text("id"), "resourceGroups"));

    internal static JsonObject AzurePlaces(this StateObject item) => item.AzurePlace().Put("zone", item.Texts("zones").Concat(item.Texts("zone")).Order(StringComparer.Ordinal).List());

    /// <summary>Anything in Azure, by its resource id.</summary>
    internal static Draft AzureObject(this StateObject item, string kind) => item.Draft(kind, Lower(item.Id)!)
        .Set("name", item.Text("name") ?? item.Id[(item.Id.LastIndexOf('/') + 1)..])
        .Set("datacenters", item.AzurePlaces())
        .Tagged(item.Labels("tags"));

    /// <summary>A managed service.</summary>
    internal static Draft AzureService(this StateObject item, string kind, string product) => item.AzureObject(kind).Set("own", true).Set("provider", product);

    /// <summary>Virtual machines of a state, of every sort.</summary>
    internal static readonly string[] Machines = ["azurerm_linux_virtual_machine", "azurerm_windows_virtual_machine", "azurerm_virtual_machine"];
}

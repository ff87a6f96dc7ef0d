using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Azure;

/// <summary>
/// What resources of Azure have in common: ids, which Azure writes in varying case and which are kept in lower case, location,
/// resource group, tags.
/// </summary>
internal static class Arm
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

    /// <summary>A location by its name: older services write how it is called, "West Europe".</summary>
    internal static string? Location(string? location) => location?.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>Where it stands; a zone is a single word for machines and a list for all else.</summary>
    internal static JsonObject Place(JsonElement item, string? location = null) => new JsonObject { ["provider"] = "Azure" }
        .Put("region", Location(item.Text("location") ?? location))
        .Put("account", Segment(item.Text("id"), "subscriptions"))
        .Put("resource_group", Segment(item.Text("id"), "resourceGroups"));

    /// <summary>Anything in Azure, by its resource id.</summary>
    /// <param name="location">Location of what it is part of, where it names none itself.</param>
    internal static Draft Object(JsonElement item, string kind, string? location = null)
    {
        var id = item.Need("id");
        return new Draft(kind) { ExternalId = Lower(id), Label = item.Text("name") ?? id }
            .Set("unique_id", Lower(id))
            .Set("name", item.Text("name") ?? id[(id.LastIndexOf('/') + 1)..])
            .Set("provider_created_at", Drafts.Moment(item.Text("properties.timeCreated") ?? item.Text("properties.creationTime") ?? item.Text("systemData.createdAt")))
            .Set("datacenters", Place(item, location).Put("zone", item.Texts("zones").Order(StringComparer.Ordinal).List()))
            .Tagged(Drafts.Labels(item.At("tags")));
    }

    /// <summary>A managed service.</summary>
    internal static Draft Service(JsonElement item, string kind, string product, string? location = null) => Object(item, kind, location).Set("own", true).Set("provider", product);

    /// <summary>What a disk was made of: a snapshot, or another disk.</summary>
    internal static Draft MadeOf(this Draft draft, string? source) =>
        Segment(source, "disks") is null ? draft.Set("snapshot_id", Lower(source)) : draft.Set("source_volume_id", Lower(source));

    /// <summary>Status of what has no other than that it was made well, or not.</summary>
    internal static Draft Provisioned(this Draft draft, JsonElement item) => draft.Stated(item.Text("properties.provisioningState"), Status.Resource);

    /// <summary>Ids of sub-resources, in lower case.</summary>
    internal static JsonArray? Ids(IEnumerable<JsonElement> items) => items.Select(item => Lower(item.Text("id"))).Order(StringComparer.Ordinal).List();
}

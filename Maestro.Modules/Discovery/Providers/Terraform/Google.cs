using System.Text.Json.Nodes;
using Maestro.Modules.Discovery.Providers.Azure;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>What Google Cloud objects of a state have in common: the path that names them, zone and region, labels.</summary>
internal static class Google
{
    /// <summary>A resource by its path, <c>projects/p/zones/z/instances/n</c>, out of a link or an id.</summary>
    internal static string? Path(string? link)
    {
        var at = link?.IndexOf("projects/", StringComparison.Ordinal) ?? -1;
        return link is null || link.Length == 0 ? null : at < 0 ? link : link[at..];
    }

    internal static string GooglePath(this StateObject item) =>
        item.Text("self_link") is { } self && self.Contains("projects/", StringComparison.Ordinal) ? Path(self)! : Path(item.Id)!;

    /// <summary>Last segment of a path: zones and types are given as links.</summary>
    internal static string? Last(string? path) => path?[(path.LastIndexOf('/') + 1)..] is { Length: > 0 } last ? last : null;

    internal static string? GoogleZone(this StateObject item) => Last(item.Text("zone"));

    internal static JsonObject GooglePlace(this StateObject item)
    {
        var zone = item.GoogleZone();
        return new JsonObject { ["provider"] = "Google CloudEngine" }
            .Put("region", Last(item.Text("region")) ?? (zone is not null && zone.LastIndexOf('-') is > 0 and var at ? zone[..at] : null))
            .Put("account", item.Text("project") ?? Arm.Segment(item.GooglePath(), "projects"));
    }

    /// <summary>Anything in Google Cloud, by its path.</summary>
    internal static Draft GoogleObject(this StateObject item, string kind) => item.Draft(kind, item.GooglePath())
        .Set("name", item.Text("name") ?? Last(item.Id))
        .Set("description", item.Text("description"))
        .Set("datacenters", item.GooglePlace().Put("zone", new[] { item.GoogleZone() }.List()))
        .Tagged(item.Labels("effective_labels", "labels"));

    /// <summary>A managed service.</summary>
    internal static Draft GoogleService(this StateObject item, string kind, string product) => item.GoogleObject(kind).Set("own", true).Set("provider", product);
}

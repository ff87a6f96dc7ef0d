using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>What AWS objects of a state have in common: ARN, placement, tags.</summary>
internal static partial class Aws
{
    [GeneratedRegex(@"^([a-z]{2,}(?:-[a-z]+)+-\d+)[a-z]$", RegexOptions.CultureInvariant)]
    private static partial Regex Zone { get; }

    internal static string? Arn(this StateObject item) => item.Text("arn") is { } arn && arn.StartsWith("arn:", StringComparison.Ordinal) ? arn : null;

    /// <summary>The ARN, which is unique in the world; else the id.</summary>
    internal static string ArnOrId(this StateObject item) => item.Arn() ?? item.Id;

    internal static JsonArray? AwsTags(this StateObject item) => item.Labels("tags_all", "tags");

    /// <summary>The tag "Name", else what the caller falls back to.</summary>
    internal static string AwsName(this StateObject item, params string?[] otherwise) =>
        Drafts.Label(item.AwsTags(), "name") ?? otherwise.FirstOrDefault(name => !string.IsNullOrEmpty(name)) ?? item.Id;

    internal static JsonObject AwsPlace(this StateObject item, params string[] zones)
    {
        var zone = item.Text("availability_zone") ?? zones.FirstOrDefault();
        var arn = (item.Arn() ?? "").Split(':');
        var region = item.Text("region") ?? (arn.Length > 4 && arn[3].Length > 0 ? arn[3] : zone is not null && Zone.Match(zone) is { Success: true } match ? match.Groups[1].Value : null);
        return new JsonObject { ["provider"] = "AWS" }
            .Put("region", region)
            .Put("account", arn.Length > 4 && arn[4].Length > 0 && arn[4].All(char.IsAsciiDigit) ? arn[4] : item.Text("owner_id"));
    }

    /// <summary>Placement of anything but a server: it may be in several zones.</summary>
    internal static JsonObject AwsPlaces(this StateObject item, params string[] zones)
    {
        var all = zones.Concat(item.Texts("availability_zones")).Concat(item.Texts("availability_zone")).Where(zone => zone != "Multiple").Distinct().ToArray();
        return item.AwsPlace(all).Put("zone", all.Order(StringComparer.Ordinal).List());
    }

    /// <summary>A network object, by its id.</summary>
    internal static Draft AwsNetwork(this StateObject item, string kind, string? vpc = null, string? subnet = null)
    {
        var draft = item.Draft(kind, item.Id)
            .Set("name", item.AwsName())
            .Set("vpc", Drafts.To(vpc))
            .Set("vpc_id", vpc)
            .Set("subnet", Drafts.To(subnet))
            .Set("subnet_id", subnet)
            .Set("owner_id", item.Text("owner_id"))
            .Set("datacenters", item.AwsPlaces())
            .Tagged(item.AwsTags());
        return draft.Also(item.Arn());
    }

    /// <summary>A managed service, by its ARN.</summary>
    internal static Draft AwsService(this StateObject item, string kind, string name, string product, params string[] zones) => item
        .Draft(kind, item.ArnOrId())
        .Set("name", name)
        .Set("own", true)
        .Set("provider", product)
        .Set("datacenters", item.AwsPlaces(zones))
        .Tagged(item.AwsTags());
}

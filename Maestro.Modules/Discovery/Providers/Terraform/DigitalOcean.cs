using System.Text.Json.Nodes;
using Maestro.Modules.Discovery.Providers.DigitalOcean;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>What DigitalOcean objects of a state have in common: the urn, the region, plain words as tags.</summary>
internal static class DigitalOcean
{
    /// <summary>The urn that DigitalOcean itself gives: <c>do:droplet:123</c>.</summary>
    internal static string Urn(this StateObject item, string sort) => item.Text("urn") is { } urn && urn.StartsWith("do:", StringComparison.Ordinal) ? urn : Ocean.Urn(sort, item.Id);

    internal static JsonObject DropletsPlace(this StateObject item) => new JsonObject { ["provider"] = "Digital Ocean" }.Put("region", item.Text("region")?.ToLowerInvariant());

    /// <summary>Anything of DigitalOcean, by its urn.</summary>
    internal static Draft OceanObject(this StateObject item, string kind, string sort) => item.Draft(kind, item.Urn(sort))
        .Set("name", item.Text("name") ?? item.Id)
        .Set("provider_created_at", Drafts.Moment(item.Text("created_at")))
        .Set("datacenters", item.DropletsPlace())
        .Tagged(item.Labels("tags"));

    /// <summary>A managed service.</summary>
    internal static Draft OceanService(this StateObject item, string kind, string sort, string product) => item.OceanObject(kind, sort).Set("own", true).Set("provider", product);
}

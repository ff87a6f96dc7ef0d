using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.DigitalOcean;

/// <summary>Droplets.</summary>
internal sealed class Droplets() : ApiResource<OceanSession>("digitalocean.droplets", "server", "server-list", "https://docs.digitalocean.com/reference/api/digitalocean/#tag/Droplets", "droplet:read")
{
    public override IAsyncEnumerable<JsonElement> ListAsync(OceanSession session, Scope scope, CancellationToken cancel) => session.ListAsync("droplet:read", "droplets", "droplets", cancel);

    public override Draft Translate(JsonElement item, Scope scope) => Ocean.Object(item, "server", "droplet", scope)
        .Set("status", Status.Server(item.Text("status"))).Set("raw_status", item.Text("status"))
        .Set("ipv4_private", Address(item, "v4", "private"))
        .Set("ipv4_public", Address(item, "v4", "public"))
        .Set("ipv6", new[] { Address(item, "v6", "public") }.List())
        .Set("cpu", item.Positive("vcpus"))
        .Set("memory", Drafts.Gigabytes(item.Positive("memory")))
        .Set("os", Os(item))
        .Set("image", Drafts.Pick(item.At("image") ?? default, "id", "slug", "name", "distribution", "type"))
        .Set("next_backup_window", Drafts.Pick(item.At("next_backup_window") ?? default, "start", "end"))
        .Set("backup_ids", item.Texts("backup_ids").List())
        .Set("snapshot_ids", item.Texts("snapshot_ids").List())
        .Set("storage", Storage(item))
        .Set("datacenters", Ocean.Place(item, scope)
            .Put("type", "Virtual")
            .Put("instance", item.Text("size_slug"))
            .Put("instance_id", Ocean.Urn("droplet", item.Need("id")))
            .Put("image_id", item.Text("image.slug") ?? item.Text("image.id"))
            .Put("vpc_id", item.Text("vpc_uuid"))
            .Put("kernel", item.Text("kernel.name"))
            .Put("price_monthly", item.Positive("size.price_monthly"))
            .Put("price_hourly", item.Positive("size.price_hourly"))
            .Put("features", item.Texts("features").Order(StringComparer.Ordinal).List()));

    private static string? Address(JsonElement item, string version, string type) =>
        item.Items($"networks.{version}").Where(network => network.Text("type") == type).Select(network => network.Text("ip_address").Address()).FirstOrDefault(address => address is not null);

    private static JsonObject? Os(JsonElement item) => item.Text("image.distribution") is not { } distribution ? null
        : new JsonObject { ["base"] = "Linux", ["dist"] = distribution }.Put("version", item.Text("image.name")?.Split(' ')[0] is { } version && char.IsAsciiDigit(version[0]) ? version : null);

    private static JsonArray Storage(JsonElement item)
    {
        var disks = new JsonArray();
        if (item.Positive("disk") is { } size)
            disks.Add(new JsonObject { ["name"] = "built-in", ["root"] = "root" }.Put("size", size));
        foreach (var id in item.Texts("volume_ids").Distinct().Order(StringComparer.Ordinal))
            disks.Add(new JsonObject { ["name"] = id, ["root"] = "secondary", ["unique_id"] = Ocean.Urn("volume", id) });
        return disks;
    }
}

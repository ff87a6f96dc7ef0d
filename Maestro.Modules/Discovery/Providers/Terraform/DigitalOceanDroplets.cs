using System.Text.Json.Nodes;
using Maestro.Modules.Discovery.Providers.DigitalOcean;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>Droplets.</summary>
internal sealed class DigitalOceanDroplets() : StateResource("server", "server-list", ["digitalocean_droplet"], "digitalocean_volume_attachment")
{
    protected override Draft Read(StateObject item)
    {
        var ipv6 = item.Text("ipv6_address").Address();
        return item.OceanObject("server", "droplet")
            .Stated(item.Text("status"), Status.Server)
            .Set("ipv4_private", item.Text("ipv4_address_private").Address())
            .Set("ipv4_public", item.Text("ipv4_address").Address())
            .Set("ipv6", new[] { ipv6 }.List())
            .Set("cpu", item.Positive("vcpus"))
            .Set("memory", Drafts.Gigabytes(item.Positive("memory")))
            .Set("os", Os(item.Text("image")))
            .Set("storage", Storage(item))
            .Set("datacenters", item.DropletsPlace()
                .Put("type", "Virtual")
                .Put("instance", item.Text("size"))
                .Put("instance_id", item.Urn("droplet"))
                .Put("image_id", item.Text("image"))
                .Put("vpc_id", item.Text("vpc_uuid"))
                .Put("price_monthly", item.Positive("price_monthly"))
                .Put("price_hourly", item.Positive("price_hourly"))
                .Put("features", Features(item).List()));
    }

    // The slug of a public image says what runs: ubuntu-24-04-x64. A number is an image of one's own.
    private static JsonObject? Os(string? image)
    {
        var parts = image?.Split('-') ?? [];
        if (parts.Length < 3 || parts[^1] != "x64")
            return null;
        var name = parts[0] switch { "ubuntu" => "Ubuntu", "debian" => "Debian", "centos" => "CentOS", "fedora" => "Fedora", "rockylinux" => "Rocky Linux", "almalinux" => "AlmaLinux", var other => other };
        return new JsonObject { ["base"] = "Linux", ["dist"] = name }.Put("version", string.Join('.', parts[1..^1]));
    }

    private static IEnumerable<string> Features(StateObject item) =>
        new[] { "backups", "ipv6", "monitoring", "private_networking" }.Where(feature => item.Flag(feature) == true);

    private static JsonArray Storage(StateObject item)
    {
        var list = new JsonArray();
        if (item.Positive("disk") is { } size)
            list.Add(new JsonObject { ["name"] = "built-in", ["root"] = "root" }.Put("size", size));
        foreach (var id in item.Texts("volume_ids").Distinct().Order(StringComparer.Ordinal))
        {
            var volume = item.State.Where("digitalocean_volume", "id", id).FirstOrDefault();
            list.Add(new JsonObject { ["name"] = volume?.Text("name") ?? id, ["root"] = "secondary" }.Put("unique_id", Ocean.Urn("volume", id)).Put("size", volume?.Positive("size")));
        }

        return list;
    }
}

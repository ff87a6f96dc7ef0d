using System.Text.Json;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.DigitalOcean;

/// <summary>Images of one's own: uploaded ones, snapshots and backups of droplets.</summary>
internal sealed class Images() : ApiResource<OceanSession>("digitalocean.images", "image", "images-list", "https://docs.digitalocean.com/reference/api/digitalocean/#tag/Images", "image:read")
{
    public override IAsyncEnumerable<JsonElement> ListAsync(OceanSession session, Scope scope, CancellationToken cancel) => session.ListAsync("image:read", "images?private=true", "images", cancel);

    public override Draft? Translate(JsonElement item, Scope scope)
    {
        if (item.Text("status") is "deleted" or "retired")
            return null;
        var regions = item.Texts("regions");
        return Ocean.Object(item, "image", "image", scope)
            .Stated(item.Text("status"), Status.Resource)
            .Set("state_reason", item.Text("error_message"))
            .Set("size", item.Number("size_gigabytes"))
            .Set("min_disk_size", item.Positive("min_disk_size"))
            .Set("image_type", item.Text("type"))
            .Set("distribution", item.Text("distribution"))
            .Set("description", item.Text("description"))
            .Set("slug", item.Text("slug"))
            .Set("public", item.Flag("public"))
            .Set("regions", regions.List())
            .Set("datacenters", Ocean.Place(item, scope).Put("region", regions.Count == 1 ? regions[0] : null));
    }
}

using System.Text.Json;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.DigitalOcean;

/// <summary>Block storage volumes.</summary>
internal sealed class Volumes() : ApiResource<OceanSession>("digitalocean.volumes", "volume", "volumes-list", "https://docs.digitalocean.com/reference/api/digitalocean/#tag/Block-Storage", "block_storage:read")
{
    public override IAsyncEnumerable<JsonElement> ListAsync(OceanSession session, Scope scope, CancellationToken cancel) => session.ListAsync("block_storage:read", "volumes", "volumes", cancel);

    public override Draft Translate(JsonElement item, Scope scope)
    {
        var droplets = item.Texts("droplet_ids");
        return Ocean.Object(item, "volume", "volume", scope)
            .Set("status", droplets.Count > 0 ? Status.Active : Status.Available)
            .Set("size", item.Positive("size_gigabytes"))
            .Set("description", item.Text("description"))
            .Set("fftype", item.Text("filesystem_type"))
            .Set("label", item.Text("filesystem_label"))
            .Set("droplet_ids", droplets.Order(StringComparer.Ordinal).List())
            .Set("servers", Ocean.ToDroplets(droplets));
    }
}

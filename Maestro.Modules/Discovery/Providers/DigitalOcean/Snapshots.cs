using System.Runtime.CompilerServices;
using System.Text.Json;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.DigitalOcean;

/// <summary>Snapshots of droplets and of volumes: one list, but each half takes a scope of its own.</summary>
internal sealed class Snapshots() : ApiResource<OceanSession>("digitalocean.snapshots", "snapshot", "snapshot-list", "https://docs.digitalocean.com/reference/api/digitalocean/#tag/Snapshots", "snapshot:read", "block_storage_snapshot:read")
{
    public override async IAsyncEnumerable<JsonElement> ListAsync(OceanSession session, Scope scope, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var item in session.ListAsync("snapshot:read", "snapshots?resource_type=droplet", "snapshots", cancel))
            yield return item;
        await foreach (var item in session.ListAsync("block_storage_snapshot:read", "snapshots?resource_type=volume", "snapshots", cancel))
            yield return item;
    }

    public override Draft Translate(JsonElement item, Scope scope)
    {
        var (sort, source) = (item.Text("resource_type"), item.Text("resource_id"));
        var urn = sort is not null && source is not null ? Ocean.Urn(sort, source) : null;
        var regions = item.Texts("regions");
        return Ocean.Object(item, "snapshot", "snapshot", scope)
            .Set("status", Status.Available)
            .Set("size", item.Number("size_gigabytes"))
            .Set("min_disk_size", item.Positive("min_disk_size"))
            .Set("type", sort)
            .Set("regions", regions.List())
            .Set("volume_id", sort == "volume" ? source : null)
            .Set("volume", sort == "volume" ? Drafts.To(urn) : null)
            .Set("server", sort == "droplet" ? Drafts.To(urn) : null)
            .Set("datacenters", Ocean.Place(item, scope).Put("region", regions.Count == 1 ? regions[0] : null));
    }
}

using Maestro.Modules.Discovery.Providers.DigitalOcean;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>Block storage volumes of DigitalOcean.</summary>
internal sealed class DigitalOceanVolumes() : StateResource("volume", "volumes-list", ["digitalocean_volume"], "digitalocean_volume_attachment")
{
    protected override Draft Read(StateObject item)
    {
        var droplets = item.Texts("droplet_ids")
            .Concat(item.State.Where("digitalocean_volume_attachment", "volume_id", item.Id).Select(one => one.Text("droplet_id")).OfType<string>())
            .Concat(item.State.Of("digitalocean_droplet").Where(droplet => droplet.Texts("volume_ids").Contains(item.Id)).Select(droplet => droplet.Id)).Distinct().ToList();
        return item.OceanObject("volume", "volume")
            .Set("status", droplets.Count > 0 ? Status.Active : Status.Available)
            .Set("size", item.Positive("size"))
            .Set("description", item.Text("description"))
            .Set("fftype", item.Text("filesystem_type") ?? item.Text("initial_filesystem_type"))
            .Set("label", item.Text("filesystem_label") ?? item.Text("initial_filesystem_label"))
            .Set("droplet_ids", droplets.Order(StringComparer.Ordinal).List())
            .Set("servers", Ocean.ToDroplets(droplets));
    }
}

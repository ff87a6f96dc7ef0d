using Maestro.Modules.Discovery.Providers.DigitalOcean;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>Cloud firewalls of DigitalOcean.</summary>
internal sealed class DigitalOceanFirewalls() : StateResource("firewall", "network-list", ["digitalocean_firewall"])
{
    protected override Draft Read(StateObject item) => item.OceanObject("firewall", "firewall")
        .Stated(item.Text("status"), Status.Resource)
        .Set("inbound_rules", item.Blocks("inbound_rule", "protocol", "port_range", "source_addresses", "source_droplet_ids", "source_tags", "source_load_balancer_uids"))
        .Set("outbound_rules", item.Blocks("outbound_rule", "protocol", "port_range", "destination_addresses", "destination_droplet_ids", "destination_tags"))
        .Set("droplet_ids", item.Texts("droplet_ids").Order(StringComparer.Ordinal).List())
        .Set("servers", Ocean.ToDroplets(item.Texts("droplet_ids")));
}

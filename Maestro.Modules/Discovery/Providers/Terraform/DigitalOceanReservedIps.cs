using Maestro.Modules.Discovery.Providers.DigitalOcean;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>Reserved IP addresses, called floating before.</summary>
internal sealed class DigitalOceanReservedIps() : StateResource("public-ip", "network-list", ["digitalocean_reserved_ip", "digitalocean_floating_ip"], "digitalocean_reserved_ip_assignment", "digitalocean_floating_ip_assignment")
{
    protected override Draft Read(StateObject item)
    {
        var address = item.Text("ip_address") ?? item.Id;
        var droplets = item.State.Where("digitalocean_reserved_ip_assignment", "ip_address", address)
            .Concat(item.State.Where("digitalocean_floating_ip_assignment", "ip_address", address)).Select(one => one.Text("droplet_id"))
            .Append(item.Positive("droplet_id") is null ? null : item.Text("droplet_id")).OfType<string>();
        var (sort, other) = item.Type == "digitalocean_floating_ip" ? ("floatingip", "reservedip") : ("reservedip", "floatingip");
        return item.OceanObject("public-ip", sort)
            .Set("name", address)
            .Set("ip_address", address.Address())
            .Set("public_ip_address_version", "IPv4")
            .Set("servers", Ocean.ToDroplets(droplets.Distinct()))
            .Also(Ocean.Urn(other, address));
    }
}

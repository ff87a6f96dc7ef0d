using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>Virtual private clouds of DigitalOcean.</summary>
internal sealed class DigitalOceanVpcs() : StateResource("vpc", "network-list", ["digitalocean_vpc"])
{
    protected override Draft Read(StateObject item) => item.OceanObject("vpc", "vpc")
        .Set("description", item.Text("description"))
        .Set("cidr_block", item.Text("ip_range"))
        .Set("is_default", item.Flag("default"));
}

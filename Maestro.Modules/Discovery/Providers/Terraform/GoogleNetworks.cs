using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>VPC networks of Google Cloud.</summary>
internal sealed class GoogleNetworks() : StateResource("vpc", "network-list", ["google_compute_network"])
{
    protected override Draft Read(StateObject item) => item.GoogleObject("vpc")
        .Set("mtu", item.Positive("mtu"));
}

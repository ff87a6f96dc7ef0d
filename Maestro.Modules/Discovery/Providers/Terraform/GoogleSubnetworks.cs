using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>Subnetworks of Google Cloud.</summary>
internal sealed class GoogleSubnetworks() : StateResource("subnet", "network-list", ["google_compute_subnetwork"])
{
    protected override Draft Read(StateObject item) => item.GoogleObject("subnet")
        .Set("vpc", Drafts.To(Google.Path(item.Text("network"))))
        .Set("vpc_id", Google.Path(item.Text("network")))
        .Set("cidr_block", item.Text("ip_cidr_range"))
        .Set("gateway_ip", item.Text("gateway_address"));
}

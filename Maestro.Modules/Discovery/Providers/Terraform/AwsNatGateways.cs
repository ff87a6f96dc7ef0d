using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>NAT gateways.</summary>
internal sealed class AwsNatGateways() : StateResource("nat-gateway", "network-list", ["aws_nat_gateway"])
{
    protected override Draft Read(StateObject item)
    {
        var address = new JsonObject()
            .Put("public_ip", item.Text("public_ip"))
            .Put("private_ip", item.Text("private_ip"))
            .Put("allocation_id", item.Text("allocation_id"))
            .Put("network_interface_id", item.Text("network_interface_id"));
        return item.AwsNetwork("nat-gateway", subnet: item.Text("subnet_id"))
            .Set("connectivity_type", item.Text("connectivity_type"))
            .Set("nat_gateway_addresses", address.Count == 0 ? null : new JsonArray(address));
    }
}

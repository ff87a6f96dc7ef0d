using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>Internet gateways.</summary>
internal sealed class AwsInternetGateways() : StateResource("internet-gateway", "network-list", ["aws_internet_gateway", "aws_egress_only_internet_gateway"])
{
    protected override Draft Read(StateObject item) => item.AwsNetwork("internet-gateway", item.Text("vpc_id"))
        .Set("egress_only", item.Type == "aws_egress_only_internet_gateway" ? true : null);
}

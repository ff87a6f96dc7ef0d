using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>Subnets of virtual private clouds.</summary>
internal sealed class AwsSubnets() : StateResource("subnet", "network-list", ["aws_subnet", "aws_default_subnet"])
{
    protected override Draft Read(StateObject item) => item.AwsNetwork("subnet", item.Text("vpc_id"))
        .Set("cidr_block", item.Text("cidr_block"))
        .Set("map_public_ip_on_launch", item.Flag("map_public_ip_on_launch"))
        .Set("assign_ipv6_address_on_creation", item.Flag("assign_ipv6_address_on_creation"))
        .Set("default_for_az", item.Type == "aws_default_subnet" ? true : null);
}

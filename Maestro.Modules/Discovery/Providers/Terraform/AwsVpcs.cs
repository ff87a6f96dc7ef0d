using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>Virtual private clouds.</summary>
internal sealed class AwsVpcs() : StateResource("vpc", "network-list", ["aws_vpc", "aws_default_vpc"])
{
    protected override Draft Read(StateObject item) => item.AwsNetwork("vpc")
        .Set("cidr_block", item.Text("cidr_block"))
        .Set("instance_tenancy", item.Text("instance_tenancy"))
        .Set("dhcp_options_id", item.Text("dhcp_options_id"))
        .Set("is_default", item.Type == "aws_default_vpc" ? true : null);
}

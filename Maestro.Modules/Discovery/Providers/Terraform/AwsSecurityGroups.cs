using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>Security groups, and the instances of the state that they guard.</summary>
internal sealed class AwsSecurityGroups() : StateResource("security-group", "security-list", ["aws_security_group", "aws_default_security_group"], "aws_security_group_rule", "aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule")
{
    private static readonly string[] Rule = ["description", "protocol", "from_port", "to_port", "cidr_blocks", "ipv6_cidr_blocks", "prefix_list_ids", "security_groups", "self"];

    protected override Draft Read(StateObject item) => item.AwsNetwork("security-group", item.Text("vpc_id"))
        .Set("name", item.AwsName(item.Text("name")))
        .Set("group_name", item.Text("name"))
        .Set("description", item.Text("description"))
        .Set("ip_permissions", item.Blocks("ingress", Rule))
        .Set("ip_permissions_egress", item.Blocks("egress", Rule))
        .Set("servers", Drafts.ToAll(item.State.Of("aws_instance").Where(instance => instance.Texts("vpc_security_group_ids").Contains(item.Id)).Select(instance => instance.Text("id"))));
}

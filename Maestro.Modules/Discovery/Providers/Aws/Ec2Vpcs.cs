using System.Text.Json;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Aws;

/// <summary>Virtual private clouds.</summary>
internal sealed class Ec2Vpcs() : Ec2Resource("aws.ec2.vpcs", "vpc", "network-list", "DescribeVpcs", "vpcSet", 1000)
{
    public override Draft Translate(JsonElement item, Scope scope) => item.Ec2("vpc", "vpcId", "vpc", scope)
        .Stated(item.Text("state"), Status.Resource)
        .Set("owner_id", item.Text("ownerId"))
        .Set("cidr_block", item.Text("cidrBlock"))
        .Set("cidr_block_association_set", item.Items("cidrBlockAssociationSet").Renamed(("cidr_block", "cidrBlock"), ("association_id", "associationId"), ("state", "cidrBlockState.state")))
        .Set("ipv6_cidr_block_association_set", item.Items("ipv6CidrBlockAssociationSet").Renamed(("ipv6_cidr_block", "ipv6CidrBlock"), ("association_id", "associationId"), ("state", "ipv6CidrBlockState.state")))
        .Set("instance_tenancy", item.Text("instanceTenancy"))
        .Set("dhcp_options_id", item.Text("dhcpOptionsId"))
        .Set("is_default", item.Flag("isDefault"));
}

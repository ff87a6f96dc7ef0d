using System.Text.Json;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Aws;

/// <summary>Subnets of virtual private clouds, those that other accounts share included.</summary>
internal sealed class Ec2Subnets() : Ec2Resource("aws.ec2.subnets", "subnet", "network-list", "DescribeSubnets", "subnetSet", 1000)
{
    public override Draft Translate(JsonElement item, Scope scope) => item.Ec2Network("subnet", "subnetId", "subnet", scope)
        .Stated(item.Text("state"), Status.Resource)
        .Set("cidr_block", item.Text("cidrBlock"))
        .Set("available_ip_address_count", item.Number("availableIpAddressCount"))
        .Set("default_for_az", item.Flag("defaultForAz"))
        .Set("map_public_ip_on_launch", item.Flag("mapPublicIpOnLaunch"))
        .Set("assign_ipv6_address_on_creation", item.Flag("assignIpv6AddressOnCreation"))
        .Set("ipv6_cidr_block_association_set", item.Items("ipv6CidrBlockAssociationSet").Renamed(("ipv6_cidr_block", "ipv6CidrBlock"), ("association_id", "associationId"), ("state", "ipv6CidrBlockState.state")));
}

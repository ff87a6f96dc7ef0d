using System.Text.Json;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Aws;

/// <summary>Elastic IP addresses.</summary>
internal sealed class Ec2Addresses() : Ec2Resource("aws.ec2.addresses", "public-ip", "network-list", "DescribeAddresses", "addressesSet", null)
{
    public override Draft Translate(JsonElement item, Scope scope) => item.Ec2Network("public-ip", "allocationId", "elastic-ip", scope, item.Text("publicIp"))
        .Set("ip_address", item.Text("publicIp").Address())
        .Set("public_ip_address_version", "IPv4")
        .Set("fixed_ip_address", item.Text("privateIpAddress"))
        .Set("network_interface_ids", new[] { item.Text("networkInterfaceId") }.List())
        .Set("servers", Drafts.ToAll([item.Text("instanceId")]));
}

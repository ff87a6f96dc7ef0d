using System.Text.Json;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Aws;

/// <summary>Elastic network interfaces.</summary>
internal sealed class Ec2NetworkInterfaces() : Ec2Resource("aws.ec2.network_interfaces", "network-interface", "network-list", "DescribeNetworkInterfaces", "networkInterfaceSet", 500)
{
    public override Draft Translate(JsonElement item, Scope scope) => item.Ec2Network("network-interface", "networkInterfaceId", "network-interface", scope)
        .Stated(item.Text("status"), Status.Resource)
        .Set("description", item.Text("description"))
        .Set("mac_address", item.Text("macAddress"))
        .Set("private_ip_address", item.Text("privateIpAddress"))
        .Set("private_ip_addresses", item.Items("privateIpAddressesSet").Select(one => one.Text("privateIpAddress")).List())
        .Set("public_ip_address", item.Text("association.publicIp"))
        .Set("ipv6_addresses", item.Items("ipv6AddressesSet").Select(one => one.Text("ipv6Address")).List())
        .Set("private_dns_name", item.Text("privateDnsName"))
        .Set("interface_type", item.Text("interfaceType"))
        .Set("source_dest_check", item.Flag("sourceDestCheck"))
        .Set("requester_id", item.Text("requesterId"))
        .Set("requester_managed", item.Flag("requesterManaged"))
        .Set("association", item.At("association")?.Renamed(("public_ip", "publicIp"), ("public_dns_name", "publicDnsName"), ("allocation_id", "allocationId"), ("ip_owner_id", "ipOwnerId")))
        .Set("attachment", item.At("attachment")?.Renamed(("attachment_id", "attachmentId"), ("instance_id", "instanceId"), ("device_index", "deviceIndex"), ("status", "status"), ("delete_on_termination", "deleteOnTermination")))
        .Set("security_group_ids", item.Items("groupSet").Select(group => group.Text("groupId")).Order(StringComparer.Ordinal).List())
        .Set("groups", item.Items("groupSet").Renamed(("group_id", "groupId"), ("group_name", "groupName")))
        .Set("servers", Drafts.ToAll([item.Text("attachment.instanceId")]));
}

using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>Elastic network interfaces.</summary>
internal sealed class AwsNetworkInterfaces() : StateResource("network-interface", "network-list", ["aws_network_interface"], "aws_network_interface_attachment")
{
    protected override Draft Read(StateObject item) => item.AwsNetwork("network-interface", subnet: item.Text("subnet_id"))
        .Set("description", item.Text("description"))
        .Set("mac_address", item.Text("mac_address"))
        .Set("private_ip_address", item.Text("private_ip"))
        .Set("private_ip_addresses", item.Texts("private_ips").List())
        .Set("ipv6_addresses", item.Texts("ipv6_addresses").List())
        .Set("private_dns_name", item.Text("private_dns_name"))
        .Set("interface_type", item.Text("interface_type"))
        .Set("source_dest_check", item.Flag("source_dest_check"))
        .Set("security_group_ids", item.Texts("security_groups").Order(StringComparer.Ordinal).List())
        .Set("servers", Drafts.ToAll(item.Items("attachment").Select(one => one.Text("instance"))
            .Concat(item.State.Where("aws_network_interface_attachment", "network_interface_id", item.Id).Select(one => one.Text("instance_id")))));
}

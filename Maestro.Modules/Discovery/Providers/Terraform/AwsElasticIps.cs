using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>Elastic IP addresses.</summary>
internal sealed class AwsElasticIps() : StateResource("public-ip", "network-list", ["aws_eip"], "aws_eip_association")
{
    protected override Draft Read(StateObject item)
    {
        var servers = item.State.Where("aws_eip_association", "allocation_id", item.Id).Select(one => one.Text("instance_id")).Append(item.Text("instance"));
        return item.AwsNetwork("public-ip")
            .Set("name", item.AwsName(item.Text("public_ip")))
            .Set("ip_address", item.Text("public_ip").Address())
            .Set("public_ip_address_version", "IPv4")
            .Set("fixed_ip_address", item.Text("private_ip"))
            .Set("network_interface_ids", item.Texts("network_interface").List())
            .Set("servers", Drafts.ToAll(servers));
    }
}

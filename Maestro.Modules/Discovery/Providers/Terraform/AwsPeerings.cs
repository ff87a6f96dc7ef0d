using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>VPC peering connections.</summary>
internal sealed class AwsPeerings() : StateResource("peering", "network-list", ["aws_vpc_peering_connection"])
{
    protected override Draft Read(StateObject item) => item.AwsNetwork("peering")
        .Stated(item.Text("accept_status"), Status.Resource)
        .Set("peers", Drafts.ToAll([item.Text("vpc_id"), item.Text("peer_vpc_id")]))
        .Set("requester_vpc_info", new JsonObject().Put("vpc_id", item.Text("vpc_id")))
        .Set("accepter_vpc_info", new JsonObject().Put("vpc_id", item.Text("peer_vpc_id")).Put("owner_id", item.Text("peer_owner_id")).Put("region", item.Text("peer_region")));
}

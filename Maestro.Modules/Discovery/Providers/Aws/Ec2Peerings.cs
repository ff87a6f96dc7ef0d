using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Aws;

/// <summary>VPC peering connections; one between two regions of the account is the requester's.</summary>
internal sealed class Ec2Peerings() : Ec2Resource("aws.ec2.peerings", "peering", "network-list", "DescribeVpcPeeringConnections", "vpcPeeringConnectionSet", 1000)
{
    public override IAsyncEnumerable<JsonElement> ListAsync(AwsSession session, Scope scope, CancellationToken cancel) => base.ListAsync(session, scope, cancel)
        .Where(item => item.Text("requesterVpcInfo.region") is not { } region || region == scope.Part || item.Text("requesterVpcInfo.ownerId") != scope.Account || !session.Regions.Contains(region));

    public override Draft? Translate(JsonElement item, Scope scope) => item.Text("status.code") is "deleted" or "deleting" or "rejected" or "expired" or "failed" ? null
        : item.Ec2Network("peering", "vpcPeeringConnectionId", "vpc-peering-connection", scope)
            .Stated(item.Text("status.code"), Status.Resource)
            .Set("peers", Drafts.ToAll([item.Text("requesterVpcInfo.vpcId"), item.Text("accepterVpcInfo.vpcId")]))
            .Set("requester_vpc_info", Side(item, "requesterVpcInfo"))
            .Set("accepter_vpc_info", Side(item, "accepterVpcInfo"))
            .Set("expiration_time", Drafts.Moment(item.Text("expirationTime")));

    private static JsonObject? Side(JsonElement item, string path) => item.At(path)?.Renamed(("vpc_id", "vpcId"), ("owner_id", "ownerId"), ("region", "region"), ("cidr_block", "cidrBlock"));
}

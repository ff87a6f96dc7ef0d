using System.Text.Json;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Aws;

/// <summary>Internet gateways, those for IPv6 that only lead out included.</summary>
internal sealed class Ec2InternetGateways() : Ec2Resource("aws.ec2.internet_gateways", "internet-gateway", "network-list", "DescribeInternetGateways", "internetGatewaySet", 500, "ec2:DescribeEgressOnlyInternetGateways")
{
    private static readonly AwsPaging Outward = AwsPaging.Ec2("egressOnlyInternetGatewaySet", 255);

    public override IAsyncEnumerable<JsonElement> ListAsync(AwsSession session, Scope scope, CancellationToken cancel) =>
        base.ListAsync(session, scope, cancel).Concat(session.QueryAllAsync(AwsService.Ec2, scope.Part, "DescribeEgressOnlyInternetGateways", Outward, [], cancel));

    public override Draft Translate(JsonElement item, Scope scope)
    {
        var outward = item.Text("egressOnlyInternetGatewayId") is not null;
        var vpc = item.Items("attachmentSet").Select(one => one.Text("vpcId")).FirstOrDefault();
        return item.Ec2Network("internet-gateway", outward ? "egressOnlyInternetGatewayId" : "internetGatewayId", outward ? "egress-only-internet-gateway" : "internet-gateway", scope)
            .Set("vpc", Drafts.To(vpc))
            .Set("vpc_id", vpc)
            .Set("attachments", item.Items("attachmentSet").Renamed(("vpc_id", "vpcId"), ("state", "state")))
            .Set("egress_only", outward ? true : null);
    }
}

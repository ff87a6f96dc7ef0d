using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Aws;

/// <summary>Site-to-site VPN connections. Their configuration holds the pre-shared keys: it is never taken in.</summary>
internal sealed class Ec2VpnConnections() : Ec2Resource("aws.ec2.vpn_connections", "vpn", "vpns-list", "DescribeVpnConnections", "vpnConnectionSet", null)
{
    private static readonly string[] Kept = ["vpnConnectionId", "state", "type", "category", "customerGatewayId", "vpnGatewayId", "transitGatewayId", "gatewayAssociationState"];

    public override IAsyncEnumerable<JsonElement> ListAsync(AwsSession session, Scope scope, CancellationToken cancel) => base.ListAsync(session, scope, cancel).Select(item =>
        JsonSerializer.SerializeToElement(Drafts.Pick(item, Kept)).With(
            ("tagSet", item.Items("tagSet").Nodes()),
            ("routes", item.Items("routes").Select(route => route.Text("destinationCidrBlock")).List()),
            ("tunnels", item.Items("vgwTelemetry").Renamed(("outside_ip_address", "outsideIpAddress"), ("status", "status")))));

    public override Draft? Translate(JsonElement item, Scope scope)
    {
        var (id, tags, state) = (item.Need("vpnConnectionId"), item.Tags("tagSet"), item.Text("state"));
        if (state is "deleting" or "deleted")
            return null;
        return AwsObjects.Service(id, "vpn", AwsObjects.Name(tags, id), "Vpn (AWS)", scope, tags)
            .Stated(state, Status.Resource)
            .Set("role", new JsonObject().Put("endpoint", item.Items("tunnels").Select(tunnel => tunnel.Text("outside_ip_address")).FirstOrDefault(address => address is not null)))
            .Set("metas", new JsonObject()
                .Put("type", item.Text("type"))
                .Put("customer_gateway_id", item.Text("customerGatewayId"))
                .Put("vpn_gateway_id", item.Text("vpnGatewayId"))
                .Put("transit_gateway_id", item.Text("transitGatewayId"))
                .Put("routes", item.Texts("routes").List())
                .Put("tunnels", item.At("tunnels").Node()))
            .Also(AwsObjects.Arn(scope, "ec2", $"vpn-connection/{id}"));
    }
}

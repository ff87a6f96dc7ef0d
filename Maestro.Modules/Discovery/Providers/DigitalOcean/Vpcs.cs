using System.Text.Json;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.DigitalOcean;

/// <summary>Virtual private clouds.</summary>
internal sealed class Vpcs() : ApiResource<OceanSession>("digitalocean.vpcs", "vpc", "network-list", "https://docs.digitalocean.com/reference/api/digitalocean/#tag/VPCs", "vpc:read")
{
    public override IAsyncEnumerable<JsonElement> ListAsync(OceanSession session, Scope scope, CancellationToken cancel) => session.ListAsync("vpc:read", "vpcs", "vpcs", cancel);

    public override Draft Translate(JsonElement item, Scope scope) => Ocean.Object(item, "vpc", "vpc", scope)
        .Set("description", item.Text("description"))
        .Set("cidr_block", item.Text("ip_range"))
        .Set("is_default", item.Flag("default"));
}

using System.Text.Json;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.DigitalOcean;

/// <summary>Reserved IP addresses, called floating before; both names lead to one record.</summary>
internal sealed class ReservedIps() : ApiResource<OceanSession>("digitalocean.reserved_ips", "public-ip", "network-list", "https://docs.digitalocean.com/reference/api/digitalocean/#tag/Reserved-IPs", "reserved_ip:read")
{
    public override IAsyncEnumerable<JsonElement> ListAsync(OceanSession session, Scope scope, CancellationToken cancel) => session.ListAsync("reserved_ip:read", "reserved_ips", "reserved_ips", cancel);

    protected override string Label(JsonElement item) => item.Text("ip") ?? Name;

    public override Draft Translate(JsonElement item, Scope scope) => Ocean.Object(item, "public-ip", "reservedip", scope, id: "ip")
        .Set("ip_address", item.Text("ip").Address())
        .Set("public_ip_address_version", "IPv4")
        .Set("project_id", item.Text("project_id"))
        .Set("servers", Ocean.ToDroplets(new[] { item.Text("droplet.id") }.OfType<string>()))
        .Also(Ocean.Urn("floatingip", item.Need("ip")));
}

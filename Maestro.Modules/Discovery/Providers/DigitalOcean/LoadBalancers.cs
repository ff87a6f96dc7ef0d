using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.DigitalOcean;

/// <summary>Load balancers; droplets stand behind them by number, or by a tag.</summary>
internal sealed class LoadBalancers() : JoinedResource<OceanSession, IReadOnlyList<string>>("digitalocean.load_balancers", "load-balancer", "loadbalance-list", "https://docs.digitalocean.com/reference/api/digitalocean/#tag/Load-Balancers", "load_balancer:read", "droplet:read")
{
    public override IAsyncEnumerable<Joined<IReadOnlyList<string>>> ListAsync(OceanSession session, Scope scope, CancellationToken cancel) =>
        session.WithDropletsAsync(session.ListAsync("load_balancer:read", "load_balancers", "load_balancers", cancel), item => item.Texts("tag"), cancel);

    public override Draft Translate(Joined<IReadOnlyList<string>> item, Scope scope)
    {
        var balancer = item.Item;
        return Ocean.Service(balancer, "load-balancer", "loadbalancer", "LB (DigitalOcean)", scope)
            .Stated(balancer.Text("status"), Status.Resource)
            .Set("role", new JsonObject()
                .Put("ip", balancer.Text("ip"))
                .Put("type", balancer.Text("type"))
                .Put("algorithm", balancer.Text("algorithm"))
                .Put("vpc_id", balancer.Text("vpc_uuid"))
                .Put("redirect_http_to_https", balancer.Flag("redirect_http_to_https"))
                .Put("forwarding_rules", Drafts.Blocks(balancer.Items("forwarding_rules"), "entry_port", "entry_protocol", "target_port", "target_protocol", "tls_passthrough", "certificate_id"))
                .Put("health_check", Drafts.Pick(balancer.At("health_check") ?? default, "protocol", "port", "path", "check_interval_seconds"))
                .Put("sticky_sessions", Drafts.Pick(balancer.At("sticky_sessions") ?? default, "type", "cookie_name", "cookie_ttl_seconds"))
                .Put("droplet_ids", item.With.List()))
            .Set("servers", Ocean.ToDroplets(item.With));
    }
}

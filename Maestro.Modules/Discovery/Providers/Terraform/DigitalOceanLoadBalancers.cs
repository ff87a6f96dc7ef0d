using System.Text.Json.Nodes;
using Maestro.Modules.Discovery.Providers.DigitalOcean;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>Load balancers of DigitalOcean.</summary>
internal sealed class DigitalOceanLoadBalancers() : StateResource("load-balancer", "loadbalance-list", ["digitalocean_loadbalancer"])
{
    protected override Draft Read(StateObject item) => item.OceanService("load-balancer", "loadbalancer", "LB (DigitalOcean)")
        .Stated(item.Text("status"), Status.Resource)
        .Set("role", new JsonObject()
            .Put("ip", item.Text("ip"))
            .Put("type", item.Text("type"))
            .Put("algorithm", item.Text("algorithm"))
            .Put("vpc_id", item.Text("vpc_uuid"))
            .Put("redirect_http_to_https", item.Flag("redirect_http_to_https"))
            .Put("forwarding_rules", item.Blocks("forwarding_rule", "entry_port", "entry_protocol", "target_port", "target_protocol"))
            .Put("health_check", Drafts.Pick(item.First("healthcheck"), "protocol", "port", "path", "check_interval_seconds"))
            .Put("sticky_sessions", Drafts.Pick(item.First("sticky_sessions"), "type", "cookie_name", "cookie_ttl_seconds"))
            .Put("droplet_ids", item.Texts("droplet_ids").Order(StringComparer.Ordinal).List()))
        .Set("servers", Ocean.ToDroplets(item.Texts("droplet_ids")));
}

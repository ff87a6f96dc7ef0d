using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>Forwarding rules: the front of Google Cloud's load balancers.</summary>
internal sealed class GoogleForwardingRules() : StateResource("load-balancer", "loadbalance-list", ["google_compute_forwarding_rule", "google_compute_global_forwarding_rule"])
{
    protected override Draft Read(StateObject item) => item.GoogleService("load-balancer", "LB (Google Cloud)")
        .Set("role", new JsonObject()
            .Put("ip", item.Text("ip_address"))
            .Put("type", item.Text("load_balancing_scheme"))
            .Put("scheme", item.Text("load_balancing_scheme") is { } scheme ? scheme.StartsWith("INTERNAL", StringComparison.Ordinal) ? "internal" : "internet-facing" : null)
            .Put("vpc_id", Google.Path(item.Text("network")))
            .Put("ip_address_type", item.Text("ip_version"))
            .Put("forwarding_rules", new JsonObject().Put("protocol", item.Text("ip_protocol")).Put("port_range", item.Text("port_range")).Put("ports", item.Texts("ports").List()).Put("target", Google.Path(item.Text("target"))).Put("backend_service", Google.Path(item.Text("backend_service")))));
}

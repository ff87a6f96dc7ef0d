using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.DigitalOcean;

/// <summary>Cloud firewalls; they guard droplets by number and by tag.</summary>
internal sealed class Firewalls() : JoinedResource<OceanSession, IReadOnlyList<string>>("digitalocean.firewalls", "firewall", "network-list", "https://docs.digitalocean.com/reference/api/digitalocean/#tag/Firewalls", "firewall:read", "droplet:read")
{
    public override IAsyncEnumerable<Joined<IReadOnlyList<string>>> ListAsync(OceanSession session, Scope scope, CancellationToken cancel) =>
        session.WithDropletsAsync(session.ListAsync("firewall:read", "firewalls", "firewalls", cancel), item => item.Texts("tags"), cancel);

    public override Draft Translate(Joined<IReadOnlyList<string>> item, Scope scope)
    {
        var firewall = item.Item;
        return Ocean.Object(firewall, "firewall", "firewall", scope)
            .Stated(firewall.Text("status"), Status.Resource)
            .Set("inbound_rules", Rules(firewall, "inbound_rules", "sources", "source"))
            .Set("outbound_rules", Rules(firewall, "outbound_rules", "destinations", "destination"))
            .Set("pending_changes", firewall.At("pending_changes") is { ValueKind: JsonValueKind.Array } pending ? pending.Node() : null)
            .Set("droplet_ids", item.With.List())
            .Set("servers", Ocean.ToDroplets(item.With));
    }

    // As Terraform writes them: what a rule allows stands flat beside its ports.
    private static JsonArray Rules(JsonElement firewall, string list, string side, string prefix) => new([.. firewall.Items(list).Select(rule => new JsonObject()
        .Put("protocol", rule.Text("protocol"))
        .Put("port_range", rule.Text("ports"))
        .Put($"{prefix}_addresses", rule.Texts($"{side}.addresses").List())
        .Put($"{prefix}_droplet_ids", rule.Texts($"{side}.droplet_ids").List())
        .Put($"{prefix}_tags", rule.Texts($"{side}.tags").List())
        .Put($"{prefix}_load_balancer_uids", rule.Texts($"{side}.load_balancer_uids").List())
        .Put($"{prefix}_kubernetes_ids", rule.Texts($"{side}.kubernetes_ids").List()))]);
}

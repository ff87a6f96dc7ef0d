using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>Firewall rules of Google Cloud.</summary>
internal sealed class GoogleFirewalls() : StateResource("firewall", "network-list", ["google_compute_firewall"])
{
    protected override Draft Read(StateObject item)
    {
        var rules = new JsonArray([.. item.Items("allow").Select(rule => Rule(rule, "allow")), .. item.Items("deny").Select(rule => Rule(rule, "deny"))]);
        return item.GoogleObject("firewall")
            .Set("status", item.Flag("disabled") == true ? Status.Stopped : Status.Active)
            .Set("vpc", Drafts.To(Google.Path(item.Text("network"))))
            .Set("vpc_id", Google.Path(item.Text("network")))
            .Set(item.Text("direction") == "EGRESS" ? "outbound_rules" : "inbound_rules", rules)
            .Set("metas", new JsonObject()
                .Put("priority", item.Number("priority"))
                .Put("source_ranges", item.Texts("source_ranges").List())
                .Put("destination_ranges", item.Texts("destination_ranges").List())
                .Put("source_tags", item.Texts("source_tags").List())
                .Put("target_tags", item.Texts("target_tags").List()));
    }

    private static JsonObject Rule(System.Text.Json.JsonElement rule, string action) => Drafts.Pick(rule, "protocol", "ports").Put("action", action);
}

using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Terraform;

/// <summary>Cloud DNS zones.</summary>
internal sealed class GoogleDnsZones() : StateResource("dns", "dns-list", ["google_dns_managed_zone"], "google_dns_record_set")
{
    protected override Draft Read(StateObject item) => item.GoogleService("dns", "Cloud DNS (Google)")
        .Set("name", item.Text("dns_name")?.TrimEnd('.') ?? item.Text("name") ?? item.Id)
        .Set("role", new JsonObject()
            .Put("private", item.Text("visibility") is { } visibility ? visibility == "private" : null)
            .Put("name_servers", item.Texts("name_servers").Order(StringComparer.Ordinal).List()));
}

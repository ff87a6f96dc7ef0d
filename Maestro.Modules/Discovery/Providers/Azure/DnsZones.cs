using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Azure;

/// <summary>Zones of Azure DNS.</summary>
internal abstract class Zones(string name, string docs, AzureCall call, bool closed) : AzureResource(name, "dns", "dns-list", docs, call)
{
    protected override Draft Translate(JsonElement item) => Arm.Service(item, "dns", "Azure DNS")
        .Set("role", new JsonObject()
            .Put("private", closed || item.Text("properties.zoneType") == "Private")
            .Put("record_count", item.Number("properties.numberOfRecordSets"))
            .Put("name_servers", item.Texts("properties.nameServers").Order(StringComparer.Ordinal).List()));
}

/// <summary>Public zones.</summary>
internal sealed class DnsZones() : Zones("azure.dns_zones", "https://learn.microsoft.com/rest/api/dns/zones/list", AzureCall.DnsZones, closed: false);

/// <summary>Private zones.</summary>
internal sealed class PrivateDnsZones() : Zones("azure.private_dns_zones", "https://learn.microsoft.com/rest/api/dns/privatednszones/private-zones/list", AzureCall.PrivateDnsZones, closed: true);

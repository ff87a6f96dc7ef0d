using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Azure;

/// <summary>Public IP addresses, and the machines they lead to.</summary>
internal sealed class PublicIps() : AzureJoin<string?>("azure.public_ips", "public-ip", "network-list", "https://learn.microsoft.com/rest/api/virtualnetwork/public-ip-addresses/list-all", AzureCall.Addresses, AzureCall.Interfaces)
{
    /// <summary>Addresses by the ids of their resources.</summary>
    internal static async Task<IReadOnlyDictionary<string, string?>> AddressesAsync(AzureSession session, CancellationToken cancel)
    {
        var addresses = new Dictionary<string, string?>(StringComparer.Ordinal);
        await foreach (var one in AzureCall.Addresses.ListAsync(session, cancel))
        {
            if (Arm.Lower(one.Text("id")) is { } id)
                addresses[id] = one.Text("properties.ipAddress");
        }

        return addresses;
    }

    public override async IAsyncEnumerable<Joined<string?>> ListAsync(AzureSession session, Scope scope, [EnumeratorCancellation] CancellationToken cancel)
    {
        Interfaces? cards = null;
        await foreach (var item in AzureCall.Addresses.ListAsync(session, cancel))
        {
            cards ??= await Interfaces.ListAsync(session, cancel);
            yield return new(item, cards.MachineBehind(item.Text("properties.ipConfiguration.id")));
        }
    }

    protected override Draft Translate(JsonElement item, string? with) => Arm.Object(item, "public-ip")
        .Provisioned(item)
        .Set("ip_address", item.Text("properties.ipAddress").Address())
        .Set("public_ip_address_version", item.Text("properties.publicIPAddressVersion"))
        .Set("allocation_method", item.Text("properties.publicIPAllocationMethod"))
        .Set("dns_settings", new JsonObject().Put("domain_name_label", item.Text("properties.dnsSettings.domainNameLabel")).Put("fqdn", item.Text("properties.dnsSettings.fqdn")))
        .Set("ddos_settings", Drafts.Pick(item.At("properties.ddosSettings") ?? default, "protectionMode"))
        .Set("ip_configuration", new JsonObject().Put("id", Arm.Lower(item.Text("properties.ipConfiguration.id"))))
        .Set("servers", Drafts.ToAll([with]));
}

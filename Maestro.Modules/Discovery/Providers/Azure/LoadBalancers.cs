using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Azure;

/// <summary>Load balancers: interfaces in their pools lead to machines, public addresses to what they listen on.</summary>
internal sealed class LoadBalancers() : AzureJoin<(string? Ip, IReadOnlyList<string> Machines)>("azure.load_balancers", "load-balancer", "loadbalance-list", "https://learn.microsoft.com/rest/api/load-balancer/load-balancers/list-all",
    AzureCall.LoadBalancers, AzureCall.Interfaces, AzureCall.Addresses)
{
    public override async IAsyncEnumerable<Joined<(string? Ip, IReadOnlyList<string> Machines)>> ListAsync(AzureSession session, Scope scope, [EnumeratorCancellation] CancellationToken cancel)
    {
        var all = await AzureCall.LoadBalancers.ListAsync(session, cancel).ToListAsync(cancel);
        if (all.Count == 0)
            yield break;
        var cards = await Interfaces.ListAsync(session, cancel);
        var addresses = await PublicIps.AddressesAsync(session, cancel);
        foreach (var item in all)
        {
            var machines = item.Items("properties.backendAddressPools").SelectMany(pool => pool.Items("properties.backendIPConfigurations")).Select(one => cards.MachineBehind(one.Text("id")));
            var open = item.Items("properties.frontendIPConfigurations").Select(front => Arm.Lower(front.Text("properties.publicIPAddress.id"))).FirstOrDefault(id => id is not null);
            yield return new(item, (open is null ? null : addresses.GetValueOrDefault(open), [.. machines.OfType<string>().Distinct().Order(StringComparer.Ordinal)]));
        }
    }

    protected override Draft Translate(JsonElement item, (string? Ip, IReadOnlyList<string> Machines) with)
    {
        var fronts = item.Items("properties.frontendIPConfigurations").ToList();
        var open = fronts.Exists(front => front.Text("properties.publicIPAddress.id") is not null || front.Text("properties.publicIPPrefix.id") is not null);
        return Arm.Service(item, "load-balancer", "LB (Azure)")
            .Provisioned(item)
            .Set("role", new JsonObject()
                .Put("ip", with.Ip ?? fronts.Select(front => front.Text("properties.privateIPAddress")).FirstOrDefault(ip => ip is not null))
                .Put("type", item.Text("sku.name"))
                .Put("scheme", fronts.Count == 0 ? null : open ? "internet-facing" : "internal")
                .Put("vpc_id", Arm.Before(fronts.Select(front => front.Text("properties.subnet.id")).FirstOrDefault(id => id is not null), "subnets"))
                .Put("listeners", new JsonArray([.. item.Items("properties.loadBalancingRules").Select(rule => new JsonObject()
                    .Put("name", rule.Text("name")).Put("protocol", rule.Text("properties.protocol")).Put("port", rule.Positive("properties.frontendPort")).Put("backend_port", rule.Positive("properties.backendPort")))]))
                .Put("pools", item.Items("properties.backendAddressPools").Select(pool => pool.Text("name")).List())
                .Put("health_check", new JsonArray([.. item.Items("properties.probes").Select(probe => new JsonObject()
                    .Put("name", probe.Text("name")).Put("protocol", probe.Text("properties.protocol")).Put("port", probe.Positive("properties.port")).Put("path", probe.Text("properties.requestPath")))])))
            .Set("servers", Drafts.ToAll(with.Machines));
    }
}

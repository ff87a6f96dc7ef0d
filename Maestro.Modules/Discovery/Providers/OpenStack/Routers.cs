using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.OpenStack;

/// <summary>Routers of Neutron; the ports that they own say which subnets they join.</summary>
internal sealed class Routers() : StackJoin<IReadOnlyList<string>>("openstack.routers", "router", "network-list", "https://docs.openstack.org/api-ref/network/v2/#list-routers", StackCall.Routers, StackCall.Ports)
{
    public override async IAsyncEnumerable<Joined<IReadOnlyList<string>>> ListAsync(StackSession session, Scope scope, [EnumeratorCancellation] CancellationToken cancel)
    {
        ILookup<string?, JsonElement>? ports = null;
        await foreach (var item in session.ListAsync(StackCall.Routers, scope.Part, cancel, $"project_id={scope.Account}"))
        {
            ports ??= (await session.ListAsync(StackCall.Ports, scope.Part, cancel, $"project_id={scope.Account}")
                .Where(port => port.Text("device_owner") is { } owner && owner.StartsWith("network:", StringComparison.Ordinal) && owner.Contains("router_interface", StringComparison.Ordinal)).ToListAsync(cancel)).ToLookup(port => port.Text("device_id"));
            yield return new(item, [.. ports[item.Text("id")].SelectMany(port => port.Items("fixed_ips")).Select(address => address.Text("subnet_id")).OfType<string>().Distinct().Order(StringComparer.Ordinal)]);
        }
    }

    public override Draft Translate(Joined<IReadOnlyList<string>> item, Scope scope)
    {
        var router = item.Item;
        var gateway = router.At("external_gateway_info") ?? default;
        return Stack.Network(router, "router", scope)
            .Set("external_gateway_info", new JsonObject().Put("network_id", gateway.Text("network_id")).Put("enable_snat", gateway.Flag("enable_snat")).Put("fixed_ips", Drafts.Blocks(gateway.Items("external_fixed_ips"), "subnet_id", "ip_address")))
            .Set("routes", new JsonArray([.. router.Items("routes").Select(route => new JsonObject().Put("destination", route.Text("destination")).Put("nexthop", route.Text("nexthop")))]))
            .Set("subnet_ids", item.With.List())
            .Set("flavor_id", router.Text("flavor_id"))
            .Set("is_ha", router.Flag("ha"))
            .Set("availability_zone_hints", router.Texts("availability_zone_hints").List());
    }
}

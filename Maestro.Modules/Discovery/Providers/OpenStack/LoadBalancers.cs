using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.OpenStack;

/// <summary>What stands behind a load balancer: listeners, pools, and which server has which member's address.</summary>
internal sealed record Behind(IReadOnlyList<JsonElement> Listeners, IReadOnlyList<JsonElement> Pools, IReadOnlyList<(string Server, string? Protocol, decimal? Port)> Targets);

/// <summary>Load balancers of Octavia. Members are addresses: the ports that have them lead to the servers.</summary>
internal sealed class LoadBalancers() : StackJoin<Behind>("openstack.load_balancers", "load-balancer", "loadbalance-list", "https://docs.openstack.org/api-ref/load-balancer/v2/#list-load-balancers",
    StackCall.LoadBalancers, StackCall.Listeners, StackCall.Pools, StackCall.Members, StackCall.Ports)
{
    public override async IAsyncEnumerable<Joined<Behind>> ListAsync(StackSession session, Scope scope, [EnumeratorCancellation] CancellationToken cancel)
    {
        var (region, own) = (scope.Part, $"project_id={scope.Account}");
        var all = await session.ListAsync(StackCall.LoadBalancers, region, cancel, own).ToListAsync(cancel);
        if (all.Count == 0)
            yield break;
        var listeners = await session.ListAsync(StackCall.Listeners, region, cancel, own).ToListAsync(cancel);
        var pools = await session.ListAsync(StackCall.Pools, region, cancel, own).ToListAsync(cancel);
        var ports = (await session.ListAsync(StackCall.Ports, region, cancel, own).Where(port => Stack.ServerOf(port) is not null).ToListAsync(cancel))
            .SelectMany(port => port.Items("fixed_ips").Select(address => (Ip: address.Text("ip_address"), Subnet: address.Text("subnet_id"), Server: Stack.ServerOf(port)!))).ToLookup(one => one.Ip);
        foreach (var item in all)
        {
            var mine = pools.Where(pool => Has(pool, "loadbalancers", item)).ToList();
            var targets = new List<(string, string?, decimal?)>();
            foreach (var pool in mine.Where(pool => pool.Items("members").Any()))
            {
                await foreach (var member in session.ListAsync(StackCall.Members, region, cancel, pool: pool.Need("id")))
                {
                    var found = ports[member.Text("address")].Where(port => member.Text("subnet_id") is not { } subnet || subnet == port.Subnet).Select(port => port.Server);
                    targets.AddRange(found.Select(server => (server, pool.Text("protocol"), member.Positive("protocol_port"))));
                }
            }

            yield return new(item, new([.. listeners.Where(listener => Has(listener, "loadbalancers", item))], mine, targets));
        }
    }

    private static bool Has(JsonElement thing, string list, JsonElement item) => item.Text("id") is { } id && thing.Items(list).Any(one => one.Text("id") == id);

    public override Draft? Translate(Joined<Behind> item, Scope scope)
    {
        var (balancer, behind) = item;
        var (provisioning, operating) = (balancer.Text("provisioning_status"), balancer.Text("operating_status"));
        if (provisioning == "DELETED")
            return null;
        // While nothing is under way, what counts is whether it works.
        var word = provisioning is null or "ACTIVE" ? operating : provisioning;
        return Stack.Object(balancer, "load-balancer", scope)
            .Set("own", true)
            .Set("provider", "OpenStack (HaProxy)")
            .Set("status", balancer.Flag("admin_state_up") == false ? Status.Stopped : Status.Resource(word))
            .Set("raw_status", word)
            .Set("role", new JsonObject()
                .Put("vip_address", balancer.Text("vip_address"))
                .Put("ip", balancer.Text("vip_address"))
                .Put("type", balancer.Text("provider"))
                .Put("vpc_id", balancer.Text("vip_network_id"))
                .Put("listeners", new JsonArray([.. behind.Listeners.Select(listener => new JsonObject().Put("name", listener.Text("name")).Put("protocol", listener.Text("protocol")).Put("port", listener.Positive("protocol_port")))]))
                .Put("pools", new JsonArray([.. behind.Pools.Select(pool => new JsonObject().Put("name", pool.Text("name")).Put("protocol", pool.Text("protocol")).Put("lb_method", pool.Text("lb_algorithm")))]))
                .Put("provisioning_status", provisioning)
                .Put("operating_status", operating))
            .Set("servers", new JsonArray([.. behind.Targets.OrderBy(target => target.Server, StringComparer.Ordinal).Select(target => Drafts.To(target.Server)!.Put("protocol", target.Protocol).Put("port", target.Port))]));
    }
}

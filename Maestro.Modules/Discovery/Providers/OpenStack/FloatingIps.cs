using System.Runtime.CompilerServices;
using System.Text.Json;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.OpenStack;

/// <summary>Floating addresses of Neutron; the port that one leads to says which server has it.</summary>
internal sealed class FloatingIps() : StackJoin<string?>("openstack.floating_ips", "public-ip", "network-list", "https://docs.openstack.org/api-ref/network/v2/#list-floating-ips", StackCall.FloatingIps, StackCall.Ports)
{
    public override async IAsyncEnumerable<Joined<string?>> ListAsync(StackSession session, Scope scope, [EnumeratorCancellation] CancellationToken cancel)
    {
        Dictionary<string, string?>? servers = null;
        await foreach (var item in session.ListAsync(StackCall.FloatingIps, scope.Part, cancel, $"project_id={scope.Account}"))
        {
            var port = item.Text("port_id");
            if (port is not null)
                servers ??= await session.ListAsync(StackCall.Ports, scope.Part, cancel, $"project_id={scope.Account}").Where(one => one.Text("id") is not null).ToDictionaryAsync(one => one.Need("id"), Stack.ServerOf, cancellationToken: cancel);
            yield return new(item, port is null ? null : servers?.GetValueOrDefault(port));
        }
    }

    protected override string Label(Joined<string?> item) => item.Item.Text("floating_ip_address") ?? item.Item.Text("id") ?? Name;

    public override Draft Translate(Joined<string?> item, Scope scope)
    {
        var address = item.Item;
        return Stack.Network(address, "public-ip", scope)
            .Set("name", address.Text("floating_ip_address") ?? address.Text("id"))
            .Set("ip_address", address.Text("floating_ip_address").Address())
            .Set("public_ip_address_version", address.Text("floating_ip_address")?.Contains(':') == true ? "IPv6" : "IPv4")
            .Set("fixed_ip_address", address.Text("fixed_ip_address"))
            .Set("network_id", address.Text("floating_network_id"))
            .Set("router_id", address.Text("router_id"))
            .Set("port_id", address.Text("port_id"))
            .Set("servers", Drafts.ToAll([item.With]));
    }
}

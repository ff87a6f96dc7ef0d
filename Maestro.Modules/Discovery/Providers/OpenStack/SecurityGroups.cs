using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.OpenStack;

/// <summary>Security groups of Neutron with their rules; the ports that use one say which servers it guards.</summary>
internal sealed class SecurityGroups() : StackJoin<IReadOnlyList<string>>("openstack.security_groups", "security-group", "security-list", "https://docs.openstack.org/api-ref/network/v2/#list-security-groups", StackCall.SecurityGroups, StackCall.Ports)
{
    public override async IAsyncEnumerable<Joined<IReadOnlyList<string>>> ListAsync(StackSession session, Scope scope, [EnumeratorCancellation] CancellationToken cancel)
    {
        ILookup<string, string>? servers = null;
        await foreach (var item in session.ListAsync(StackCall.SecurityGroups, scope.Part, cancel, $"project_id={scope.Account}"))
        {
            servers ??= (await session.ListAsync(StackCall.Ports, scope.Part, cancel, $"project_id={scope.Account}").Where(port => Stack.ServerOf(port) is not null).ToListAsync(cancel))
                .SelectMany(port => port.Texts("security_groups").Select(group => (Group: group, Server: Stack.ServerOf(port)!))).ToLookup(pair => pair.Group, pair => pair.Server);
            yield return new(item, [.. servers[item.Text("id") ?? ""].Distinct().Order(StringComparer.Ordinal)]);
        }
    }

    public override Draft Translate(Joined<IReadOnlyList<string>> item, Scope scope) => Stack.Network(item.Item, "security-group", scope)
        .Set("group_name", item.Item.Text("name"))
        .Set("ip_permissions", Rules(item.Item, "ingress"))
        .Set("ip_permissions_egress", Rules(item.Item, "egress"))
        .Set("servers", Drafts.ToAll(item.With));

    private static JsonArray Rules(JsonElement group, string direction) => new([.. group.Items("security_group_rules").Where(rule => rule.Text("direction") == direction)
        .Select(rule => new JsonObject()
            .Put("ethertype", rule.Text("ethertype")).Put("protocol", rule.Text("protocol"))
            .Put("port_range_min", rule.Positive("port_range_min")).Put("port_range_max", rule.Positive("port_range_max"))
            .Put("remote_ip_prefix", rule.Text("remote_ip_prefix")).Put("remote_group_id", rule.Text("remote_group_id")))]);
}

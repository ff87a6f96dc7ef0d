using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Aws;

/// <summary>Security groups, and the instances that they guard.</summary>
internal sealed class Ec2SecurityGroups() : Ec2Resource("aws.ec2.security_groups", "security-group", "security-list", "DescribeSecurityGroups", "securityGroupInfo", 500, "ec2:DescribeNetworkInterfaces")
{
    public override async IAsyncEnumerable<JsonElement> ListAsync(AwsSession session, Scope scope, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var guarded = new Dictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        await foreach (var card in session.QueryAllAsync(AwsService.Ec2, scope.Part, "DescribeNetworkInterfaces", AwsPaging.Ec2("networkInterfaceSet", 500), [], cancel))
        {
            foreach (var group in card.Items("groupSet").Select(group => group.Text("groupId")).OfType<string>().Where(_ => card.Text("attachment.instanceId") is not null))
            {
                if (!guarded.TryGetValue(group, out var instances))
                    guarded[group] = instances = new SortedSet<string>(StringComparer.Ordinal);
                instances.Add(card.Need("attachment.instanceId"));
            }
        }

        await foreach (var item in base.ListAsync(session, scope, cancel))
            yield return item.With(("instanceIds", item.Text("groupId") is { } id && guarded.TryGetValue(id, out var instances) ? instances.List() : null));
    }

    public override Draft Translate(JsonElement item, Scope scope) => item.Ec2Network("security-group", "groupId", "security-group", scope, item.Text("groupName"))
        .Set("group_name", item.Text("groupName"))
        .Set("description", item.Text("groupDescription"))
        .Set("ip_permissions", Rules(item, "ipPermissions"))
        .Set("ip_permissions_egress", Rules(item, "ipPermissionsEgress"))
        .Set("servers", Drafts.ToAll(item.Texts("instanceIds")));

    // The same names as Terraform gives a rule.
    private static JsonArray? Rules(JsonElement item, string path) => item.Items(path).Select(rule => rule.Renamed(("protocol", "ipProtocol"), ("from_port", "fromPort"), ("to_port", "toPort"))
        .Put("cidr_blocks", rule.Items("ipRanges").Select(range => range.Text("cidrIp")).List())
        .Put("ipv6_cidr_blocks", rule.Items("ipv6Ranges").Select(range => range.Text("cidrIpv6")).List())
        .Put("prefix_list_ids", rule.Items("prefixListIds").Select(prefix => prefix.Text("prefixListId")).List())
        .Put("security_groups", rule.Items("groups").Select(group => group.Text("groupId")).List())
        .Put("description", rule.Items("ipRanges").Concat(rule.Items("ipv6Ranges")).Select(range => range.Text("description")).FirstOrDefault(text => text is not null)))
        .ToArray() is { Length: > 0 } rules ? new JsonArray([.. rules]) : null;
}

using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers.Azure;

/// <summary>Network security groups; they guard machines by their interfaces and by the subnets these are in.</summary>
internal sealed partial class SecurityGroups() : AzureJoin<IReadOnlyList<string>>("azure.network_security_groups", "security-group", "security-list", "https://learn.microsoft.com/rest/api/virtualnetwork/network-security-groups/list-all", AzureCall.SecurityGroups, AzureCall.Interfaces)
{
    private static readonly string[] Rule = ["priority", "access", "protocol", "sourcePortRange", "sourcePortRanges", "destinationPortRange", "destinationPortRanges", "sourceAddressPrefix", "sourceAddressPrefixes", "destinationAddressPrefix", "destinationAddressPrefixes"];

    public override async IAsyncEnumerable<Joined<IReadOnlyList<string>>> ListAsync(AzureSession session, Scope scope, [EnumeratorCancellation] CancellationToken cancel)
    {
        Interfaces? cards = null;
        await foreach (var item in AzureCall.SecurityGroups.ListAsync(session, cancel))
        {
            cards ??= await Interfaces.ListAsync(session, cancel);
            var machines = cards.MachinesOf(item.Items("properties.networkInterfaces").Select(card => card.Text("id")))
                .Concat(item.Items("properties.subnets").SelectMany(subnet => subnet.Text("id") is { } id ? cards.MachinesIn(id) : []));
            yield return new(item, [.. machines.OfType<string>().Distinct().Order(StringComparer.Ordinal)]);
        }
    }

    protected override Draft Translate(JsonElement item, IReadOnlyList<string> with) => Arm.Object(item, "security-group")
        .Provisioned(item)
        .Set("group_name", item.Text("name"))
        .Set("ip_permissions", Rules(item, "Inbound"))
        .Set("ip_permissions_egress", Rules(item, "Outbound"))
        .Set("subnet_ids", Arm.Ids(item.Items("properties.subnets")))
        .Set("network_interface_ids", Arm.Ids(item.Items("properties.networkInterfaces")))
        .Set("servers", Drafts.ToAll(with));

    // The rules of one's own, named as Terraform names them; those that Azure puts below them are the same everywhere.
    private static JsonArray Rules(JsonElement item, string direction) => new([.. item.Items("properties.securityRules").Where(rule => rule.Text("properties.direction") == direction).OrderBy(rule => rule.Number("properties.priority"))
        .Select(rule => Rule.Aggregate(new JsonObject().Put("name", rule.Text("name")), (flat, member) => flat.Put(Capital.Replace(member, "_$0").ToLowerInvariant(), (rule.At($"properties.{member}") ?? default).Node())))]);

    [GeneratedRegex("[A-Z]", RegexOptions.CultureInvariant)]
    private static partial Regex Capital { get; }
}

using System.Text.Json;
using System.Text.Json.Nodes;

namespace Maestro.Modules.Discovery.Providers.Ansible;

/// <summary>Which of a host's addresses is the private one, which the public.</summary>
internal sealed record Addresses(string? Private, string? Public, IReadOnlyList<string> All4, IReadOnlyList<string> All6, IReadOnlyList<string> Global6)
{
    private static readonly string[] Passing = ["veth", "cali", "cni", "flannel", "cilium", "weave", "kube-", "nodelocaldns", "tap", "vnet", "br-", "docker", "podman", "virbr", "lxcbr", "lxdbr", "lo"];

    internal static Addresses Of(Facts facts)
    {
        // Windows reports one list for both families.
        var both = facts.Texts("ip_addresses").Select(text => text.Address()).OfType<string>().ToList();
        var all4 = facts.Texts("all_ipv4_addresses").Concat(both).Select(text => text.Address()).OfType<string>().Where(address => !address.Contains(':')).Distinct().ToList();
        var all6 = facts.Texts("all_ipv6_addresses").Concat(both).Select(text => text.Address()).OfType<string>().Where(address => address.Contains(':')).Distinct().ToList();
        var main = facts.Text("default_ipv4.address").Address();
        // The bridges of containers and virtual machines have the same address on every host: it tells nobody apart.
        var passing = facts.Texts("interfaces").Where(IsPassing).SelectMany(name => Of(facts, name)).Where(address => address != main).ToHashSet(StringComparer.Ordinal);
        var useful = all4.Where(address => !address.StartsWith("127.", StringComparison.Ordinal) && !address.StartsWith("169.254.", StringComparison.Ordinal) && !passing.Contains(address)).ToList();
        var within = useful.FirstOrDefault(address => !Reading.IsPublic(address));
        // Only a host without any private address is known by its public one.
        var own = main is not null && !Reading.IsPublic(main) ? main : within ?? main ?? useful.FirstOrDefault();
        var open = main is not null && Reading.IsPublic(main) ? main : useful.FirstOrDefault(Reading.IsPublic);
        return new(own, open, all4, all6, [.. all6.Where(Reading.IsGlobalV6)]);
    }

    /// <summary>Interfaces that stay: those of containers and virtual machines come and go.</summary>
    internal static JsonArray? Interfaces(Facts facts)
    {
        var names = facts.Texts("interfaces").Where(name => !IsPassing(name)).Order(StringComparer.Ordinal);
        var list = new JsonArray();
        foreach (var name in names.Take(200))
            list.Add(Interface(facts, name) ?? new JsonObject { ["name"] = name });
        return list.Count == 0 ? null : list;
    }

    internal static JsonObject? Interface(Facts facts, string name)
    {
        if (Card(facts, name) is not { } card)
            return null;
        return new JsonObject { ["name"] = card.Text("device") ?? name }
            .Put("macaddress", card.Text("macaddress"))
            .Put("type", card.Text("type"))
            .Put("active", card.Flag("active"))
            .Put("mtu", card.Positive("mtu"))
            .Put("speed", card.Positive("speed"))
            .Put("ipv4", card.Items("ipv4").Concat(card.Items("ipv4_secondaries")).Select(one => one.Text("address") is { } address ? one.Text("netmask") is { } mask ? $"{address}/{mask}" : address : null).List())
            .Put("ipv6", card.Items("ipv6").Select(one => one.Text("address") is { } address ? one.Text("prefix") is { } prefix ? $"{address}/{prefix}" : address : null).List());
    }

    private static bool IsPassing(string name) => Passing.Any(passing => name.StartsWith(passing, StringComparison.Ordinal));

    private static IEnumerable<string> Of(Facts facts, string name) => Card(facts, name) is { } card
        ? card.Items("ipv4").Concat(card.Items("ipv4_secondaries")).Select(one => one.Text("address").Address()).OfType<string>() : [];

    // Fact names have an underscore where interface names have a dash, a dot or a colon.
    private static JsonElement? Card(Facts facts, string name) =>
        facts[name.Replace('-', '_').Replace('.', '_').Replace(':', '_')] is { ValueKind: JsonValueKind.Object } card ? card : null;
}

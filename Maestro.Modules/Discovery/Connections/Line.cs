using System.Text.Json.Nodes;
using Maestro.Modules.Discovery.Providers;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;

namespace Maestro.Modules.Discovery.Connections;

/// <summary>A connection as discovery uses it: its record's fields, read.</summary>
internal sealed record Line(Guid Id, string Name, Provider Provider, Method Method, Guid? Datacenter, IReadOnlyList<string> Regions, Uri? Endpoint, bool Enabled, IReadOnlySet<string> Off, IReadOnlyList<Grant> NewGrants, Subject Owner)
{
    private static readonly IReadOnlyList<Provider> All = Plugs.InstancesOf<Provider>();

    /// <summary>Throws <see cref="Problem"/> (unavailable) for a provider or method that this Maestro does not have.</summary>
    internal static Line Of(Record record)
    {
        var fields = record.Fields;
        var provider = Find(fields["provider"].Text()) ?? throw new Problem(ProblemKind.Unavailable, $"This Maestro does not know the provider \"{fields["provider"].Text()}\".");
        var method = provider.Methods.FirstOrDefault(one => one.Name == fields["method"].Text()) ?? throw new Problem(ProblemKind.Unavailable, $"{provider.Label} cannot be reached by \"{fields["method"].Text()}\".");
        return new(record.Id, record.Name, provider, method, fields["datacenter"].RefId(), Codes(Texts(fields["regions"])),
            fields["endpoint"].Text() is { } endpoint ? new Uri(endpoint) : null, fields["enabled"] is not JsonValue enabled || enabled.GetValue<bool>(),
            Texts(fields["switched_off"]).ToHashSet(StringComparer.Ordinal), Grants(fields["new_grants"]), record.Owner);
    }

    internal static Provider? Find(string? name) => All.FirstOrDefault(provider => provider.Name == name);

    /// <summary>Every provider, in the order of their labels.</summary>
    internal static IEnumerable<Provider> Providers => All.OrderBy(provider => provider.Label, StringComparer.OrdinalIgnoreCase);

    /// <summary>Resources of the given tasks that are switched on.</summary>
    internal IReadOnlyList<Resource> ResourcesOf(IReadOnlyCollection<string> tasks) => [.. Provider.Resources.Where(resource => tasks.Contains(resource.Task) && !Off.Contains(resource.Task))];

    /// <summary>Whose word it is that the crawl brings.</summary>
    internal Origin Origin => new() { Provider = Provider.Name, Key = $"connection:{Id}", Name = Name, Owner = Owner, Datacenter = Datacenter, Tolerant = true };

    /// <summary>Codes of regions, as "eu-central-1 (Frankfurt)" names them; empty for all.</summary>
    internal static IReadOnlyList<string> Codes(IEnumerable<string> regions)
    {
        var codes = regions.Select(region => region.Trim().Split(' ')[0]).Where(code => code.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        return codes.Any(code => code.Equals("all", StringComparison.OrdinalIgnoreCase)) ? [] : codes;
    }

    private static IEnumerable<string> Texts(JsonNode? list) => (list as JsonArray ?? []).Select(item => item.Text()).OfType<string>();

    private static List<Grant> Grants(JsonNode? list) =>
        [.. (list as JsonArray ?? []).OfType<JsonObject>().Select(grant => new Grant(new(grant["type"].Text()!, Guid.Parse(grant["id"].Text()!)), Enum.Parse<Level>(grant["level"].Text()!, ignoreCase: true)))];
}

using System.Text.Json;
using System.Text.RegularExpressions;
using Maestro.Modules.Kernel;

namespace Maestro.Modules.Discovery.Providers.OpenStack;

/// <summary>The catalogue that comes with a token: which service answers where, by region. Only public endpoints count.</summary>
internal sealed partial class StackCatalogue
{
    /// <summary>Code of the problem that a service is not in the catalogue.</summary>
    internal const string NoService = "service_missing";

    private readonly Dictionary<(string Service, string Region), string> addresses = [];

    internal StackCatalogue(JsonElement token)
    {
        foreach (var service in token.Items("catalog"))
        {
            foreach (var endpoint in service.Items("endpoints").Where(one => one.Text("interface") == "public"))
            {
                if (service.Text("type") is { } type && (endpoint.Text("region_id") ?? endpoint.Text("region")) is { } region && endpoint.Text("url") is { } url && IsAddress(url))
                    addresses.TryAdd((type, region), url.TrimEnd('/'));
            }
        }
    }

    /// <summary>Regions that have any service but Keystone, which often stands in one region for all.</summary>
    internal IReadOnlyList<string> Regions => [.. addresses.Keys.Where(key => key.Service != "identity").Select(key => key.Region).Distinct().Order(StringComparer.Ordinal)];

    // http://nova:8774/v2.1/c0ffee, http://neutron:9696, https://cloud.example.org/load-balancer/v2.0
    [GeneratedRegex(@"/v\d+(\.\d+)?(/|$)", RegexOptions.CultureInvariant)]
    private static partial Regex Versioned { get; }

    /// <summary>Whether a text is an address that can be called.</summary>
    internal static bool IsAddress(string url) => Uri.TryCreate(url, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp);

    /// <summary>Address of a list in a region. Throws a <see cref="Problem"/> (missing) where the region has no such service.</summary>
    internal string AddressOf(StackCall call, string region)
    {
        var address = call.Services.Select(service => addresses.GetValueOrDefault((service, region))).FirstOrDefault(found => found is not null)
            ?? throw new Problem(ProblemKind.Missing, $"{call.Rule}: the catalogue has no public endpoint of the service \"{call.Services[0]}\" in the region {region}.",
                new Dictionary<string, string[]> { ["call"] = [call.Rule], ["code"] = [NoService] });
        return Versioned.IsMatch(address) ? $"{address}/{call.Path}" : $"{address}/{call.Version}/{call.Path}";
    }
}

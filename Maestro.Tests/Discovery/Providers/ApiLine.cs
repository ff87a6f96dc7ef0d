using System.Text.Json.Nodes;
using Maestro.Modules.Access;
using Maestro.Modules.Discovery;
using Maestro.Modules.Discovery.Calling;
using Maestro.Modules.Discovery.Providers;
using Maestro.Modules.Kernel;

namespace Maestro.Tests.Discovery.Providers;

/// <summary>Opens sessions with a provider's server as a crawl does, without a database.</summary>
internal static class ApiLine
{
    internal static readonly IReadOnlyList<CloudProvider> Providers = Plugs.InstancesOf<CloudProvider>();

    internal static CloudProvider Provider(string name) => Providers.Single(provider => provider.Name == name);

    internal static IEnumerable<Resource> Resources => Providers.SelectMany(provider => provider.Resources);

    internal static Resource Of(string name) => Resources.Single(resource => resource.Name == name);

    /// <summary>
    /// What a provider's sessions are opened with: <c>Fixtures/&lt;provider&gt;/opening.json</c>, <c>{method, credentials, regions}</c>;
    /// <c>{server}</c> in a credential is the server's address.
    /// </summary>
    internal static (string Method, JsonObject Credentials, IReadOnlyList<string> Regions) Sample(string provider, Uri? server = null)
    {
        var file = Path.Combine(Recording.Fixtures, provider, "opening.json");
        Assert.True(File.Exists(file), $"{provider} has no opening.json: put one into Discovery/Fixtures/{provider}/");
        var text = File.ReadAllText(file).Replace("{server}", server?.GetLeftPart(UriPartial.Authority) ?? "", StringComparison.Ordinal);
        var json = (JsonObject)JsonNode.Parse(text)!;
        return ((string)json["method"]!, (JsonObject)json["credentials"]!.DeepClone(), [.. ((JsonArray)json["regions"]!).Select(region => (string)region!)]);
    }

    internal static async Task<ApiSession> OpenAsync(CloudProvider provider, ProviderServer server, CallOptions? limits = null)
    {
        var (method, credentials, regions) = Sample(provider.Name, server.Address);
        var line = new CallLine(new Outgoing(loopback: true).NewClient(), new Pace(new Dictionary<string, double> { [""] = 10_000 }, TimeProvider.System), limits ?? new CallOptions { Attempts = 1 }, TimeProvider.System);
        return await provider.OpenAsync(new Opening(method, credentials, regions, server.Address, line), default);
    }

    /// <summary>Everything a resource lists and makes of it, over all its scopes.</summary>
    internal static async Task<List<Translated>> ReadAsync(Resource resource, ApiSession session)
    {
        var all = new List<Translated>();
        foreach (var scope in session.ScopesOf(resource))
        {
            await foreach (var one in resource.ReadAsync(session, scope, default))
                all.Add(one);
        }

        return all;
    }
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Kernel;
using Maestro.Tests.Discovery.Providers;
using Maestro.Tests.Support;

namespace Maestro.Tests.Discovery.Crawling;

/// <summary>A running Maestro, a provider's server over loopback, and a connection between the two, as a script makes it.</summary>
internal sealed class CrawlWorld : IAsyncDisposable
{
    private CrawlWorld(App app, ProviderServer server, HttpClient client) => (App, Server, Client) = (app, server, client);

    internal App App { get; }

    internal ProviderServer Server { get; }

    internal HttpClient Client { get; }

    internal Guid Datacenter { get; private set; }

    internal static async Task<CrawlWorld> StartAsync(Postgres postgres, string provider, string[]? settings = null, params string[] recordings)
    {
        var app = await App.StartAsync(postgres, settings);
        var server = await ProviderServer.StartAsync([provider, .. recordings]);
        var world = new CrawlWorld(app, server, await app.SignInAsync());
        world.Datacenter = await world.DatacenterAsync(provider);
        return world;
    }

    /// <summary>The same over a Maestro that goes on afterwards.</summary>
    internal static CrawlWorld Over(App app, ProviderServer server, HttpClient client) => new(app, server, client);

    internal async Task PlaceAsync(string provider, string name) => Datacenter = await DatacenterAsync(provider, name);

    internal async Task<Guid> DatacenterAsync(string provider, string name = "Cloud")
    {
        var made = await SendAsync(HttpMethod.Post, "datacenters", new JsonObject { ["name"] = name, ["provider"] = ApiLine.Providers.FirstOrDefault(one => one.Name == provider)?.Datacenters ?? "Own" });
        return Guid.Parse((string)made["id"]!);
    }

    internal JsonObject Draft(string provider, string name = "Cloud account")
    {
        var (method, credentials, regions) = ApiLine.Sample(provider, Server.Address);
        return new JsonObject
        {
            ["name"] = name, ["provider"] = provider, ["method"] = method, ["datacenter"] = Datacenter.ToString(), ["credentials"] = credentials,
            ["regions"] = new JsonArray([.. (regions.Count == 0 ? ["all"] : regions).Select(region => JsonValue.Create(region))]), ["endpoint"] = Server.Address.GetLeftPart(UriPartial.Authority), ["schedules"] = false,
        };
    }

    internal async Task<Guid> ConnectAsync(JsonObject draft) => Guid.Parse((string)(await SendAsync(HttpMethod.Post, "connections", draft))["id"]!);

    /// <summary>Crawls some tasks, all when none is named, and waits for the end.</summary>
    internal async Task<JsonObject> CrawlAsync(Guid connection, params string[] tasks)
    {
        var started = await SendAsync(HttpMethod.Post, $"connections/{connection}/crawl", tasks.Length == 0 ? null : new JsonObject { ["tasks"] = new JsonArray([.. tasks.Select(task => JsonValue.Create(task))]) });
        return await EndAsync(Guid.Parse((string)started["id"]!));
    }

    internal async Task<JsonObject> EndAsync(Guid run)
    {
        var until = DateTime.UtcNow.AddMinutes(2);
        while (true)
        {
            var json = (JsonObject)await GetAsync($"runs/{run}");
            if ((string)json["status"]! is not ("queued" or "running"))
                return json;
            Assert.True(DateTime.UtcNow < until, $"the crawl does not end: {json.ToJsonString()}");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    internal async Task<JsonNode> GetAsync(string path) => await SendAsync(HttpMethod.Get, path, null);

    internal async Task<JsonNode> SendAsync(HttpMethod method, string path, JsonNode? body)
    {
        using var request = new HttpRequestMessage(method, $"api/v1/{path}") { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{method} {path}: {(int)answer.StatusCode} {text}");
        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
    }

    internal async Task<(HttpStatusCode Status, JsonNode? Body)> TryAsync(HttpMethod method, string path, JsonNode? body)
    {
        using var request = new HttpRequestMessage(method, $"api/v1/{path}") { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    /// <summary>Names of the records of a Kind in some states, in order.</summary>
    internal async Task<string[]> NamesAsync(string kinds, params string[] states)
    {
        var active = (JsonArray)(await GetAsync($"{kinds}?limit=1000"))["results"]!;
        var retired = (JsonArray)(await GetAsync($"{kinds}?limit=1000&active=false"))["results"]!;
        return [.. active.Concat(retired).Where(record => states.Contains((string)record!["state"]!)).Select(record => (string)record!["name"]!).Order(StringComparer.Ordinal)];
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await App.DisposeAsync();
    }
}

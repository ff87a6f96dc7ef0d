using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Maestro.Modules.Kernel;
using Maestro.Tests.Discovery.Crawling;
using Maestro.Tests.Support;

namespace Maestro.Tests.Discovery.Providers;

/// <summary>A provider's whole account, every resource at once, while its server throttles, breaks, stalls, sends half pages and refuses.</summary>
public sealed class EveryProviderCrawlTests(Postgres postgres) : IClassFixture<Postgres>
{
    private static readonly Weather[] Weathers =
    [
        new("complete", null, Once: false),
        new("complete", new Trouble(HttpStatusCode.TooManyRequests, Said) { RetryAfter = "0" }, Once: true),
        new("denied", new Trouble(HttpStatusCode.Forbidden, Said), Once: false),
        new("complete", new Trouble(HttpStatusCode.InternalServerError, Said), Once: true),
        new("failed", new Trouble(HttpStatusCode.BadGateway, "<html>Bad gateway</html>"), Once: false),
        new("complete", new Trouble(HttpStatusCode.OK) { Half = true }, Once: true),
        new("throttled", new Trouble(HttpStatusCode.TooManyRequests, Said) { RetryAfter = "0" }, Once: false),
        new("complete", new Trouble(HttpStatusCode.OK) { Delay = TimeSpan.FromSeconds(4) }, Once: true),
    ];

    private const string Said = "{\"message\": \"not today\", \"error\": {\"code\": \"x\", \"message\": \"not today\"}}";

    public static TheoryData<string> Providers() => [.. ApiLine.Providers.Select(provider => provider.Name)];

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task In_bad_weather_each_scope_says_what_happened_to_it_and_the_next_crawl_finds_all_of_it_unchanged(string provider)
    {
        string[] names = [.. ApiLine.Provider(provider).Resources.Select(resource => resource.Name).Order(StringComparer.Ordinal)];
        await using var world = await CrawlWorld.StartAsync(postgres, provider, ["--Discovery:PaceFactor=1000", "--Discovery:CallSeconds=2", "--Discovery:Attempts=2"], names);
        var connection = await world.ConnectAsync(world.Draft(provider));
        var calls = await CallsAsync(world, provider);
        var calm = PartsOf(await world.CrawlAsync(connection));
        Assert.Equal(names, calm.Keys.Select(part => part.Resource).Distinct().Order(StringComparer.Ordinal));
        var states = await StatesAsync(world);

        // A large account meets every weather in one crawl, a small one in several.
        for (var turn = 0; turn < (names.Length < Weathers.Length ? Weathers.Length : 1); turn++)
        {
            var shift = turn;
            Weather Over(string folder) => Array.IndexOf(names, folder) is var at and >= 0 ? Weathers[(at + shift) % Weathers.Length] : Weathers[0];
            var met = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
            world.Server.Troubles = (_, recording) =>
                recording is null || Over(FolderOf(recording)) is not { Trouble: { } trouble } weather || (weather.Once && !met.TryAdd(FolderOf(recording), true)) ? null : trouble;
            var stormy = PartsOf(await world.CrawlAsync(connection));
            foreach (var (part, json) in stormy)
                Assert.Contains((string)json["status"]!, Expected(calls[part.Resource].Select(Over), calm[part]));
            Assert.All(stormy.Values, part => Assert.Equal((0, 0, 0, 0), ((int)part["created"]!, (int)part["changed"]!, (int)part["missing"]!, (int)part["gone"]!)));
            var covered = ((JsonArray)await world.GetAsync($"connections/{connection}/coverage")).OfType<JsonObject>().ToDictionary(Key, one => (string)one["status"]!);
            Assert.Equal(stormy.OrderBy(pair => pair.Key).Select(pair => (pair.Key, (string)pair.Value["status"]!)), covered.OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value)));
        }

        Assert.Equal(states, await StatesAsync(world));
        world.Server.Troubles = null;
        var after = PartsOf(await world.CrawlAsync(connection));
        foreach (var (part, json) in after)
            Assert.Equal(((string)calm[part]["status"]!, (long)calm[part]["seen"]!, 0, 0), ((string)json["status"]!, (long)json["seen"]!, (int)json["created"]!, (int)json["changed"]!));
    }

    // A resource that joins the lists of others fails as the first of them does. What is odd in good weather, and says so, is no better in bad.
    private static string[] Expected(IEnumerable<Weather> weathers, JsonObject calm) =>
        weathers.Where(weather => weather.Status != "complete").Select(weather => weather.Status).ToArray() is { Length: > 0 } bad ? bad : [(string)calm["status"]!];

    private static string FolderOf(Recording recording) => Path.GetDirectoryName(recording.File)!;

    // The recorded folders that each resource asks for.
    private static async Task<Dictionary<string, HashSet<string>>> CallsAsync(CrawlWorld world, string provider)
    {
        var calls = new Dictionary<string, HashSet<string>>();
        foreach (var resource in ApiLine.Provider(provider).Resources)
        {
            await using var session = await ApiLine.OpenAsync(ApiLine.Provider(provider), world.Server);
            world.Server.Asked.Clear();
            try
            {
                await ApiLine.ReadAsync(resource, session);
            }
            catch (Problem)
            {
                // It lists what another resource's recordings name, and nothing is recorded for that: these calls it makes all the same.
            }

            calls[resource.Name] = [.. world.Server.Asked.Select(one => one.Recording).OfType<Recording>().Select(FolderOf)];
        }

        return calls;
    }

    private static (string Resource, string Scope) Key(JsonObject part) => ((string)part["resource"]!, (string)part["scope"]!);

    private static Dictionary<(string Resource, string Scope), JsonObject> PartsOf(JsonObject run) => ((JsonArray)run["parts"]!).OfType<JsonObject>().ToDictionary(Key);

    private static async Task<string> StatesAsync(CrawlWorld world)
    {
        await using var count = world.App.Database.Source.CreateCommand("select string_agg(root || ' ' || state || ' ' || n, ', ' order by root, state) from (select root, state, count(*) n from inventory.records group by 1, 2) x");
        return (string)(await count.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    private sealed record Weather(string Status, Trouble? Trouble, bool Once);
}

using System.Net;
using System.Text.Json.Nodes;
using Maestro.Modules.Discovery;
using Maestro.Modules.Inventory;
using Maestro.Tests.Discovery.Crawling;
using Maestro.Tests.Support;

namespace Maestro.Tests.Discovery.Providers;

/// <summary>One Maestro that all resources are crawled into, each by a connection of its own.</summary>
public sealed class CrawledResources(Postgres postgres) : IAsyncLifetime
{
    internal App App { get; private set; } = null!;

    internal HttpClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        App = await App.StartAsync(postgres, ["--Discovery:Attempts=1", "--Discovery:PaceFactor=1000"]);
        Client = await App.SignInAsync();
    }

    public async ValueTask DisposeAsync() => await App.DisposeAsync();
}

/// <summary>
/// Each resource through its life, against a server that speaks the provider's protocol: found, found unchanged, missing, gone, and kept when
/// the provider refuses.
/// </summary>
public sealed class EveryApiResourceCrawlTests(CrawledResources maestro) : IClassFixture<CrawledResources>
{
    public static TheoryData<string> Names() => EveryApiResourceTests.Names();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_is_found_once_missed_once_gone_twice_and_kept_when_refused(string name)
    {
        var resource = ApiLine.Of(name);
        await using var server = await ProviderServer.StartAsync(resource.Provider, name);
        var world = CrawlWorld.Over(maestro.App, server, maestro.Client);
        await world.PlaceAsync(resource.Provider, name);
        var draft = world.Draft(resource.Provider, name);
        var connection = await world.ConnectAsync(draft);

        var first = PartsOf(await world.CrawlAsync(connection, resource.Task), name);
        Assert.True(Sum(first, "created") + Sum(first, "changed") > 0, Said(first));
        var odd = IsOdd(first);
        Assert.All(first, part => Assert.True(odd || (string)part["status"]! == "complete", Said(first)));

        var second = PartsOf(await world.CrawlAsync(connection, resource.Task), name);
        Assert.True(Sum(second, "created") == 0 && Sum(second, "changed") == 0, Said(second));
        Assert.Equal(Sum(first, "seen"), Sum(second, "seen"));

        server.Troubles = (ask, recording) => recording?.File.StartsWith(name, StringComparison.Ordinal) == true ? new Trouble(HttpStatusCode.InternalServerError) : null;
        var refused = PartsOf(await world.CrawlAsync(connection, resource.Task), name);
        Assert.All(refused, part => Assert.Equal("failed", (string)part["status"]!));
        Assert.True(Sum(refused, "missing") == 0 && Sum(refused, "gone") == 0, Said(refused));
        server.Troubles = null;

        var word = await WordAsync(resource, server);
        server.Rewrite = (recording, body) => recording.File.StartsWith(name, StringComparison.Ordinal) ? Vanish.From(body, word) : body;
        var (third, fourth) = (PartsOf(await world.CrawlAsync(connection, resource.Task), name), PartsOf(await world.CrawlAsync(connection, resource.Task), name));
        if (IsOdd(third))
        {
            // Something there cannot be read, so what is not seen may be just that.
            Assert.True(Sum(third, "missing") == 0 && Sum(fourth, "gone") == 0, Said(fourth));
            return;
        }

        Assert.True(Sum(third, "missing") >= 1 && Sum(third, "gone") == 0, $"{word}\n{Said(first)}\n{Said(second)}\n{Said(third)}");
        Assert.True(Sum(fourth, "gone") >= 1, Said(fourth));
    }

    // A word by which one object can be taken out of the answers, so that its draft is no longer there and others still are.
    private static async Task<string> WordAsync(Resource resource, ProviderServer server)
    {
        async Task<List<Draft>> DraftsAsync()
        {
            await using var session = await ApiLine.OpenAsync(ApiLine.Provider(resource.Provider), server);
            return [.. (await ApiLine.ReadAsync(resource, session)).Select(one => one.Draft).OfType<Draft>()];
        }

        var before = await DraftsAsync();
        foreach (var draft in before.AsEnumerable().Reverse())
        {
            foreach (var word in new[] { draft.ExternalId!, draft.ExternalId!.Split(':', '/')[^1], draft.ExternalId!.Split(':')[^1], draft.Label ?? "", (string?)draft.Fields["name"] ?? "" }.Where(word => word.Length > 2).Distinct())
            {
                server.Rewrite = (recording, body) => recording.File.StartsWith(resource.Name, StringComparison.Ordinal) ? Vanish.From(body, word) : body;
                try
                {
                    var after = await DraftsAsync();
                    if (after.Count > 0 && after.Count < before.Count && after.All(one => one.ExternalId != draft.ExternalId))
                        return word;
                }
                catch (Modules.Kernel.Problem)
                {
                    // Taken out too much: the answer makes no sense any more.
                }
            }
        }

        throw new InvalidOperationException($"nothing can be taken out of the recorded answers of {resource.Name}");
    }

    private static bool IsOdd(List<JsonObject> parts) => parts.Any(part => ((string?)part["message"] ?? "").Contains("could not be read", StringComparison.Ordinal));

    private static List<JsonObject> PartsOf(JsonObject run, string name) => [.. ((JsonArray)run["parts"]!).OfType<JsonObject>().Where(part => (string)part["resource"]! == name)];

    private static long Sum(List<JsonObject> parts, string count) => parts.Sum(part => (long)part[count]!);

    private static string Said(List<JsonObject> parts) => string.Join('\n', parts.Select(part => part.ToJsonString()));
}

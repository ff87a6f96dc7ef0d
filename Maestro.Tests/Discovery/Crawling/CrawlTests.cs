using System.Net;
using System.Text.Json.Nodes;
using Maestro.Tests.Discovery.Providers;
using Maestro.Tests.Support;

namespace Maestro.Tests.Discovery.Crawling;

/// <summary>What a crawl does to records: finds, changes, misses, retires, and never lies about it.</summary>
public sealed class CrawlTests(Postgres postgres) : IClassFixture<Postgres>
{
    private const string Droplets = "digitalocean.droplets";

    private async Task<(CrawlWorld World, Guid Connection)> StartAsync(params string[] settings)
    {
        var world = await CrawlWorld.StartAsync(postgres, "digitalocean", settings, Droplets);
        // The recorded pages hold an object without an id, on purpose: here everything can be read.
        world.Server.Rewrite = (recording, body) => body.Replace("{\"name\": \"without an id\", \"status\": \"new\"}", "{\"id\": 3164500, \"name\": \"late\", \"status\": \"new\"}", StringComparison.Ordinal);
        return (world, await world.ConnectAsync(world.Draft("digitalocean")));
    }

    private static JsonObject PartOf(JsonObject run, string resource = Droplets) => ((JsonArray)run["parts"]!).OfType<JsonObject>().Single(part => (string)part["resource"]! == resource);

    [Fact]
    public async Task It_finds_everything_places_it_and_says_where_it_comes_from()
    {
        var (world, connection) = await StartAsync();
        await using var _ = world;
        var run = await world.CrawlAsync(connection, "server-list");
        Assert.Equal("done", (string)run["status"]!);
        Assert.Equal(4, (long)PartOf(run)["seen"]!);
        Assert.Equal(4, (long)PartOf(run)["created"]!);
        Assert.Equal(["bare", "db-1", "late", "web1.example.org"], await world.NamesAsync("servers", "present"));
        var web = (JsonObject)((JsonArray)(await world.GetAsync("servers?name=web1.example.org"))["results"]!)[0]!;
        Assert.Equal("Cloud", (string)web["datacenters"]!["name"]!);
        Assert.Equal("nyc3", (string)web["datacenters"]!["region"]!);
        Assert.Equal("do:droplet:3164444", (string)web["unique_id"]!);
        var sources = await world.GetAsync($"servers/{web["id"]}/sources");
        Assert.Contains("Cloud account", sources.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("dop_v1_0123456789", world.Server.Asked.Select(one => one.Ask.Authorization?.Split(' ')[^1]));
        var sets = (JsonArray)(await world.GetAsync("change-sets"))["results"]!;
        Assert.Single(sets, set => (string)set!["source"]!["name"]! == "Cloud account");
    }

    [Fact]
    public async Task A_second_crawl_changes_nothing_and_leaves_no_change_set()
    {
        var (world, connection) = await StartAsync();
        await using var _ = world;
        await world.CrawlAsync(connection, "server-list");
        var before = (int)(await world.GetAsync("change-sets"))["results"]!.AsArray().Count;
        var run = await world.CrawlAsync(connection, "server-list");
        Assert.Equal((4, 0, 0), ((long)PartOf(run)["seen"]!, (long)PartOf(run)["created"]!, (long)PartOf(run)["changed"]!));
        Assert.Equal(before, (int)(await world.GetAsync("change-sets"))["results"]!.AsArray().Count);
    }

    [Fact]
    public async Task What_is_no_longer_listed_is_missing_then_gone_and_comes_back_when_seen_again()
    {
        var (world, connection) = await StartAsync();
        await using var _ = world;
        await world.CrawlAsync(connection, "server-list");
        var whole = world.Server.Rewrite!;
        world.Server.Rewrite = (recording, body) => whole(recording, body).Replace("\"next\": \"https://api.digitalocean.com/v2/droplets?page=2&per_page=200\"", "\"none\": 1", StringComparison.Ordinal);
        Assert.Equal(2, (long)PartOf(await world.CrawlAsync(connection, "server-list"))["missing"]!);
        Assert.Equal(["bare", "late"], await world.NamesAsync("servers", "missing"));
        Assert.Equal(2, (long)PartOf(await world.CrawlAsync(connection, "server-list"))["gone"]!);
        Assert.Equal(["bare", "late"], await world.NamesAsync("servers", "gone"));
        world.Server.Rewrite = whole;
        await world.CrawlAsync(connection, "server-list");
        Assert.Equal(["bare", "db-1", "late", "web1.example.org"], await world.NamesAsync("servers", "present"));
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, "denied")]
    [InlineData(HttpStatusCode.Forbidden, "denied")]
    [InlineData(HttpStatusCode.TooManyRequests, "throttled")]
    [InlineData(HttpStatusCode.BadGateway, "failed")]
    public async Task A_page_that_fails_retires_nothing_and_the_coverage_says_so(HttpStatusCode trouble, string status)
    {
        var (world, connection) = await StartAsync("--Discovery:Attempts=2", "--Discovery:BackOffSeconds=2");
        await using var _ = world;
        await world.CrawlAsync(connection, "server-list");
        world.Server.Troubles = (ask, recording) => ask.Parameters.GetValueOrDefault("page") == "2" ? new Trouble(trouble, "{\"id\": \"x\", \"message\": \"not today\"}") { RetryAfter = "0" } : null;
        for (var time = 0; time < 3; time++)
        {
            var run = await world.CrawlAsync(connection, "server-list");
            Assert.Equal("failed", (string)run["status"]!);
            Assert.Equal(status, (string)PartOf(run)["status"]!);
            Assert.Equal(2, (long)PartOf(run)["seen"]!);
        }

        Assert.Equal(["bare", "db-1", "late", "web1.example.org"], await world.NamesAsync("servers", "present"));
        var coverage = (JsonObject)(await world.GetAsync($"connections/{connection}/coverage")).AsArray().Single()!;
        Assert.Equal((status, Droplets), ((string)coverage["status"]!, (string)coverage["resource"]!));
        Assert.NotNull(coverage["complete_at"]);
        Assert.Contains("not today", (string)coverage["message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Half_a_page_and_a_call_that_takes_too_long_are_tried_again()
    {
        var (world, connection) = await StartAsync("--Discovery:CallSeconds=2");
        await using var _ = world;
        var times = 0;
        world.Server.Troubles = (ask, recording) => ask.Path != "/v2/droplets" ? null : ++times switch
        {
            1 => new Trouble(HttpStatusCode.OK) { Half = true },
            3 => new Trouble(HttpStatusCode.OK) { Delay = TimeSpan.FromSeconds(5) },
            _ => null,
        };
        var run = await world.CrawlAsync(connection, "server-list");
        Assert.Equal(("done", 4), ((string)run["status"]!, (long)PartOf(run)["seen"]!));
        Assert.Equal(4, times);
    }

    [Fact]
    public async Task A_scope_that_is_suddenly_empty_is_held_until_somebody_applies_its_plan()
    {
        var (world, connection) = await StartAsync();
        await using var _ = world;
        await world.CrawlAsync(connection, "server-list");
        world.Server.Rewrite = (recording, body) => recording.Path == "/v2/droplets" ? "{\"droplets\": [], \"links\": {}}" : body;
        var run = await world.CrawlAsync(connection, "server-list");
        var part = PartOf(run);
        Assert.Equal(("partial", "held"), ((string)run["status"]!, (string)part["status"]!));
        Assert.Equal(4, (await world.NamesAsync("servers", "present")).Length);
        var plan = await world.GetAsync($"plans/{part["plan"]}");
        Assert.Equal(4, (int)plan["counts"]!["retire"]!);
        await world.SendAsync(HttpMethod.Post, $"plans/{part["plan"]}/apply", new JsonObject());
        Assert.Equal(4, (await world.NamesAsync("servers", "gone")).Length);
    }

    [Fact]
    public async Task What_is_held_back_keeps_its_plan_until_it_is_seen_again_and_then_nothing_can_be_retired_by_it()
    {
        var (world, connection) = await StartAsync();
        await using var _ = world;
        await world.CrawlAsync(connection, "server-list");
        var whole = world.Server.Rewrite!;
        world.Server.Rewrite = (recording, body) => recording.Path == "/v2/droplets" ? "{\"droplets\": [], \"links\": {}}" : body;
        var plan = (string)PartOf(await world.CrawlAsync(connection, "server-list"))["plan"]!;
        Assert.Equal(plan, (string)PartOf(await world.CrawlAsync(connection, "server-list"))["plan"]!);
        world.Server.Rewrite = whole;
        await world.CrawlAsync(connection, "server-list");
        Assert.NotEqual(HttpStatusCode.OK, (await world.TryAsync(HttpMethod.Post, $"plans/{plan}/apply", new JsonObject())).Status);
        Assert.Equal(4, (await world.NamesAsync("servers", "present")).Length);
    }

    [Fact]
    public async Task What_is_held_back_gets_a_new_plan_once_one_of_its_records_was_edited()
    {
        var (world, connection) = await StartAsync();
        await using var _ = world;
        await world.CrawlAsync(connection, "server-list");
        world.Server.Rewrite = (recording, body) => recording.Path == "/v2/droplets" ? "{\"droplets\": [], \"links\": {}}" : body;
        var plan = (string)PartOf(await world.CrawlAsync(connection, "server-list"))["plan"]!;
        var server = (JsonObject)((JsonArray)(await world.GetAsync("servers?limit=1"))["results"]!)[0]!;
        await world.SendAsync(HttpMethod.Patch, $"servers/{server["id"]}", new JsonObject { ["environment"] = "Staging" });
        var next = (string)PartOf(await world.CrawlAsync(connection, "server-list"))["plan"]!;
        Assert.NotEqual(plan, next);
        Assert.Equal(HttpStatusCode.NotFound, (await world.TryAsync(HttpMethod.Get, $"plans/{plan}", null)).Status);
        await world.SendAsync(HttpMethod.Post, $"plans/{next}/apply", new JsonObject());
        Assert.Equal(4, (await world.NamesAsync("servers", "gone")).Length);
    }

    [Fact]
    public async Task What_moves_by_itself_makes_no_change_alone()
    {
        var (world, connection) = await StartAsync();
        await using var _ = world;
        await world.CrawlAsync(connection, "server-list");
        var whole = world.Server.Rewrite!;
        world.Server.Rewrite = (recording, body) => whole(recording, body).Replace("2024-07-30T", "2024-07-31T", StringComparison.Ordinal);
        Assert.Equal(0, (long)PartOf(await world.CrawlAsync(connection, "server-list"))["changed"]!);
        world.Server.Rewrite = (recording, body) => whole(recording, body).Replace("2024-07-30T", "2024-07-31T", StringComparison.Ordinal).Replace("\"name\": \"web1.example.org\", \"memory\": 1024", "\"name\": \"web1.example.org\", \"memory\": 2048", StringComparison.Ordinal);
        Assert.Equal(1, (long)PartOf(await world.CrawlAsync(connection, "server-list"))["changed"]!);
        var web = (JsonObject)((JsonArray)(await world.GetAsync("servers?name=web1.example.org"))["results"]!)[0]!;
        Assert.StartsWith("2024-07-31", (string)web["next_backup_window"]!["start"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_object_that_cannot_be_read_spoils_itself_and_nothing_is_retired_on_its_account()
    {
        var (world, connection) = await StartAsync();
        await using var _ = world;
        world.Server.Rewrite = null;
        var run = await world.CrawlAsync(connection, "server-list");
        Assert.Equal(3, (long)PartOf(run)["seen"]!);
        Assert.Equal("failed", (string)PartOf(run)["status"]!);
        Assert.Contains("without an id: id is missing", (string)PartOf(run)["message"]!, StringComparison.Ordinal);
        Assert.Equal(3, (await world.NamesAsync("servers", "present")).Length);
    }

    [Fact]
    public async Task What_is_asked_for_while_a_crawl_is_under_way_joins_it()
    {
        var (world, connection) = await StartAsync();
        await using var _ = world;
        world.Server.Troubles = (ask, recording) => ask.Path == "/v2/droplets" ? new Trouble(HttpStatusCode.OK) { Delay = TimeSpan.FromMilliseconds(700), Half = false, Body = "{\"droplets\": [], \"links\": {}}" } : null;
        var first = await world.SendAsync(HttpMethod.Post, $"connections/{connection}/crawl", new JsonObject { ["tasks"] = new JsonArray("server-list") });
        await Task.Delay(300, TestContext.Current.CancellationToken);
        var second = await world.SendAsync(HttpMethod.Post, $"connections/{connection}/crawl", new JsonObject { ["tasks"] = new JsonArray("server-list") });
        Assert.Equal((string)first["id"]!, (string)second["id"]!);
        var run = await world.EndAsync(Guid.Parse((string)first["id"]!));
        Assert.Equal(2, ((JsonArray)run["parts"]!).Count);
    }
}

using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Maestro.Tests.Discovery.Providers;
using Maestro.Tests.Support;

namespace Maestro.Tests.Discovery.Crawling;

/// <summary>Crawls that are cut off: by kill -9 of one of two processes on a database, and by the database itself.</summary>
public sealed class KilledCrawlTests(Postgres postgres) : IClassFixture<Postgres>
{
    internal const int PerPage = 200;
    internal const int Pages = 10;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static readonly LargeAccount Droplets = new("digitalocean", Pages * PerPage);

    // A page a moment.
    internal static Trouble? Account(Ask ask, TimeSpan delay) => Droplets.PageOf(ask) is { } page ? Droplets.Answer(page) with { Delay = delay } : null;

    internal static async Task<HttpClient> SignInAsync(Uri address)
    {
        var client = new HttpClient { BaseAddress = address };
        var answer = await client.PostAsJsonAsync("api/v1/auth/token", new { email = App.AdminEmail, password = App.AdminPassword }, Cancel);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)(await answer.Content.ReadFromJsonAsync<JsonObject>(Cancel))!["token"]!);
        return client;
    }

    internal static async Task<JsonObject> GetAsync(HttpClient client, string path) => (await client.GetFromJsonAsync<JsonObject>($"api/v1/{path}", Cancel))!;

    internal static async Task<JsonObject> PostAsync(HttpClient client, string path, object body) =>
        (await (await client.PostAsJsonAsync($"api/v1/{path}", body, Cancel)).EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonObject>(Cancel))!;

    internal static async Task<JsonObject> EndAsync(HttpClient client, string run)
    {
        for (var time = 0; ; time++)
        {
            var json = await GetAsync(client, $"runs/{run}");
            if ((string)json["status"]! is not ("queued" or "running"))
                return json;
            Assert.True(time < 900, json.ToJsonString());
            await Task.Delay(100, Cancel);
        }
    }

    [Fact]
    public async Task After_kill_9_the_run_is_failed_within_a_minute_nothing_is_retired_and_the_next_crawl_repairs_on_the_other_process()
    {
        await using var server = await ProviderServer.StartAsync("digitalocean");
        server.Troubles = (ask, _) => Account(ask, TimeSpan.FromMilliseconds(300));
        await using var database = await postgres.CloneAsync();
        using var folder = new TemporaryFolder();
        string[] arguments = [$"--ConnectionStrings:Maestro={database.ConnectionString}", $"--MAESTRO_ADMIN_EMAIL={App.AdminEmail}", $"--MAESTRO_ADMIN_PASSWORD={App.AdminPassword}", "--Discovery:PaceFactor=1000"];
        using var first = await MaestroProcess.StartAsync(folder.Path, arguments);
        using var second = await MaestroProcess.StartAsync(folder.Path, arguments);
        using var one = await SignInAsync(first.Address);
        using var other = await SignInAsync(second.Address);
        var datacenter = await PostAsync(one, "datacenters", new { name = "Cloud", provider = "Digital Ocean" });
        var connection = (string)(await PostAsync(one, "connections", new { name = "Account", provider = "digitalocean", datacenter = (string)datacenter["id"]!, endpoint = server.Address.GetLeftPart(UriPartial.Authority), credentials = new { token = "t" }, schedules = false }))["id"]!;
        var whole = await PostAsync(one, $"connections/{connection}/crawl", new { tasks = new[] { "server-list" } });
        Assert.Equal("done", (string)(await EndAsync(other, (string)whole["id"]!))["status"]!);

        server.Asked.Clear();
        var cut = (string)(await PostAsync(one, $"connections/{connection}/crawl", new { tasks = new[] { "server-list" } }))["id"]!;
        while (server.Asked.Count(asked => asked.Ask.Path == "/v2/droplets") < 4)
            await Task.Delay(50, Cancel);
        await first.KillAsync();
        var since = System.Diagnostics.Stopwatch.StartNew();
        Assert.Equal("failed", (string)(await EndAsync(other, cut))["status"]!);
        Assert.InRange(since.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(60));
        await using (var count = database.Source.CreateCommand("select count(*) filter (where state = 'present'), count(*) from inventory.records where root = 'server'"))
        {
            await using var row = await count.ExecuteReaderAsync(Cancel);
            await row.ReadAsync(Cancel);
            Assert.Equal((Pages * PerPage, Pages * PerPage), ((int)row.GetInt64(0), (int)row.GetInt64(1)));
        }

        var repaired = await EndAsync(other, (string)(await PostAsync(other, $"connections/{connection}/crawl", new { tasks = new[] { "server-list" } }))["id"]!);
        var part = repaired["parts"]!.AsArray().Single(one => (string)one!["resource"]! == "digitalocean.droplets")!;
        Assert.Equal(("complete", Pages * PerPage, 0, 0), ((string)part["status"]!, (int)part["seen"]!, (int)part["created"]!, (int)part["missing"]!));
    }

    [Fact]
    public async Task A_database_that_drops_every_line_in_mid_crawl_loses_doubles_and_retires_nothing()
    {
        await using var world = await CrawlWorld.StartAsync(postgres, "digitalocean", ["--Discovery:PaceFactor=1000"]);
        await CutAsync(world, async () =>
        {
            await using var drop = world.App.Database.Source.CreateCommand("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");
            await drop.ExecuteNonQueryAsync(Cancel);
        });
    }

    [Fact]
    public async Task A_database_that_is_restarted_in_mid_crawl_loses_doubles_and_retires_nothing()
    {
        await using var own = new Postgres();
        await using var world = await CrawlWorld.StartAsync(own, "digitalocean", ["--Discovery:PaceFactor=1000"]);
        await CutAsync(world, async () => Assert.SkipUnless(await own.RestartAsync(TimeSpan.FromSeconds(3)), "The server that MAESTRO_TEST_DATABASE names is not ours to restart."));
    }

    private static async Task CutAsync(CrawlWorld world, Func<Task> cut)
    {
        world.Server.Troubles = (ask, _) => Account(ask, TimeSpan.FromMilliseconds(150));
        var connection = await world.ConnectAsync(world.Draft("digitalocean"));
        var started = await world.SendAsync(HttpMethod.Post, $"connections/{connection}/crawl", new JsonObject { ["tasks"] = new JsonArray("server-list") });
        while (world.Server.Asked.Count(asked => asked.Ask.Path == "/v2/droplets") < 5)
            await Task.Delay(20, Cancel);
        await cut();
        var status = "running";
        for (var time = 0; status is "queued" or "running"; time++)
        {
            Assert.True(time < 900, "the crawl does not end");
            await Task.Delay(200, Cancel);
            // Lines that were idle are broken too: whoever asks first may be refused once.
            var (code, body) = await world.TryAsync(HttpMethod.Get, $"runs/{started["id"]}", null);
            status = code == HttpStatusCode.OK ? (string)body!["status"]! : "running";
        }

        var run = await world.CrawlAsync(connection, "server-list");
        Assert.Equal("done", (string)run["status"]!);
        await using var count = world.App.Database.Source.CreateCommand("select count(*) filter (where state = 'present'), count(*) from inventory.records where root = 'server'");
        await using var row = await count.ExecuteReaderAsync(Cancel);
        await row.ReadAsync(Cancel);
        Assert.Equal((Pages * PerPage, Pages * PerPage), ((int)row.GetInt64(0), (int)row.GetInt64(1)));
    }
}

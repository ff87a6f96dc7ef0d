using System.Net;
using System.Text.Json.Nodes;
using Maestro.Tests.Discovery.Providers;
using Maestro.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Maestro.Tests.Discovery.Crawling;

/// <summary>A connection whose files are uploaded to it: it acts as itself, its coverage shows them, and only a state's own lineage loses anything.</summary>
public sealed class UploadedFilesTests(Postgres postgres)
{
    private static JsonObject Draft(CrawlWorld world, string provider) => new()
    {
        ["name"] = "Uploads", ["provider"] = provider, ["method"] = "upload", ["datacenter"] = world.Datacenter.ToString(),
    };

    private static JsonObject State(int serial, params string[] queues) => new()
    {
        ["version"] = 4, ["terraform_version"] = "1.9.0", ["serial"] = serial, ["lineage"] = "3f6d",
        ["resources"] = new JsonArray([.. queues.Select(queue => new JsonObject
        {
            ["mode"] = "managed", ["type"] = "aws_sqs_queue", ["name"] = queue, ["provider"] = "provider[\"registry.terraform.io/hashicorp/aws\"]",
            ["instances"] = new JsonArray(new JsonObject { ["attributes"] = new JsonObject { ["id"] = $"https://sqs/{queue}", ["arn"] = $"arn:aws:sqs:eu-west-1:1:{queue}", ["name"] = queue } }),
        })]),
    };

    private static async Task<JsonObject> UploadAsync(CrawlWorld world, Guid connection, JsonNode body) =>
        await world.EndAsync(Guid.Parse((string)(await world.SendAsync(HttpMethod.Post, $"connections/{connection}/upload", body))["id"]!));

    [Fact]
    public async Task A_state_that_is_uploaded_again_loses_what_it_no_longer_names()
    {
        await using var world = await CrawlWorld.StartAsync(postgres, "terraform");
        var connection = await world.ConnectAsync(Draft(world, "terraform"));
        var first = await UploadAsync(world, connection, State(1, "orders", "mails"));
        Assert.Equal(("done", "Uploads", 2L), ((string)first["status"]!, (string)first["title"]!, (long)first["counts"]!["created"]!));
        Assert.Equal("upload", (string)first["arguments"]!["files"]!);
        var record = ((JsonArray)(await world.GetAsync("brokers"))["results"]!).First(one => (string)one!["name"]! == "orders")!;
        Assert.Equal("Uploads", (string)((JsonArray)(await world.GetAsync($"brokers/{record["id"]}/sources"))["sources"]!).Single()!["name"]!);
        Assert.Contains((JsonArray)await world.GetAsync($"connections/{connection}/coverage"), row => (long)row!["seen"]! == 2 && (string)row["status"]! == "complete");

        await UploadAsync(world, connection, State(2, "orders"));
        Assert.Equal(["mails"], await world.NamesAsync("brokers", "missing"));
        await UploadAsync(world, connection, State(3, "orders"));
        Assert.Equal(["mails"], await world.NamesAsync("brokers", "gone"));
        Assert.Equal(["orders"], await world.NamesAsync("brokers", "present"));
    }

    [Fact]
    public async Task A_state_older_than_the_one_read_last_is_refused_and_retires_nothing()
    {
        await using var world = await CrawlWorld.StartAsync(postgres, "terraform");
        var connection = await world.ConnectAsync(Draft(world, "terraform"));
        await UploadAsync(world, connection, State(5, "orders", "mails"));
        var older = await UploadAsync(world, connection, State(4, "orders", "old"));
        Assert.Equal("failed", (string)older["status"]!);
        Assert.Contains("This state (serial 4) is older than the one read last (serial 5): nothing was taken from it.", ((JsonArray)older["parts"]!).Select(part => (string?)part!["message"]));
        Assert.Equal(["mails", "orders"], await world.NamesAsync("brokers", "present"));
        // Another lineage counts for itself, and the same state may come twice.
        var other = State(1, "bills");
        other["lineage"] = "9c1e";
        Assert.Equal("done", (string)(await UploadAsync(world, connection, other))["status"]!);
        Assert.Equal("done", (string)(await UploadAsync(world, connection, State(5, "orders", "mails")))["status"]!);
        Assert.Equal(["bills", "mails", "orders"], await world.NamesAsync("brokers", "present"));
    }

    [Fact]
    public async Task Facts_that_are_uploaded_retire_nobody_and_nothing_is_fetched()
    {
        await using var world = await CrawlWorld.StartAsync(postgres, "ansible");
        var connection = await world.ConnectAsync(Draft(world, "ansible"));
        foreach (var host in new[] { "edge-1.json", "shop-web-1.json" })
            Assert.Equal("done", (string)(await UploadAsync(world, connection, JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Recording.Fixtures, "ansible", host), TestContext.Current.CancellationToken))!))["status"]!);
        Assert.Equal(2, (await world.NamesAsync("servers", "present")).Length);
        Assert.True((bool)(await world.SendAsync(HttpMethod.Post, $"connections/{connection}/test", null))["ok"]!);
        Assert.Equal(HttpStatusCode.Conflict, (await world.TryAsync(HttpMethod.Post, $"connections/{connection}/crawl", null)).Status);
        var broken = await UploadAsync(world, connection, new JsonObject { ["nothing"] = "of the sort" });
        Assert.Equal("failed", (string)broken["status"]!);
        Assert.Equal(2, (await world.NamesAsync("servers", "present")).Length);
    }

    [Fact]
    public async Task The_last_crawl_of_a_connection_is_known_however_many_runs_are_newer()
    {
        await using var world = await CrawlWorld.StartAsync(postgres, "ansible");
        var connection = await world.ConnectAsync(Draft(world, "ansible"));
        var run = await UploadAsync(world, connection, JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Recording.Fixtures, "ansible", "edge-1.json"), TestContext.Current.CancellationToken))!);
        await using (var others = world.App.Database.Source.CreateCommand("""
            insert into scheduling.runs (id, type, title, status, maker_id, maker_name, target, worker, heartbeat_at, created_at, started_at, finished_at, step, done, counts, log)
            select ('ffffffff-ffff-7fff-8fff-' || lpad(n::text, 12, '0'))::uuid, 'crawl', 'other', case when n % 10 = 0 then 'failed' else 'done' end, gen_random_uuid(), 'x', gen_random_uuid(), gen_random_uuid(), now(), now(), now() - interval '10 seconds', now(), '', 0, '{}', '[]'
            from generate_series(1, 1200) n
            """))
            await others.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        var overview = await world.App.Services.GetRequiredService<Maestro.Modules.Discovery.IConnections>().OverviewAsync(Maestro.Modules.Kernel.Actor.System("test"), TestContext.Current.CancellationToken);
        Assert.Equal((string)run["id"]!, overview.Single(one => one.Record.Id == connection).Last!.Id.ToString());

        var crawls = ((JsonArray)(await world.GetAsync("runs/statistics"))["results"]!).Single(one => (string)one!["type"]! == "crawl")!;
        Assert.Equal((1201L, 120L), ((long)crawls["day"]!["runs"]!, (long)crawls["week"]!["failed"]!));
        Assert.InRange((double)crawls["day"]!["p95"]!, 9, 11);
    }
}

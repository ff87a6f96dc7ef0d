using System.Net;
using System.Text.Json.Nodes;
using Maestro.Tests.Discovery.Providers;
using Maestro.Tests.Support;

namespace Maestro.Tests.Discovery.Crawling;

/// <summary>Connections over the API: what is demanded, what never comes back, what a test says.</summary>
public sealed class ConnectionsTests(Postgres postgres) : IClassFixture<Postgres>
{
    [Fact]
    public async Task Every_mistake_is_named_at_its_field()
    {
        await using var world = await CrawlWorld.StartAsync(postgres, "digitalocean");
        var (status, body) = await world.TryAsync(HttpMethod.Post, "connections", new JsonObject { ["provider"] = "digitalocean", ["credentials"] = new JsonObject { ["tocken"] = "x" }, ["endpoint"] = "ftp://x", ["switched_off"] = new JsonArray("no-list") });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal(["credentials.tocken", "credentials.token", "datacenter", "endpoint", "name", "switched_off"], body!["errors"]!.AsObject().Select(pair => pair.Key).Order(StringComparer.Ordinal));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await world.TryAsync(HttpMethod.Post, "connections", new JsonObject { ["provider"] = "cloudy", ["nam"] = "x" })).Status);
    }

    [Fact]
    public async Task Credentials_never_come_back_and_are_nowhere_in_the_database_in_clear()
    {
        await using var world = await CrawlWorld.StartAsync(postgres, "digitalocean");
        var id = await world.ConnectAsync(world.Draft("digitalocean"));
        foreach (var path in new[] { $"connections/{id}", "connections", $"connections/{id}/history", $"connections/{id}/state", "change-sets", "connections.csv", "connections.json" })
        {
            var text = await (await world.Client.GetAsync($"api/v1/{path}", TestContext.Current.CancellationToken)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.DoesNotContain("dop_v1_0123456789", text, StringComparison.Ordinal);
        }

        await using var command = world.App.Database.Source.CreateCommand("select count(*) from discovery.credentials where sealed like '%dop_v1%'");
        Assert.Equal(0L, await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Forms_scripts_and_files_cannot_write_a_connection_past_its_own_endpoints()
    {
        await using var world = await CrawlWorld.StartAsync(postgres, "digitalocean");
        var id = await world.ConnectAsync(world.Draft("digitalocean"));
        Assert.Equal(HttpStatusCode.Forbidden, (await world.TryAsync(HttpMethod.Patch, "connections", new JsonArray(new JsonObject { ["id"] = id.ToString(), ["endpoint"] = "https://evil.example.org" }))).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await world.TryAsync(HttpMethod.Delete, $"connections/{id}", null)).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await world.TryAsync(HttpMethod.Post, $"connections/{id}/crawl", null)).Status);
        Assert.Equal(HttpStatusCode.OK, (await world.TryAsync(HttpMethod.Post, $"connections/{id}/restore", null)).Status);
    }

    [Fact]
    public async Task Secrets_are_typed_again_when_they_would_be_sent_elsewhere_and_kept_otherwise()
    {
        await using var world = await CrawlWorld.StartAsync(postgres, "digitalocean", null, "digitalocean.droplets");
        var id = await world.ConnectAsync(world.Draft("digitalocean"));
        var (status, body) = await world.TryAsync(HttpMethod.Patch, $"connections/{id}", new JsonObject { ["endpoint"] = "https://evil.example.org" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal("must be typed again, because where it is sent has changed", (string)body!["errors"]!["credentials.token"]![0]!);
        await world.SendAsync(HttpMethod.Patch, $"connections/{id}", new JsonObject { ["name"] = "Renamed" });
        Assert.Equal("ops@example.org", (string)(await world.SendAsync(HttpMethod.Post, $"connections/{id}/test", null))["identity"]!);
        await world.SendAsync(HttpMethod.Patch, $"connections/{id}", new JsonObject { ["credentials"] = new JsonObject { ["token"] = "dop_v1_new" } });
        await world.SendAsync(HttpMethod.Post, $"connections/{id}/test", null);
        var set = (JsonArray)(await world.GetAsync("security-events?action=connection.credentials"))["results"]!;
        Assert.Equal(["Renamed", "Cloud account"], set.Select(one => (string)one!["target"]!["name"]!));
        Assert.DoesNotContain("dop_v1", set.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("Bearer dop_v1_new", world.Server.Asked.Select(one => one.Ask.Authorization));
    }

    [Fact]
    public async Task A_test_says_who_it_is_and_which_permission_is_missing()
    {
        await using var world = await CrawlWorld.StartAsync(postgres, "digitalocean", null, "digitalocean.droplets");
        var good = await world.SendAsync(HttpMethod.Post, "connections/test", world.Draft("digitalocean"));
        Assert.Equal("ops@example.org", (string)good["identity"]!);
        Assert.Contains(good["checks"]!.AsArray(), check => (string)check!["permission"]! == "droplet:read" && (bool)check["ok"]!);
        world.Server.Troubles = (ask, recording) => ask.Path == "/v2/droplets" ? new Trouble(HttpStatusCode.Forbidden, "{\"id\":\"forbidden\",\"message\":\"You are not authorized to perform this operation\"}") : null;
        var poor = await world.SendAsync(HttpMethod.Post, "connections/test", world.Draft("digitalocean"));
        Assert.False((bool)poor["ok"]!);
        Assert.Contains(poor["checks"]!.AsArray(), check => (string)check!["permission"]! == "droplet:read" && !(bool)check["ok"]! && ((string)check["message"]!).Contains("not authorized", StringComparison.Ordinal));
        world.Server.Troubles = (ask, recording) => new Trouble(HttpStatusCode.Unauthorized, "{\"id\":\"unauthorized\",\"message\":\"Unable to authenticate you\"}");
        var bad = await world.SendAsync(HttpMethod.Post, "connections/test", world.Draft("digitalocean"));
        Assert.Contains("does not know this token", (string)bad["message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endpoint_at_a_metadata_address_is_never_called()
    {
        await using var world = await CrawlWorld.StartAsync(postgres, "digitalocean");
        var draft = world.Draft("digitalocean");
        draft["endpoint"] = "http://169.254.169.254";
        var check = await world.SendAsync(HttpMethod.Post, "connections/test", draft);
        Assert.False((bool)check["ok"]!);
        Assert.Contains("may not call", (string)check["message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_task_gets_a_schedule_that_first_runs_an_interval_later_and_networks_every_fortnight()
    {
        await using var world = await CrawlWorld.StartAsync(postgres, "digitalocean");
        var draft = world.Draft("digitalocean");
        draft.Remove("schedules");
        var id = await world.ConnectAsync(draft);
        var made = (JsonArray)(await world.GetAsync("schedules?limit=100"))["results"]!;
        Assert.Equal(ApiLine.Provider("digitalocean").Tasks, made.Select(schedule => (string)schedule!["tasks"]![0]!).Order(StringComparer.Ordinal));
        Assert.All(made, schedule => Assert.Equal(id.ToString(), (string)schedule!["target"]!["id"]!));
        Assert.All(made.Where(schedule => (string)schedule!["tasks"]![0]! == "network-list"), schedule => Assert.Equal("14 days", $"{schedule!["interval"]!["every"]} {schedule["interval"]!["period"]}"));
        Assert.Empty((JsonArray)(await world.GetAsync("runs?type=crawl"))["results"]!);
        var servers = made.Single(schedule => (string)schedule!["tasks"]![0]! == "server-list")!;
        var run = await world.SendAsync(HttpMethod.Post, $"schedules/{servers["id"]}/run", null);
        Assert.Equal("crawl", (string)(await world.EndAsync(Guid.Parse((string)run["id"]!)))["type"]!);
    }

    [Fact]
    public async Task While_a_connection_is_retired_its_schedules_rest_and_when_it_is_restored_they_go_on()
    {
        await using var world = await CrawlWorld.StartAsync(postgres, "digitalocean", null, "digitalocean.droplets");
        var id = await world.ConnectAsync(world.Draft("digitalocean"));
        var schedule = (await world.SendAsync(HttpMethod.Post, "schedules", new JsonObject { ["name"] = "Often", ["module"] = "crawl", ["target"] = id.ToString(), ["tasks"] = new JsonArray("server-list"), ["interval"] = new JsonObject { ["every"] = 1, ["period"] = "hours" } }))["id"];
        await NextAsync(world, schedule, there: true);
        await world.SendAsync(HttpMethod.Delete, $"connections/{id}", null);
        await NextAsync(world, schedule, there: false);
        await world.SendAsync(HttpMethod.Post, $"connections/{id}/restore", null);
        await NextAsync(world, schedule, there: true);
        Assert.Null((await world.GetAsync($"schedules/{schedule}/state"))["paused_at"]);
    }

    private static async Task NextAsync(CrawlWorld world, JsonNode? schedule, bool there)
    {
        for (var time = 0; ; time++)
        {
            var state = await world.GetAsync($"schedules/{schedule}/state");
            await using var triggers = world.App.Database.Source.CreateCommand("select count(*) from scheduling.qrtz_triggers");
            if (state["next"] is not null == there && (long)(await triggers.ExecuteScalarAsync(TestContext.Current.CancellationToken))! == (there ? 1 : 0))
                return;
            Assert.True(time < 300, state.ToJsonString());
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task The_policy_holds_every_permission_of_what_is_switched_on()
    {
        await using var world = await CrawlWorld.StartAsync(postgres, "digitalocean");
        var id = await world.ConnectAsync(world.Draft("digitalocean"));
        var policy = await world.GetAsync($"connections/{id}/policy");
        Assert.Equal("Token scopes", (string)policy["format"]!);
        Assert.Contains("droplet:read", (string)policy["text"]!, StringComparison.Ordinal);
    }
}

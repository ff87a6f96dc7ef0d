using System.Net;
using System.Text.Json.Nodes;
using Maestro.Tests.Discovery.Providers;
using Maestro.Tests.Support;

namespace Maestro.Tests.Discovery.Crawling;

/// <summary>Two tenants whose sources claim the same ids, addresses, names and account; one of them is behind a hostile endpoint.</summary>
public sealed class TwoTenantsTests(Postgres postgres) : IClassFixture<Postgres>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private sealed record Tenant(CrawlWorld World, Guid Connection)
    {
        /// <summary>Ids of the machines its server lists now, with the size of each.</summary>
        public Dictionary<int, int> Machines { get; set; } = [];
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whatever_a_hostile_endpoint_claims_neither_sees_nor_changes_what_the_other_has(int seed)
    {
        await using var app = await App.StartAsync(postgres, ["--Discovery:PaceFactor=1000", "--Discovery:Attempts=1"]);
        await using var honest = await ProviderServer.StartAsync("digitalocean");
        await using var hostile = await ProviderServer.StartAsync("digitalocean");
        var one = await TenantAsync(app, honest, "one@example.org");
        var other = await TenantAsync(app, hostile, "other@example.org");
        var random = new Random(seed);
        for (var turn = 0; turn < 8; turn++)
        {
            var tenant = random.Next(2) == 0 ? one : other;
            // The hostile one lists what the other has, ids it made up, and sometimes nothing.
            tenant.Machines = random.Next(6) == 0 ? [] : Enumerable.Range(1, random.Next(4, 9)).ToDictionary(id => id, _ => 1 << random.Next(1, 6));
            var before = await StateAsync(tenant == one ? other : one);
            var run = await tenant.World.CrawlAsync(tenant.Connection, "server-list");
            Assert.Equal(before, await StateAsync(tenant == one ? other : one));
            var part = ((JsonArray)run["parts"]!).OfType<JsonObject>().Single(part => (string)part["resource"]! == "digitalocean.droplets");
            Assert.Equal(tenant.Machines.Count, (int)part["seen"]!);
            Assert.Empty((JsonArray)(await tenant.World.GetAsync("conflicts"))["results"]!);
            var present = await PresentAsync(tenant);
            Assert.All(tenant.Machines, machine => Assert.Equal(machine.Value, present[$"do:droplet:{machine.Key}"]));
        }

        Assert.Empty((await IdsAsync(one)).Intersect(await IdsAsync(other)));
        foreach (var id in await IdsAsync(one))
        {
            foreach (var path in new[] { "", "/history", "/sources", "/links", "/grants" })
                Assert.Equal(HttpStatusCode.NotFound, (await other.World.TryAsync(HttpMethod.Get, $"servers/{id}{path}", null)).Status);
        }
    }

    private static async Task<Tenant> TenantAsync(App app, ProviderServer server, string mail)
    {
        var world = CrawlWorld.Over(app, server, await app.SignInNewUserAsync(mail));
        await world.PlaceAsync("digitalocean", "Cloud");
        var tenant = new Tenant(world, await world.ConnectAsync(world.Draft("digitalocean")));
        server.Troubles = (ask, _) => ask.Path != "/v2/droplets" ? null : new Trouble(HttpStatusCode.OK, new JsonObject
        {
            ["droplets"] = new JsonArray([.. tenant.Machines.Select(machine => new JsonObject
            {
                ["id"] = machine.Key, ["name"] = $"node-{machine.Key}", ["status"] = "active", ["vcpus"] = machine.Value, ["memory"] = 1024, ["region"] = new JsonObject { ["slug"] = "ams3" },
                ["networks"] = new JsonObject { ["v4"] = new JsonArray(new JsonObject { ["ip_address"] = $"10.0.0.{machine.Key}", ["type"] = "private" }) },
            })]),
            ["links"] = new JsonObject(),
        }.ToJsonString());
        return tenant;
    }

    // Everything that a tenant has, down to versions and sources.
    private static async Task<string> StateAsync(Tenant tenant)
    {
        var records = new List<string>();
        foreach (var active in new[] { "true", "false" })
        {
            var list = (JsonArray)(await tenant.World.GetAsync($"servers?limit=100&ordering=name&active={active}"))["results"]!;
            foreach (var record in list)
                records.Add(record!.ToJsonString() + (await tenant.World.GetAsync($"servers/{record["id"]}/history")).ToJsonString() + (await tenant.World.GetAsync($"servers/{record["id"]}/grants")).ToJsonString());
        }

        return string.Join('\n', records);
    }

    private static async Task<Dictionary<string, int>> PresentAsync(Tenant tenant) =>
        ((JsonArray)(await tenant.World.GetAsync("servers?limit=100"))["results"]!).Where(record => (string)record!["state"]! == "present").ToDictionary(record => (string)record!["unique_id"]!, record => (int)record!["cpu"]!);

    private static async Task<List<string>> IdsAsync(Tenant tenant) =>
        [.. ((JsonArray)(await tenant.World.GetAsync("servers?limit=100"))["results"]!).Select(record => (string)record!["id"]!)];
}

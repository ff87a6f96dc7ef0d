using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;
using Maestro.Tests.Support;

namespace Maestro.Tests.Inventory;

/// <summary>Files without ids of their own: a report is known by its best key, and that key may become a better one.</summary>
public sealed class BetterKeyTests(Postgres postgres) : IAsyncLifetime
{
    private World world = null!;

    public async ValueTask InitializeAsync() => world = await World.StartAsync(postgres);

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task A_file_read_again_is_heard_though_its_datacenter_has_become_known_meanwhile()
    {
        await ReadAsync(
            new Draft("datacenter") { Fields = Json("""{"name":"DC1","provider":"AWS"}""") },
            Web(16, """{"name":"DC1"}"""));
        var datacenter = Assert.Single((await world.Inventory.ListAsync(world.Ana, new Query { Kind = "datacenter" }, default)).Rows);
        var counts = await ReadAsync(Web(64, $$"""{"id":"{{datacenter.Id}}"}"""));

        Assert.Equal((0, 1), (counts.Create, counts.Change));
        var server = Assert.Single((await world.Inventory.ListAsync(world.Ana, new Query { Kind = "server" }, default)).Rows);
        Assert.Equal("64", server.Fields["memory"]!.ToJsonString());
        Assert.Single((await world.Inventory.SourcesAsync(world.Ana, server.Id, default)).Sources);
    }

    private static Draft Web(int memory, string datacenter) =>
        new("server") { Fields = Json($$"""{"name":"web-1","hostname":"web-1.example.org","ipv4_private":"10.0.0.1","memory":{{memory}},"datacenters":{{datacenter}} }""") };

    private static JsonObject Json(string text) => (JsonObject)JsonNode.Parse(text)!;

    private async Task<PlanCounts> ReadAsync(params Draft[] drafts)
    {
        var origin = new Origin { Provider = "json", Key = "/", Name = "JSON file", Owner = world.Ana.Owner };
        var plan = await world.Planning.PlanAsync(world.Ana, origin, drafts, new PlanOptions { Match = true }, default);
        return (await world.Planning.ApplyAsync(world.Ana, plan, new ApplyOptions(), default)).Counts;
    }
}

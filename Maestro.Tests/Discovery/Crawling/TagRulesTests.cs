using System.Text.Json.Nodes;
using Maestro.Modules.Discovery;
using Maestro.Modules.Discovery.Crawling;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Tests.Support;

namespace Maestro.Tests.Discovery.Crawling;

/// <summary>Administrators say what tags mean, try it, and the next batch of a crawl goes by it.</summary>
public sealed class TagRulesTests(Postgres postgres) : IAsyncLifetime
{
    private World world = null!;

    public async ValueTask InitializeAsync() => world = await World.StartAsync(postgres);

    public ValueTask DisposeAsync() => world.DisposeAsync();

    private ITagRules Rules => world.Get<ITagRules>();

    private async Task<Draft> FilledAsync(string key, string value)
    {
        var draft = new Draft("server") { ExternalId = "i-1", Fields = new JsonObject { ["name"] = "one", ["tags"] = new JsonArray(new JsonObject { ["key"] = key, ["value"] = value }) } };
        await world.Get<Tagging>().FillAsync(world.Admin, [draft], default);
        return draft;
    }

    [Fact]
    public async Task A_rule_that_is_saved_holds_for_the_next_batch_and_the_setting_until_then()
    {
        var app = await world.CreateAsync("application", """{"name": "Shop"}""", world.Admin);
        Assert.False((await Rules.GetAsync(world.Admin, default)).Stored);
        Assert.Equal("Production", (await FilledAsync("Env", "Production")).Fields["environment"]!.ToString());
        await Rules.SaveAsync(world.Admin, new Dictionary<string, string> { ["workload"] = "applications", ["stage"] = "environment" }, default);
        Assert.Null((await FilledAsync("env", "Production")).Fields["environment"]);
        Assert.Equal("Staging", (await FilledAsync("STAGE", "Staging")).Fields["environment"]!.ToString());
        Assert.Equal(app.ToString(), (await FilledAsync("workload", "shop")).Fields["applications"]![0]!["id"]!.ToString());
        await Rules.SaveAsync(world.Admin, null, default);
        Assert.Equal("Production", (await FilledAsync("env", "Production")).Fields["environment"]!.ToString());
    }

    [Fact]
    public async Task What_cannot_be_is_said_at_its_key_all_at_once()
    {
        var wrong = await Assert.ThrowsAsync<Problem>(() => Rules.SaveAsync(world.Admin, new Dictionary<string, string> { ["a"] = "nowhere", ["b"] = "cpu", ["c"] = "environment", ["C"] = "role" }, default));
        Assert.Equal(["rules.C", "rules.a", "rules.b"], wrong.Errors.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(ProblemKind.Denied, (await Assert.ThrowsAsync<Problem>(() => Rules.GetAsync(world.Ana, default))).Kind);
    }

    [Fact]
    public async Task A_try_says_what_is_filled_what_is_linked_and_why_not()
    {
        await world.CreateAsync("application", """{"name": "Shop"}""", world.Admin);
        await world.CreateAsync("application", """{"name": "Twice"}""", world.Admin);
        await world.CreateAsync("application", """{"name": "twice"}""", world.Admin);
        var outcomes = await Rules.TryAsync(world.Admin, "server", new Dictionary<string, string> { ["env"] = "Test", ["app"] = "shop, twice, nobody", ["other"] = "x", ["client"] = "Acme" }, null, default);
        Assert.Equal("environment", outcomes[0].Field);
        Assert.Equal("Shop", Assert.Single(outcomes[1].Links).Name);
        Assert.Contains("Several", outcomes[1].Problem, StringComparison.Ordinal);
        Assert.Contains("nobody", outcomes[1].Problem, StringComparison.Ordinal);
        Assert.Null(outcomes[2].Field);
        Assert.NotNull(outcomes[3].Problem);
    }
}

using System.Text.Json.Nodes;
using Maestro.Modules.Audit;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Maestro.Tests.Inventory;

/// <summary>The one write path: drafts, plan, change set.</summary>
public sealed class PlanAndApplyTests(Postgres postgres) : IAsyncLifetime
{
    private World world = null!;

    public async ValueTask InitializeAsync() => world = await World.StartAsync(postgres);

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task A_record_is_created_changed_and_its_history_shows_both_values()
    {
        var id = await world.CreateAsync("server", """{"name":"web-1","ipv4_private":"10.0.0.1","cpu":4,"environment":"Production"}""");
        await world.PatchAsync("server", id, """{"cpu":"8"}""");

        var record = await world.Inventory.GetAsync(world.Ana, "server", id, null, default);
        Assert.Equal("8", record.Fields["cpu"]!.ToJsonString());
        Assert.Equal(2, record.Version);

        var history = await world.Get<IAudit>().HistoryAsync(world.Ana, id, null, 10, null, default);
        Assert.Equal(["change", "create"], history.Rows.Select(change => change.Action));
        var cpu = Assert.Single(history.Rows[0].Fields);
        Assert.Equal(("cpu", "4", "8"), (cpu.Path, cpu.Before!.ToJsonString(), cpu.After!.ToJsonString()));
    }

    [Fact]
    public async Task Each_new_record_is_warned_of_the_readable_ones_that_share_a_value_with_it()
    {
        var other = await world.CreateAsync("server", """{"name":"db-1","ipv4_private":"10.0.0.1"}""");
        await world.CreateAsync("server", """{"name":"db-1"}""", world.Ben);
        Draft[] drafts = [Draft("server", """{"name":"db-1"}"""), Draft("server", """{"name":"new"}"""), Draft("server", """{"name":"DB-9","ipv4_private":"10.0.0.1"}""")];
        var plan = await world.Planning.PlanAsync(world.Ana, Origin.Person(world.Ana), drafts, new PlanOptions(), default);

        var warning = $"db-1 has the same value ({other})";
        Assert.Equal(("name", warning), Assert.Single(plan.Rows[0].Warnings.Select(pair => (pair.Key, Assert.Single(pair.Value)))));
        Assert.Empty(plan.Rows[1].Warnings);
        Assert.Equal(("ipv4_private", warning), Assert.Single(plan.Rows[2].Warnings.Select(pair => (pair.Key, Assert.Single(pair.Value)))));
    }

    [Fact]
    public async Task Every_error_of_every_draft_is_in_the_plan_and_nothing_is_written()
    {
        Draft[] drafts = [Draft("server", """{"name":"a","ipv4_private":"10.0.0.300","cpu":"many"}"""), Draft("server", """{"hostname":"b"}"""), Draft("server", """{"name":"c"}""")];
        var plan = await world.Planning.PlanAsync(world.Ana, Origin.Person(world.Ana), drafts, new PlanOptions(), default);

        Assert.Equal(["cpu", "ipv4_private"], plan.Rows[0].Errors.Keys.Order());
        Assert.Equal("\"10.0.0.300\" is not an IP address", plan.Rows[0].Errors["ipv4_private"][0]);
        Assert.Equal("is required", plan.Rows[1].Errors["name"][0]);
        Assert.Equal((1, 2), (plan.Counts.Create, plan.Counts.Error));
        var problem = await Assert.ThrowsAsync<Problem>(() => world.Planning.ApplyAsync(world.Ana, plan, new ApplyOptions(), default));
        Assert.Equal(ProblemKind.Invalid, problem.Kind);
        Assert.Equal(0, (await world.Inventory.CountAsync(world.Ana, new Query { Kind = "server" }, default)).Count);
    }

    [Fact]
    public async Task A_change_set_is_undone_by_a_plan_and_what_moved_since_is_an_error()
    {
        var id = await world.CreateAsync("server", """{"name":"web-1","cpu":4,"memory":8}""");
        var change = await world.PatchAsync("server", id, """{"cpu":8,"memory":16}""");
        await world.PatchAsync("server", id, """{"memory":32}""");

        var conflicting = await world.Planning.UndoAsync(world.Ana, change.ChangeSet!.Value, default);
        var row = Assert.Single((await world.Planning.RowsAsync(world.Ana, conflicting.Id, null, 0, 10, default)).Rows);
        Assert.Equal("has changed since: it is 32 now, not 16", row.Errors["memory"][0]);

        await world.PatchAsync("server", id, """{"memory":16}""");
        var plan = await world.Planning.UndoAsync(world.Ana, change.ChangeSet!.Value, default);
        await world.Planning.ApplyAsync(world.Ana, plan.Id, new ApplyOptions("wrong machine"), default);
        var record = await world.Inventory.GetAsync(world.Ana, "server", id, null, default);
        Assert.Equal(("4", "8"), (record.Fields["cpu"]!.ToJsonString(), record.Fields["memory"]!.ToJsonString()));
    }

    [Fact]
    public async Task A_stale_version_is_refused()
    {
        var id = await world.CreateAsync("server", """{"name":"web-1"}""");
        await world.PatchAsync("server", id, """{"cpu":2}""");
        var draft = new Draft("server") { Id = id, Version = 1, Fields = new JsonObject { ["cpu"] = 3 } };
        var plan = await world.Planning.PlanAsync(world.Ana, Origin.Person(world.Ana), [draft], new PlanOptions(), default);
        var problem = await Assert.ThrowsAsync<Problem>(() => world.Planning.ApplyAsync(world.Ana, plan, new ApplyOptions(), default));
        Assert.Equal(ProblemKind.Stale, problem.Kind);
    }

    [Fact]
    public async Task References_are_resolved_by_name_and_hidden_from_who_may_not_read_the_target()
    {
        var system = await world.CreateAsync("system", """{"name":"Storefront"}""");
        var app = await world.CreateAsync("application", """{"name":"checkout","system":[{"name":"Storefront"}]}""");
        await world.GrantAsync("application", app, new Grant(Subject.User(world.Ana.UserId), Level.Admin), new Grant(Subject.User(world.Ben.UserId), Level.Read));

        var mine = await world.Inventory.GetAsync(world.Ana, "application", app, null, default);
        Assert.Equal("Storefront", (string?)mine.Fields["system"]![0]!["name"]);
        var theirs = await world.Inventory.GetAsync(world.Ben, "application", app, null, default);
        Assert.Equal($$"""{"id":"{{system}}","hidden":true}""", theirs.Fields["system"]![0]!.ToJsonString());
        Assert.Equal(1, (await world.Inventory.LinksAsync(world.Ben, app, default)).Hidden);
    }

    [Fact]
    public async Task A_retired_record_is_listed_as_retired_and_restored()
    {
        var id = await world.CreateAsync("client", """{"name":"Acme"}""");
        await world.ApplyAsync(new Draft("client") { Id = id, Action = DraftAction.Retire });
        Assert.Empty((await world.Inventory.ListAsync(world.Ana, new Query { Kind = "client" }, default)).Rows);
        Assert.Single((await world.Inventory.ListAsync(world.Ana, new Query { Kind = "client", Active = false }, default)).Rows);
        await world.ApplyAsync(new Draft("client") { Id = id, Action = DraftAction.Restore });
        Assert.Single((await world.Inventory.ListAsync(world.Ana, new Query { Kind = "client" }, default)).Rows);
    }

    private static Draft Draft(string kind, string json) => new(kind) { Fields = (JsonObject)JsonNode.Parse(json)! };
}

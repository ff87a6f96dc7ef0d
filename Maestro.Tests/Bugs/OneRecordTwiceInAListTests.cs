using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Tests.Support;

namespace Maestro.Tests.Bugs;

/// <summary>Of a record that stood in a plan twice only the first row was asked for the right: a second one could retire or share it.</summary>
public sealed class OneRecordTwiceInAListTests(Postgres postgres)
{
    [Fact]
    public async Task The_highest_level_that_any_row_needs_is_asked_of_all_rows()
    {
        await using var world = await World.StartAsync(postgres);
        var id = await world.CreateAsync("server", """{"name":"twice"}""");
        await world.GrantAsync("server", id, new Grant(Subject.User(world.Ana.UserId), Level.Admin), new Grant(Subject.User(world.Ben.UserId), Level.Write));
        foreach (var second in new[] { new Draft("server") { Id = id, Action = DraftAction.Retire }, new Draft("server") { Id = id, Grants = [new Grant(Subject.User(world.Ben.UserId), Level.Admin)] } })
        {
            Draft[] drafts = [new Draft("server") { Id = id, Fields = new JsonObject { ["cpu"] = 2 } }, second];
            var plan = await world.Planning.PlanAsync(world.Ben, Origin.Person(world.Ben), drafts, new PlanOptions(), default);
            Assert.All(plan.Rows, row => Assert.Equal((PlanAction.Error, ProblemKind.Denied), (row.Action, row.Cause!.Value)));
            Assert.Null((await world.Planning.ApplyAsync(world.Ben, plan, new ApplyOptions(ValidRowsOnly: true), default)).ChangeSet);
        }
        Assert.Equal(RecordState.Present, (await world.Inventory.GetAsync(world.Ana, "server", id, null, default)).State);
        Assert.Equal(2, (await world.Inventory.GrantsAsync(world.Ana, id, default)).Count);
    }

    [Fact]
    public async Task A_plan_in_other_hands_or_after_a_team_was_left_is_asked_again()
    {
        await using var world = await World.StartAsync(postgres);
        var id = await world.CreateAsync("server", """{"name":"handed on"}""");
        var team = world.Ana.Teams[0].TeamId;
        await world.GrantAsync("server", id, new Grant(Subject.User(world.Ana.UserId), Level.Admin), new Grant(Subject.Team(team), Level.Write));
        var member = world.Ben with { Teams = [new Membership(team, "Operations", Level.Write)] };
        var plan = await world.Planning.PlanAsync(member, Origin.Person(member), [new Draft("server") { Id = id, Fields = new JsonObject { ["cpu"] = 2 } }], new PlanOptions(), default);
        var refused = await Assert.ThrowsAsync<Problem>(() => world.Planning.ApplyAsync(world.Ben, plan, new ApplyOptions(), default));
        Assert.Equal(ProblemKind.Denied, refused.Kind);
        Assert.NotNull((await world.Planning.ApplyAsync(member, plan, new ApplyOptions(), default)).ChangeSet);
    }
}

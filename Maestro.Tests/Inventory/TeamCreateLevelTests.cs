using System.Text.Json.Nodes;
using Maestro.Modules.Access;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Tests.Support;
using Microsoft.Extensions.Options;

namespace Maestro.Tests.Inventory;

/// <summary>Which level of membership creates for a team is one setting, and every way to create asks for it.</summary>
public sealed class TeamCreateLevelTests(Postgres postgres) : IAsyncLifetime
{
    private World world = null!;

    public async ValueTask InitializeAsync() => world = await World.StartAsync(postgres);

    public ValueTask DisposeAsync() => world.DisposeAsync();

    private Actor Member(Level level)
    {
        var team = new Membership(Guid.CreateVersion7(), "Makers", level);
        return world.Ben with { Teams = [team], TeamId = team.TeamId };
    }

    private Task<Plan> PlanAsync(Actor actor, Origin origin, bool store = false) =>
        world.Planning.PlanAsync(actor, origin, [new Draft("client") { Fields = new JsonObject { ["name"] = "Acme" }, ExternalId = origin.IsPerson ? null : "acme" }], new PlanOptions { Store = store, Match = !origin.IsPerson }, default);

    private static Origin Source(Actor actor) => new() { Provider = "json", Key = "k", Name = "JSON", Owner = actor.Owner };

    [Theory]
    [InlineData(Level.Read, Level.Read, true)]
    [InlineData(Level.Read, Level.Write, true)]
    [InlineData(Level.Read, Level.Admin, true)]
    [InlineData(Level.Write, Level.Read, false)]
    [InlineData(Level.Write, Level.Write, true)]
    [InlineData(Level.Write, Level.Admin, true)]
    [InlineData(Level.Admin, Level.Read, false)]
    [InlineData(Level.Admin, Level.Write, false)]
    [InlineData(Level.Admin, Level.Admin, true)]
    public async Task Creating_for_a_team_takes_the_level_that_the_setting_names(Level needed, Level membership, bool allowed)
    {
        world.Get<IOptions<AccessOptions>>().Value.TeamCreateLevel = needed;
        var actor = Member(membership);
        foreach (var origin in new[] { Origin.Person(actor), Source(actor) })
        {
            var row = (await PlanAsync(actor, origin)).Rows.Single();
            Assert.Equal(allowed ? (PlanAction.Create, null) : (PlanAction.Error, (ProblemKind?)ProblemKind.Denied), (row.Action, row.Cause));
            if (!allowed)
                Assert.Equal([$"Creating on behalf of Makers takes the level {needed.ToString().ToLowerInvariant()} in that team."], row.Errors[""]);
        }
    }

    [Fact]
    public async Task A_stored_plan_asks_again_when_it_is_applied()
    {
        var actor = Member(Level.Write);
        var plan = await PlanAsync(actor, Source(actor), store: true);
        var lower = actor with { Teams = [actor.Teams[0] with { Level = Level.Read }] };
        Assert.Equal(ProblemKind.Denied, (await Assert.ThrowsAsync<Problem>(() => world.Planning.ApplyAsync(lower, plan.Id, new ApplyOptions(), default))).Kind);
        Assert.NotNull((await world.Planning.ApplyAsync(actor, plan.Id, new ApplyOptions(), default)).ChangeSet);
    }

    [Fact]
    public async Task For_oneself_anybody_creates()
    {
        world.Get<IOptions<AccessOptions>>().Value.TeamCreateLevel = Level.Admin;
        Assert.Equal(PlanAction.Create, (await PlanAsync(world.Ben, Origin.Person(world.Ben))).Rows.Single().Action);
    }
}

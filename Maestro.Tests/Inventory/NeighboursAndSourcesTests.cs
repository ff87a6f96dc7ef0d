using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Tests.Access;
using Maestro.Tests.Support;

namespace Maestro.Tests.Inventory;

/// <summary>What a record hangs on, and who reports, as far as the reader may see it.</summary>
public sealed class NeighboursAndSourcesTests(Postgres postgres) : IAsyncLifetime
{
    private readonly MovableClock clock = new();
    private World world = null!;

    public async ValueTask InitializeAsync() => world = await World.StartAsync(postgres, clock);

    public ValueTask DisposeAsync() => world.DisposeAsync();

    private Task<Guid> SystemAsync(string name, Guid client, Actor? actor = null) => world.CreateAsync("system", $$"""{"name": "{{name}}", "clients": [{"id": "{{client}}"}]}""", actor);

    [Fact]
    public async Task Neighbours_are_counted_whole_and_the_first_are_named()
    {
        var client = await world.CreateAsync("client", """{"name": "Acme"}""");
        foreach (var name in new[] { "Charlie", "Alpha", "Bravo" })
            await SystemAsync(name, client);
        var around = await world.Inventory.NeighboursAsync(world.Ana, client, 2, default);
        var group = Assert.Single(around.Groups);
        Assert.Equal((false, "clients", "system", 3L, 0L), (group.Outgoing, group.Path, group.Kind, group.Count, around.Hidden));
        Assert.Equal(["Alpha", "Bravo"], group.Rows.Select(row => row.Name));

        var system = group.Rows[0].Id;
        var back = Assert.Single((await world.Inventory.NeighboursAsync(world.Ana, system, 2, default)).Groups);
        Assert.Equal((true, "clients", "client", 1L, "Acme"), (back.Outgoing, back.Path, back.Kind, back.Count, back.Rows.Single().Name));
        Assert.NotEqual(group.Relation, back.Relation);
    }

    [Fact]
    public async Task Neighbours_that_may_not_be_read_are_a_number_and_retired_ones_are_not_there()
    {
        var client = await world.CreateAsync("client", """{"name": "Acme"}""");
        await world.GrantAsync("client", client, new Grant(Subject.User(world.Ana.UserId), Level.Admin), new Grant(Subject.User(world.Ben.UserId), Level.Read));
        await SystemAsync("Mine", client);
        await SystemAsync("Hidden 1", client, world.Ben);
        await SystemAsync("Hidden 2", client, world.Ben);
        var gone = await SystemAsync("Retired", client);
        await world.ApplyAsync(new Draft("system") { Id = gone, Action = DraftAction.Retire });
        var around = await world.Inventory.NeighboursAsync(world.Ana, client, 10, default);
        Assert.Equal(["Mine"], around.Groups.Single().Rows.Select(row => row.Name));
        Assert.Equal((1L, 2L), (around.Groups.Single().Count, around.Hidden));
        Assert.Equal(ProblemKind.Missing, (await Assert.ThrowsAsync<Problem>(() => world.Inventory.NeighboursAsync(world.Ben with { UserId = Guid.CreateVersion7() }, client, 10, default))).Kind);
    }

    private Origin Origin(string provider, string name, Actor actor) => new() { Provider = provider, Key = name, Name = name, Owner = actor.Owner };

    private static Draft Client(string name) => new("client") { ExternalId = name, Fields = new JsonObject { ["name"] = name } };

    [Fact]
    public async Task Sources_are_those_that_see_a_readable_record_the_latest_first()
    {
        await world.ImportAsync(Origin("terraform", "Terraform", world.Ana), [Client("A"), Client("B")]);
        clock.Pass(TimeSpan.FromHours(1));
        await world.ImportAsync(Origin("ansible", "Ansible", world.Ana), [Client("C")]);
        await world.ImportAsync(Origin("json", "Ben's file", world.Ben), [Client("D")], world.Ben);
        var sources = world.Get<ISources>();
        var seen = await sources.ListAsync(world.Ana, 10, default);
        Assert.Equal([("Ansible", "ansible", 1L), ("Terraform", "terraform", 2L)], seen.Select(one => (one.Name, one.Provider, one.Records)));
        Assert.Equal(clock.GetUtcNow(), seen[0].LastSeen);
        Assert.Equal(TimeSpan.FromHours(1), seen[0].LastSeen - seen[1].LastSeen);
        Assert.Equal(["Ansible"], (await sources.ListAsync(world.Ana, 1, default)).Select(one => one.Name));
        Assert.Equal(["Ben's file"], (await sources.ListAsync(world.Ben, 10, default)).Select(one => one.Name));
        Assert.Equal(3, (await sources.ListAsync(world.Admin, 10, default)).Count);
    }

    [Fact]
    public async Task A_source_whose_records_are_retired_is_none_any_more()
    {
        var (_, applied) = await world.ImportAsync(Origin("json", "File", world.Ana), [Client("A")]);
        await world.ApplyAsync(new Draft("client") { Id = applied.Ids[0], Action = DraftAction.Retire });
        Assert.Empty(await world.Get<ISources>().ListAsync(world.Ana, 10, default));
    }
}

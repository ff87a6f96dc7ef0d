using System.Text.Json.Nodes;
using Maestro.Modules.Access;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Tests.Support;
using static Maestro.Tests.Access.AccessWorld;

namespace Maestro.Tests.Access;

/// <summary>When a team or a person goes, somebody gets the records (W-18: ownerless records, entries that nobody answers for).</summary>
public sealed class HandingOverTests(Postgres postgres)
{
    [Fact]
    public async Task A_team_goes_only_when_somebody_gets_its_records_and_they_move_as_one_change_set()
    {
        await using var world = await World.StartAsync(postgres);
        var (root, ana, ben) = await PeopleAsync(world);
        var team = await world.Get<ITeams>().CreateAsync(ana, new JsonObject { ["name"] = "Ops" }, Cancel);
        ana = await FreshAsync(world, ana) with { TeamId = team.Id };
        var first = await world.CreateAsync("system", """{"name": "Billing"}""", ana);
        var retired = await world.CreateAsync("system", """{"name": "Old"}""", ana);
        await world.ApplyAsync(new Draft("system") { Id = retired, Action = DraftAction.Retire }, ana);
        var own = await world.CreateAsync("system", """{"name": "Mine"}""", ana with { TeamId = null });
        Assert.Equal(2, await world.Get<ITeams>().CountRecordsAsync(ana, team.Id, Cancel));
        var refused = await ProblemOf(() => world.Get<ITeams>().DeleteAsync(ana, team.Id, Cancel));
        Assert.Equal((ProblemKind.Conflict, "2 records would be left without an owner or administrator. Say who gets them."), (refused.Kind, refused.Message));
        await world.Get<ITeams>().DeleteAsync(ana, team.Id, Subject.User(ben.UserId), Cancel);
        var record = await world.Inventory.GetAsync(ben, "system", first, null, Cancel);
        Assert.Equal((Subject.User(ben.UserId), Level.Admin), (record.Owner, record.Level));
        Assert.Equal([Subject.User(ben.UserId)], (await world.Inventory.GrantsAsync(ben, first, Cancel)).Select(grant => grant.Subject));
        Assert.Equal((Subject.User(ben.UserId), RecordState.Deleted), await world.Inventory.GetAsync(ben, "system", retired, null, Cancel) is var old ? (old.Owner, old.State) : default);
        ana = await FreshAsync(world, ana);
        Assert.Equal(ProblemKind.Missing, (await ProblemOf(() => world.Inventory.GetAsync(ana, "system", first, null, Cancel))).Kind);
        Assert.Equal(Subject.User(ana.UserId), (await world.Inventory.GetAsync(ana, "system", own, null, Cancel)).Owner);
        Assert.Equal(ProblemKind.Missing, (await ProblemOf(() => world.Get<ITeams>().GetAsync(ana, team.Id, Cancel))).Kind);
        Assert.NotNull(root);
    }

    [Fact]
    public async Task Handing_over_can_be_taken_back()
    {
        await using var world = await World.StartAsync(postgres);
        var (root, ana, ben) = await PeopleAsync(world);
        var team = await world.Get<ITeams>().CreateAsync(root, new JsonObject { ["name"] = "Ops" }, Cancel);
        var id = await world.CreateAsync("system", """{"name": "Billing"}""", ana);
        await world.Get<IEstate>().HandOverAsync(ana, Subject.User(ana.UserId), Subject.User(ben.UserId), Cancel);
        Assert.Equal(Subject.User(ben.UserId), (await world.Inventory.GetAsync(root, "system", id, null, Cancel)).Owner);
        await using var command = world.Database.Source.CreateCommand("select id, title from audit.change_sets order by at desc, id desc limit 1");
        await using var rows = await command.ExecuteReaderAsync(Cancel);
        Assert.True(await rows.ReadAsync(Cancel));
        Assert.Equal("Handed over from Ana to Ben", rows.GetString(1));
        var undo = await world.Planning.UndoAsync(root, rows.GetGuid(0), Cancel);
        await world.Planning.ApplyAsync(root, undo.Id, new ApplyOptions(), Cancel);
        var back = await world.Inventory.GetAsync(root, "system", id, null, Cancel);
        Assert.Equal(Subject.User(ana.UserId), back.Owner);
        Assert.Equal([Subject.User(ana.UserId)], (await world.Inventory.GrantsAsync(root, id, Cancel)).Select(grant => grant.Subject));
        Assert.NotEqual(Guid.Empty, team.Id);
    }

    [Fact]
    public async Task An_heir_must_be_there_and_what_has_other_administrators_keeps_them()
    {
        await using var world = await World.StartAsync(postgres);
        var (root, ana, ben) = await PeopleAsync(world);
        var team = await world.Get<ITeams>().CreateAsync(ana, new JsonObject { ["name"] = "Ops" }, Cancel);
        ana = await FreshAsync(world, ana);
        var shared = await world.CreateAsync("system", """{"name": "Shared"}""", ana);
        await world.ApplyAsync(new Draft("system") { Id = shared, Grants = [new(Subject.User(ana.UserId), Level.Admin), new(Subject.Team(team.Id), Level.Admin)] }, ana);
        Assert.Equal(0, await world.Get<ITeams>().CountRecordsAsync(ana, team.Id, Cancel));
        foreach (var heir in new[] { Subject.User(Guid.NewGuid()), Subject.Team(team.Id), new Subject("everyone", ben.UserId) })
            Assert.Equal(["records_to"], (await ProblemOf(() => world.Get<ITeams>().DeleteAsync(ana, team.Id, heir, Cancel))).Errors.Keys);
        await world.Get<ITeams>().DeleteAsync(ana, team.Id, Cancel);
        Assert.Equal(Level.Admin, (await world.Inventory.GetAsync(ana, "system", shared, null, Cancel)).Level);
        Assert.NotNull(root);
    }

    [Fact]
    public async Task An_account_ends_with_its_data_and_its_records_go_to_who_was_named()
    {
        await using var world = await World.StartAsync(postgres);
        var (root, ana, ben) = await PeopleAsync(world);
        var people = world.Get<IPeople>();
        await people.ChangeProfileAsync(ana, new JsonObject { ["phone"] = "+55 11 5555", ["full_name"] = "Ana Souza" }, Cancel);
        var id = await world.CreateAsync("system", """{"name": "Billing"}""", ana);
        Assert.Equal(1, await people.CountRecordsAsync(ana, Cancel));
        Assert.Equal(["current_password"], (await ProblemOf(() => people.DeleteOwnAsync(ana, "wrong", Subject.User(ben.UserId), Cancel))).Errors.Keys);
        Assert.Equal(["records_to"], (await ProblemOf(() => people.DeleteOwnAsync(ana, Password, null, Cancel))).Errors.Keys);
        var session = await world.Get<ITokens>().SignInAsync("ana@example.org", Password, From("10.5.0.1"), Cancel);
        await people.DeleteOwnAsync(ana, Password, Subject.User(ben.UserId), Cancel);
        Assert.Null(await world.Get<IAccess>().ActorAsync(session.Text, null, Cancel));
        Assert.Equal(ProblemKind.SignedOut, (await ProblemOf(() => world.Get<ITokens>().SignInAsync("ana@example.org", Password, From("10.5.0.1"), Cancel))).Kind);
        var left = (await people.GetAsync(root, ana.UserId, Cancel)).Profile!;
        Assert.Equal(("Ana", false, null, null, $"deleted-{ana.UserId:N}@invalid"), (left.Name, left.Active, left.Phone, left.FullName, left.Email));
        Assert.Equal(Subject.User(ben.UserId), (await world.Inventory.GetAsync(ben, "system", id, null, Cancel)).Owner);
        // The address is free again.
        Assert.NotNull(await people.CreateAsync(root, Fields("Ana"), Cancel));
    }

    [Fact]
    public async Task The_last_administrator_stays_and_no_team_is_left_headless()
    {
        await using var world = await World.StartAsync(postgres);
        var (root, ana, ben) = await PeopleAsync(world);
        Assert.Equal("Maestro needs at least one active administrator.", (await ProblemOf(() => world.Get<IPeople>().DeleteOwnAsync(root, Password, null, Cancel))).Message);
        var team = await world.Get<ITeams>().CreateAsync(ana, new JsonObject { ["name"] = "Ops" }, Cancel);
        await world.Get<ITeams>().SetMembersAsync(ana, team.Id, new Dictionary<Guid, Level> { [ana.UserId] = Level.Admin, [ben.UserId] = Level.Read }, Cancel);
        Assert.Equal("You are the only administrator of Ops. Make somebody else one, or delete the team.", (await ProblemOf(() => world.Get<IPeople>().DeleteOwnAsync(ana, Password, null, Cancel))).Message);
    }

    [Fact]
    public async Task A_team_is_given_away_by_its_owner_to_a_member()
    {
        await using var world = await World.StartAsync(postgres);
        var (root, ana, ben) = await PeopleAsync(world);
        var teams = world.Get<ITeams>();
        var team = await teams.CreateAsync(ana, new JsonObject { ["name"] = "Ops" }, Cancel);
        Assert.Equal(["to"], (await ProblemOf(() => teams.TransferAsync(ana, team.Id, ben.UserId, Cancel))).Errors.Keys);
        await teams.SetMembersAsync(ana, team.Id, new Dictionary<Guid, Level> { [ana.UserId] = Level.Admin, [ben.UserId] = Level.Read }, Cancel);
        ben = await FreshAsync(world, ben);
        Assert.Equal(ProblemKind.Denied, (await ProblemOf(() => teams.TransferAsync(ben, team.Id, ben.UserId, Cancel))).Kind);
        var given = await teams.TransferAsync(ana, team.Id, ben.UserId, Cancel);
        Assert.Equal((ben.UserId, Level.Admin), (given.Owner, given.Members.Single(member => member.Id == ben.UserId).Level));
        Assert.Equal(ProblemKind.Denied, (await ProblemOf(() => teams.TransferAsync(ana, team.Id, ana.UserId, Cancel))).Kind);
        Assert.Equal(ana.UserId, (await teams.TransferAsync(root, team.Id, ana.UserId, Cancel)).Owner);
    }

    private static async Task<(Actor Root, Actor Ana, Actor Ben)> PeopleAsync(World world)
    {
        var people = world.Get<IPeople>();
        var ids = new List<Guid>();
        foreach (var name in new[] { "Root", "Ana", "Ben" })
            ids.Add((await people.CreateAsync(Actor.System("test"), Fields(name, admin: name == "Root"), Cancel)).Id);
        var actors = new List<Actor>();
        foreach (var id in ids)
            actors.Add((await world.Get<IAccess>().ActorOfAsync(id, null, Cancel))!);
        return (actors[0], actors[1], actors[2]);
    }

    private static async Task<Actor> FreshAsync(World world, Actor actor) => (await world.Get<IAccess>().ActorOfAsync(actor.UserId, null, Cancel))!;
}

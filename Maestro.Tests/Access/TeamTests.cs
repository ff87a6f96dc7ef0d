using System.Text.Json.Nodes;
using Maestro.Modules.Access.Grants;
using Maestro.Modules.Kernel;
using static Maestro.Tests.Access.AccessWorld;

namespace Maestro.Tests.Access;

/// <summary>Teams, their members, and what membership gives.</summary>
public sealed class TeamTests(AccessWorld world) : IClassFixture<AccessWorld>
{
    [Fact]
    public async Task The_creator_is_the_first_member_at_level_admin()
    {
        var ana = await world.APersonAsync("Ana");
        var team = await world.Teams.CreateAsync(ana, new JsonObject { ["name"] = "Ops", ["url"] = "https://example.org" }, Cancel);
        Assert.Equal((ana.UserId, Level.Admin), (Assert.Single(team.Members).Id, team.Members[0].Level));
        Assert.Equal((ana.UserId, Level.Admin, "https://example.org"), (team.Owner, team.Level, team.Url));
    }

    [Fact]
    public async Task A_stranger_neither_finds_nor_touches_a_team()
    {
        var bea = await world.APersonAsync("Bea");
        var stranger = await world.APersonAsync("Stranger");
        var team = await world.ATeamAsync("Hidden", bea);
        Assert.Empty((await world.Teams.ListAsync(stranger, "hidden", 50, 0, Cancel)).Rows);
        Assert.Equal(ProblemKind.Missing, (await ProblemOf(() => world.Teams.GetAsync(stranger, team.Id, Cancel))).Kind);
        Assert.Equal(ProblemKind.Missing, (await ProblemOf(() => world.Teams.ChangeAsync(stranger, team.Id, new JsonObject { ["name"] = "Mine" }, Cancel))).Kind);
        Assert.Equal(ProblemKind.Missing, (await ProblemOf(() => world.Teams.DeleteAsync(stranger, team.Id, Cancel))).Kind);
        Assert.Equal(ProblemKind.Missing, (await ProblemOf(() => world.Teams.LeaveAsync(stranger, team.Id, Cancel))).Kind);
        Assert.Equal(ProblemKind.Missing, (await ProblemOf(() => world.Teams.SetMembersAsync(stranger, team.Id, new Dictionary<Guid, Level> { [stranger.UserId] = Level.Admin }, Cancel))).Kind);
    }

    [Theory]
    [InlineData(Level.Read, false, false)]
    [InlineData(Level.Write, true, false)]
    [InlineData(Level.Admin, true, true)]
    public async Task A_member_does_with_the_team_what_the_level_says(Level level, bool edits, bool manages)
    {
        var owner = await world.APersonAsync($"Owner {level}");
        var member = await world.APersonAsync($"Member {level}");
        var team = await world.ATeamAsync($"Team {level}", owner, (member, level));
        Assert.Equal(level, (await world.Teams.GetAsync(member, team.Id, Cancel)).Level);
        var members = team.Members.ToDictionary(row => row.Id, row => row.Level);
        Assert.Equal(edits, await Record.ExceptionAsync(() => world.Teams.ChangeAsync(member, team.Id, new JsonObject { ["email"] = "t@example.org" }, Cancel)) is null);
        Assert.Equal(manages, await Record.ExceptionAsync(() => world.Teams.SetMembersAsync(member, team.Id, members, Cancel)) is null);
        Assert.Equal(manages, await Record.ExceptionAsync(() => world.Teams.DeleteAsync(member, team.Id, Cancel)) is null);
    }

    [Theory]
    [InlineData(Level.Admin, Level.Read, Level.Read)]
    [InlineData(Level.Read, Level.Admin, Level.Read)]
    [InlineData(Level.Write, Level.Admin, Level.Write)]
    [InlineData(Level.Admin, Level.Admin, Level.Admin)]
    public async Task A_grant_to_a_team_gives_the_lower_of_grant_and_membership(Level grant, Level membership, Level effective)
    {
        var member = await world.APersonAsync($"Cap {grant} {membership}");
        var team = await world.ATeamAsync("Caps", world.Root, (member, membership));
        Assert.Equal(effective, (await world.NowAsync(member)).Through(Subject.Team(team.Id), grant));
    }

    [Fact]
    public async Task Whoever_is_removed_from_a_team_has_nothing_through_it_at_once()
    {
        var ex = await world.APersonAsync("Ex");
        var team = await world.ATeamAsync("Former", world.Root, (ex, Level.Admin));
        var session = await world.Tokens.SignInAsync("ex@example.org", Password, From("10.0.0.1"), Cancel);
        Assert.Equal(Level.Admin, (await world.Access.ActorAsync(session.Text, null, Cancel))!.Through(Subject.Team(team.Id), Level.Admin));
        await world.Teams.SetMembersAsync(world.Root, team.Id, new Dictionary<Guid, Level> { [world.Root.UserId] = Level.Admin }, Cancel);
        var now = (await world.Access.ActorAsync(session.Text, null, Cancel))!;
        Assert.Equal(Level.None, now.Through(Subject.Team(team.Id), Level.Admin));
        Assert.DoesNotContain(team.Id, now.SubjectIds);
        Assert.Equal(ProblemKind.Denied, (await ProblemOf(() => world.Access.ActorAsync(session.Text, team.Id, Cancel))).Kind);
    }

    [Fact]
    public async Task A_team_keeps_at_least_one_administrator()
    {
        var solo = await world.APersonAsync("Solo");
        var mate = await world.APersonAsync("Mate");
        var team = await world.ATeamAsync("Two", solo, (mate, Level.Write));
        Assert.Equal(ProblemKind.Conflict, (await ProblemOf(() => world.Teams.LeaveAsync(solo, team.Id, Cancel))).Kind);
        var without = new Dictionary<Guid, Level> { [solo.UserId] = Level.Write, [mate.UserId] = Level.Write };
        Assert.Equal(ProblemKind.Conflict, (await ProblemOf(() => world.Teams.SetMembersAsync(solo, team.Id, without, Cancel))).Kind);
        await world.Teams.LeaveAsync(mate, team.Id, Cancel);
        Assert.Equal(solo.UserId, Assert.Single((await world.Teams.GetAsync(solo, team.Id, Cancel)).Members).Id);
    }

    [Fact]
    public async Task Of_two_administrators_who_leave_at_once_one_stays()
    {
        var one = await world.APersonAsync("One");
        var two = await world.APersonAsync("Two");
        var team = await world.ATeamAsync("Race", one, (two, Level.Admin));
        var failures = await Task.WhenAll(
            Record.ExceptionAsync(() => world.Teams.LeaveAsync(one, team.Id, Cancel)).AsTask(),
            Record.ExceptionAsync(() => world.Teams.LeaveAsync(two, team.Id, Cancel)).AsTask());
        Assert.Single(failures, failure => failure is Problem { Kind: ProblemKind.Conflict });
        Assert.Single((await world.Teams.GetAsync(world.Root, team.Id, Cancel)).Members);
    }

    [Fact]
    public async Task Members_are_active_users()
    {
        var gone = await world.APersonAsync("Gone");
        await world.People.DeactivateAsync(world.Root, gone.UserId, Cancel);
        var team = await world.ATeamAsync("Alive", world.Root);
        var members = new Dictionary<Guid, Level> { [world.Root.UserId] = Level.Admin, [gone.UserId] = Level.Read, [Guid.NewGuid()] = Level.Read };
        var problem = await ProblemOf(() => world.Teams.SetMembersAsync(world.Root, team.Id, members, Cancel));
        Assert.Equal(2, problem.Errors["members"].Length);
    }

    [Fact]
    public async Task A_team_that_alone_administers_a_record_is_not_deleted()
    {
        var boss = await world.APersonAsync("Boss");
        var team = await world.ATeamAsync("Keeper", boss);
        var record = Guid.CreateVersion7();
        await GrantAsync(record, Subject.Team(team.Id), Level.Admin);
        await GrantAsync(record, Subject.User(world.Root.UserId), Level.Write);
        var problem = await ProblemOf(() => world.Teams.DeleteAsync(boss, team.Id, Cancel));
        Assert.Equal((ProblemKind.Conflict, true), (problem.Kind, problem.Message.Contains("1 records", StringComparison.Ordinal)));
        await GrantAsync(record, Subject.User(boss.UserId), Level.Admin);
        await world.Teams.DeleteAsync(boss, team.Id, Cancel);
    }

    [Fact]
    public async Task A_deleted_team_is_gone_for_its_members_and_still_has_a_name_in_history()
    {
        var cid = await world.APersonAsync("Cid");
        var team = await world.ATeamAsync("Old guard", cid);
        await world.Teams.DeleteAsync(cid, team.Id, Cancel);
        Assert.Equal(ProblemKind.Missing, (await ProblemOf(() => world.Teams.GetAsync(cid, team.Id, Cancel))).Kind);
        Assert.Empty((await world.NowAsync(cid)).Teams);
        Assert.Equal("Old guard", (await world.Access.NamesAsync([team.Id], Cancel))[team.Id]);
        Assert.Equal([Subject.Team(team.Id)], await world.Access.UnknownSubjectsAsync([Subject.Team(team.Id), Subject.User(cid.UserId)], Cancel));
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("ftp://example.org")]
    [InlineData("example.org")]
    public async Task A_web_address_is_http_or_https(string url)
    {
        var problem = await ProblemOf(() => world.Teams.CreateAsync(world.Root, new JsonObject { ["name"] = "Links", ["url"] = url }, Cancel));
        Assert.Equal(["url"], problem.Errors.Keys);
    }

    [Fact]
    public async Task Creating_for_a_team_takes_the_level_write_in_it()
    {
        var low = await world.APersonAsync("Low");
        var high = await world.APersonAsync("High");
        var team = await world.ATeamAsync("Makers", world.Root, (low, Level.Read), (high, Level.Write));
        var reader = (await world.Access.ActorOfAsync(low.UserId, team.Id, Cancel))!;
        Assert.Throws<Problem>(() => world.Access.DemandCreate(reader));
        world.Access.DemandCreate((await world.Access.ActorOfAsync(high.UserId, team.Id, Cancel))!);
        world.Access.DemandCreate(reader with { TeamId = null });
    }

    [Fact]
    public async Task Whom_a_grant_can_be_given_to_are_people_and_ones_own_teams()
    {
        var fay = await world.APersonAsync("Findme Fay");
        await world.ATeamAsync("Findme Own", fay);
        await world.ATeamAsync("Findme Foreign", world.Root);
        var found = await world.Access.FindSubjectsAsync(await world.NowAsync(fay), "findme", 10, Cancel);
        Assert.Equal([("user", "Findme Fay"), ("team", "Findme Own")], found.Select(row => (row.Subject.Type, row.Name)));
    }

    private async Task GrantAsync(Guid record, Subject to, Level level)
    {
        await using var db = world.Databases.Open(Actor.System("test"));
        db.Add(new GrantRow { RecordId = record, SubjectType = to.Type, SubjectId = to.Id, Level = (short)level });
        await db.SaveChangesAsync(Cancel);
    }
}

using Maestro.Modules.Access;
using Maestro.Modules.Access.Accounts;
using Maestro.Modules.Kernel;
using Microsoft.EntityFrameworkCore;
using static Maestro.Tests.Access.AccessWorld;

namespace Maestro.Tests.Access;

/// <summary>Invitations: by mail or link, once, for a while, never for more than who invites may give.</summary>
public sealed class InvitationTests : IClassFixture<AccessWorld>
{
    private readonly AccessWorld world;

    public InvitationTests(AccessWorld world)
    {
        this.world = world;
        world.Postbox.On = true;
    }

    [Fact]
    public async Task By_mail_it_makes_an_account_of_that_address_and_a_member()
    {
        var (ana, team) = await ATeamAsync("Ana");
        var made = await world.Invitations.CreateAsync(ana, team.Id, "New.One@example.org", Level.Write, Cancel);
        Assert.True(made.Mailed);
        var letter = world.Postbox.To("New.One@example.org");
        Assert.Equal(($"Ana invites you to the team {team.Name}", $"https://maestro.example.org/ops/join?token={made.Token}"), (letter.Subject, letter.Url));
        var found = await world.Invitations.FindAsync(made.Token, Cancel);
        Assert.Equal((team.Name, "new.one@example.org", Level.Write, "Ana"), (found!.TeamName, found.Email, found.Level, found.By));
        var other = await ProblemOf(() => world.Accounts.RegisterAsync(Newcomer("other@example.org", made.Token), From("10.4.0.1"), Cancel));
        Assert.Equal(["email"], other.Errors.Keys);
        var session = await world.Accounts.RegisterAsync(Newcomer("new.one@example.org", made.Token), From("10.4.0.1"), Cancel);
        var actor = await world.Access.ActorAsync(session!.Text, null, Cancel);
        Assert.Equal((team.Id, Level.Write), (actor!.Teams.Single().TeamId, actor.Teams.Single().Level));
        Assert.Null(await world.Invitations.FindAsync(made.Token, Cancel));
        Assert.Empty(await world.Invitations.ListAsync(ana, team.Id, Cancel));
    }

    [Fact]
    public async Task By_link_a_newcomer_confirms_the_address_first()
    {
        var (ana, team) = await ATeamAsync("Bea");
        var made = await world.Invitations.CreateAsync(ana, team.Id, null, Level.Read, Cancel);
        Assert.False(made.Mailed);
        Assert.Null(await world.Accounts.RegisterAsync(Newcomer("by.link@example.org", made.Token), From("10.4.0.2"), Cancel));
        Assert.NotNull(await world.Invitations.FindAsync(made.Token, Cancel));
        var session = await world.Accounts.ConfirmAsync(world.Postbox.TokenTo("by.link@example.org"), Password, From("10.4.0.2"), Cancel);
        Assert.Equal(team.Id, (await world.Access.ActorAsync(session.Text, null, Cancel))!.Teams.Single().TeamId);
    }

    [Fact]
    public async Task Somebody_with_an_account_accepts_once_and_never_falls_in_level()
    {
        var (ana, team) = await ATeamAsync("Cid");
        var bob = await world.APersonAsync("Cids Bob");
        var write = await world.Invitations.CreateAsync(ana, team.Id, null, Level.Write, Cancel);
        await world.Invitations.AcceptAsync(bob, write.Token, Cancel);
        Assert.Equal(Level.Write, (await world.NowAsync(bob)).Teams.Single().Level);
        Assert.Equal(ProblemKind.Invalid, (await ProblemOf(() => world.Invitations.AcceptAsync(bob, write.Token, Cancel))).Kind);
        var read = await world.Invitations.CreateAsync(ana, team.Id, null, Level.Read, Cancel);
        await world.Invitations.AcceptAsync(bob, read.Token, Cancel);
        Assert.Equal(Level.Write, (await world.NowAsync(bob)).Teams.Single().Level);
    }

    [Fact]
    public async Task One_for_an_address_is_nobody_elses()
    {
        var (ana, team) = await ATeamAsync("Dea");
        var bob = await world.APersonAsync("Deas Bob");
        var made = await world.Invitations.CreateAsync(ana, team.Id, "somebody@example.org", Level.Admin, Cancel);
        Assert.Equal(ProblemKind.Denied, (await ProblemOf(() => world.Invitations.AcceptAsync(bob, made.Token, Cancel))).Kind);
    }

    [Fact]
    public async Task It_ends_after_seven_days_when_taken_back_and_with_the_right_of_who_invited()
    {
        var (ana, team) = await ATeamAsync("Eli");
        var bob = await world.APersonAsync("Elis Bob");
        var old = await world.Invitations.CreateAsync(ana, team.Id, null, Level.Read, Cancel);
        world.Clock.Pass(TimeSpan.FromDays(7));
        Assert.Null(await world.Invitations.FindAsync(old.Token, Cancel));
        var back = await world.Invitations.CreateAsync(ana, team.Id, null, Level.Read, Cancel);
        Assert.Equal(ProblemKind.Missing, (await ProblemOf(() => world.Invitations.RevokeAsync(bob, back.Invitation.Id, Cancel))).Kind);
        await world.Invitations.RevokeAsync(ana, back.Invitation.Id, Cancel);
        Assert.Equal(ProblemKind.Invalid, (await ProblemOf(() => world.Invitations.AcceptAsync(bob, back.Token, Cancel))).Kind);
        var orphan = await world.Invitations.CreateAsync(ana, team.Id, null, Level.Admin, Cancel);
        await world.People.DeactivateAsync(world.Root, ana.UserId, Cancel);
        Assert.Equal(ProblemKind.Invalid, (await ProblemOf(() => world.Invitations.AcceptAsync(bob, orphan.Token, Cancel))).Kind);
    }

    [Fact]
    public async Task Only_administrators_of_the_team_invite_into_it_and_of_Maestro_into_Maestro()
    {
        var (ana, team) = await ATeamAsync("Fio");
        var bob = await world.APersonAsync("Fios Bob");
        Assert.Equal(ProblemKind.Missing, (await ProblemOf(() => world.Invitations.CreateAsync(bob, team.Id, null, Level.Read, Cancel))).Kind);
        await world.Teams.SetMembersAsync(ana, team.Id, new Dictionary<Guid, Level> { [ana.UserId] = Level.Admin, [bob.UserId] = Level.Write }, Cancel);
        bob = await world.NowAsync(bob);
        Assert.Equal(ProblemKind.Denied, (await ProblemOf(() => world.Invitations.CreateAsync(bob, team.Id, null, Level.Read, Cancel))).Kind);
        Assert.Equal(ProblemKind.Denied, (await ProblemOf(() => world.Invitations.ListAsync(bob, team.Id, Cancel))).Kind);
        Assert.Equal(ProblemKind.Denied, (await ProblemOf(() => world.Invitations.CreateAsync(ana, null, "x@example.org", Level.None, Cancel))).Kind);
        Assert.Equal(ProblemKind.Denied, (await ProblemOf(() => world.Invitations.CreateAsync(ana with { MayWrite = false }, team.Id, null, Level.Read, Cancel))).Kind);
        var made = await world.Invitations.CreateAsync(world.Root, null, "into.maestro@example.org", Level.None, Cancel);
        var session = await world.Accounts.RegisterAsync(Newcomer("into.maestro@example.org", made.Token), From("10.4.0.6"), Cancel);
        Assert.Empty((await world.Access.ActorAsync(session!.Text, null, Cancel))!.Teams);
    }

    [Fact]
    public async Task Only_a_digest_is_stored()
    {
        var (ana, team) = await ATeamAsync("Gil");
        var made = await world.Invitations.CreateAsync(ana, team.Id, null, Level.Read, Cancel);
        await using var db = world.Databases.Open(Actor.System("test"));
        Assert.Equal(OneTimeLinks.HashOf(made.Token), (await db.Set<InvitationRow>().SingleAsync(row => row.Id == made.Invitation.Id, Cancel)).Hash);
    }

    private async Task<(Actor Admin, Team Team)> ATeamAsync(string admin)
    {
        var person = await world.APersonAsync(admin);
        var team = await world.ATeamAsync($"{admin}s team", person);
        return (await world.NowAsync(person), team);
    }

    private static NewAccount Newcomer(string email, string token) => new("New", email, Password, "en", token);
}

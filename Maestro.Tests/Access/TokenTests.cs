using System.Text.Json;
using Maestro.Modules.Access;
using Maestro.Modules.Access.SignIn;
using Maestro.Modules.Kernel;
using Microsoft.EntityFrameworkCore;
using static Maestro.Tests.Access.AccessWorld;

namespace Maestro.Tests.Access;

/// <summary>Sessions and personal API tokens.</summary>
public sealed class TokenTests(AccessWorld world) : IClassFixture<AccessWorld>
{
    [Fact]
    public async Task The_text_of_a_token_is_shown_once_and_only_a_digest_is_stored()
    {
        var ana = await world.APersonAsync("Ana");
        var issued = await world.Tokens.CreateAsync(ana, "backup", "read", null, Cancel);
        Assert.Matches("^mst_[a-z0-9]{10}_[A-Za-z0-9_-]{43}$", issued.Text);
        await using var db = world.Databases.Open(ana);
        var row = await db.Set<TokenRow>().SingleAsync(token => token.Id == issued.Token.Id, Cancel);
        Assert.DoesNotContain(issued.Text[^43..], JsonSerializer.Serialize(row), StringComparison.Ordinal);
        Assert.Equal(32, row.Hash.Length);
        Assert.Equal(issued.Token.Id, Assert.Single(await world.Tokens.ListAsync(ana, TokenKind.Api, Cancel)).Id);
    }

    [Theory]
    [InlineData("read", false, false)]
    [InlineData("write", true, false)]
    [InlineData("admin", true, true)]
    public async Task An_administrators_token_may_do_what_its_scope_says(string scope, bool mayWrite, bool isAdmin)
    {
        var issued = await world.Tokens.CreateAsync(world.Root, scope, scope, null, Cancel);
        var actor = await world.Access.ActorAsync(issued.Text, null, Cancel);
        Assert.Equal((mayWrite, isAdmin), (actor!.MayWrite, actor.IsAdmin));
    }

    [Fact]
    public async Task The_scope_admin_is_for_administrators_only()
    {
        var bob = await world.APersonAsync("Bob");
        var problem = await ProblemOf(() => world.Tokens.CreateAsync(bob, "mine", "admin", null, Cancel));
        Assert.Equal(["admin is for administrators only."], problem.Errors["scope"]);
    }

    [Fact]
    public async Task A_token_of_somebody_who_is_no_administrator_any_more_is_no_administrators_token()
    {
        var ada = await world.APersonAsync("Ada", admin: true);
        var issued = await world.Tokens.CreateAsync(ada, "all", "admin", null, Cancel);
        Assert.True((await world.Access.ActorAsync(issued.Text, null, Cancel))!.IsAdmin);
        await world.People.ChangeAsync(world.Root, ada.UserId, new() { ["is_admin"] = false }, Cancel);
        Assert.False((await world.Access.ActorAsync(issued.Text, null, Cancel))!.IsAdmin);
    }

    [Fact]
    public async Task A_revoked_token_stops_working_at_once()
    {
        var carl = await world.APersonAsync("Carl");
        var issued = await world.Tokens.CreateAsync(carl, "short", "write", null, Cancel);
        Assert.NotNull(await world.Access.ActorAsync(issued.Text, null, Cancel));
        await world.Tokens.RevokeAsync(carl, TokenKind.Api, issued.Token.Id, Cancel);
        Assert.Null(await world.Access.ActorAsync(issued.Text, null, Cancel));
        Assert.Empty(await world.Tokens.ListAsync(carl, TokenKind.Api, Cancel));
    }

    [Fact]
    public async Task Nobody_revokes_the_token_of_somebody_else()
    {
        var dan = await world.APersonAsync("Dan");
        var issued = await world.Tokens.CreateAsync(dan, "mine", "read", null, Cancel);
        var problem = await ProblemOf(() => world.Tokens.RevokeAsync(world.Root, TokenKind.Api, issued.Token.Id, Cancel));
        Assert.Equal(ProblemKind.Missing, problem.Kind);
        Assert.NotNull(await world.Access.ActorAsync(issued.Text, null, Cancel));
    }

    [Fact]
    public async Task Tokens_and_sessions_expire()
    {
        var elsa = await world.APersonAsync("Elsa");
        var token = await world.Tokens.CreateAsync(elsa, "day", "read", world.Clock.GetUtcNow().AddDays(1), Cancel);
        var session = await world.Tokens.SignInAsync("elsa@example.org", Password, From("10.0.0.1"), Cancel);
        world.Clock.Pass(TimeSpan.FromDays(1));
        Assert.Null(await world.Access.ActorAsync(token.Text, null, Cancel));
        Assert.NotNull(await world.Access.ActorAsync(session.Text, null, Cancel));
        world.Clock.Pass(TimeSpan.FromDays(13));
        Assert.Null(await world.Access.ActorAsync(session.Text, null, Cancel));
    }

    [Fact]
    public async Task A_token_cannot_outlive_the_longest_life()
    {
        var fred = await world.APersonAsync("Fred");
        var now = world.Clock.GetUtcNow();
        Assert.Contains("expires_at", (await ProblemOf(() => world.Tokens.CreateAsync(fred, "x", "read", now.AddDays(366), Cancel))).Errors.Keys);
        Assert.Contains("expires_at", (await ProblemOf(() => world.Tokens.CreateAsync(fred, "x", "read", now, Cancel))).Errors.Keys);
        Assert.Equal(now.AddDays(365), (await world.Tokens.CreateAsync(fred, "x", "read", null, Cancel)).Token.ExpiresAt);
    }

    [Theory]
    [InlineData("")]
    [InlineData("mst_")]
    [InlineData("mst_aaaaaaaaaa_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("mst_aaaaaaaaaa_!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!")]
    [InlineData("eyJhbGciOiJub25lIn0.e30.")]
    public async Task What_is_no_token_recognizes_nobody(string text) =>
        Assert.Null(await world.Access.ActorAsync(text, null, Cancel));

    [Fact]
    public async Task The_right_prefix_with_another_secret_recognizes_nobody()
    {
        var issued = await world.Tokens.CreateAsync(world.Root, "real", "read", null, Cancel);
        var forged = issued.Text[..15] + TokenText.Make().Text[15..];
        Assert.Null(await world.Access.ActorAsync(forged, null, Cancel));
    }

    [Fact]
    public async Task A_session_acts_for_the_team_chosen_in_it_until_the_person_leaves_the_team()
    {
        var gina = await world.APersonAsync("Gina");
        var team = await world.ATeamAsync("Ops", world.Root, (gina, Level.Write));
        var session = await world.Tokens.SignInAsync("gina@example.org", Password, From("10.0.0.1"), Cancel);
        gina = await world.NowAsync(gina);
        await world.Tokens.ActForAsync(gina, session.Token.Id, team.Id, Cancel);
        Assert.Equal(Subject.Team(team.Id), (await world.Access.ActorOfSessionAsync(session.Token.Id, Cancel))!.Owner);
        await world.Teams.LeaveAsync(gina, team.Id, Cancel);
        Assert.Equal(Subject.User(gina.UserId), (await world.Access.ActorOfSessionAsync(session.Token.Id, Cancel))!.Owner);
        Assert.Equal(ProblemKind.Denied, (await ProblemOf(async () => await world.Tokens.ActForAsync(await world.NowAsync(gina), session.Token.Id, team.Id, Cancel))).Kind);
    }
}

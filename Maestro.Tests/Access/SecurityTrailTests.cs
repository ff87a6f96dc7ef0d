using System.Text.Json.Nodes;
using Maestro.Modules.Access;
using Maestro.Modules.Access.Trail;
using Maestro.Modules.Kernel;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Maestro.Tests.Access;

/// <summary>Who signed in, and who changed people, teams and tokens, is written down once and for good.</summary>
public sealed class SecurityTrailTests(AccessWorld world) : IClassFixture<AccessWorld>
{
    private static CancellationToken Cancel => AccessWorld.Cancel;

    private async Task<IReadOnlyList<SecurityEvent>> AboutAsync(Guid? target = null, Guid? actor = null, string? action = null) =>
        (await world.Trail.ListAsync(world.Root, new SecurityQuery { Target = target, Actor = actor, Action = action, Limit = 100 }, Cancel)).Rows;

    private async Task<SecurityEvent> OneAsync(string action, Guid target) => Assert.Single(await AboutAsync(target, action: action));

    [Fact]
    public async Task Signing_in_is_noted_with_who_and_from_where_and_so_is_a_wrong_password()
    {
        var ana = await world.APersonAsync("Ana Trail");
        var email = (await world.People.GetAsync(world.Root, ana.UserId, Cancel)).Email!;
        await world.Tokens.SignInAsync(email, AccessWorld.Password, null, new Caller("192.0.2.7", "test"), Cancel);
        await Assert.ThrowsAsync<Problem>(() => world.Tokens.SignInAsync(email, "wrong password", null, new Caller("192.0.2.8", null), Cancel));

        var good = Assert.Single(await AboutAsync(actor: ana.UserId, action: "sign_in"));
        Assert.Equal(("Ana Trail", "192.0.2.7", true), (good.ActorName, good.Address, good.Succeeded));
        var bad = await OneAsync("sign_in", ana.UserId);
        Assert.Equal((null, "", "192.0.2.8", false, "Ana Trail"), (bad.ActorId, bad.ActorName, bad.Address, bad.Succeeded, bad.TargetName));
    }

    [Fact]
    public async Task What_is_typed_in_place_of_an_address_is_not_kept()
    {
        await Assert.ThrowsAsync<Problem>(() => world.Tokens.SignInAsync("my secret phrase", "x", null, new Caller("192.0.2.9", null), Cancel));
        await Assert.ThrowsAsync<Problem>(() => world.Tokens.SignInAsync("nobody@example.org", "x", null, new Caller("192.0.2.9", null), Cancel));
        var tried = (await world.Trail.ListAsync(world.Root, new SecurityQuery { Address = "192.0.2.9" }, Cancel)).Rows;
        Assert.Equal([null, "nobody@example.org"], tried.Select(one => one.TargetName).Order(StringComparer.Ordinal));
        Assert.All(tried, one => Assert.False(one.Succeeded));
    }

    [Fact]
    public async Task A_person_is_created_changed_and_deactivated_with_what_changed_and_without_the_password()
    {
        var person = await world.People.CreateAsync(world.Root with { Address = "192.0.2.1" }, new JsonObject { ["name"] = "Bea", ["email"] = "bea.trail@example.org", ["password"] = AccessWorld.Password }, Cancel);
        await world.People.ChangeAsync(world.Root, person.Id, new JsonObject { ["is_admin"] = true, ["password"] = "another secret phrase", ["city"] = "Recife" }, Cancel);
        await world.People.DeactivateAsync(world.Root, person.Id, Cancel);

        var created = await OneAsync("user.create", person.Id);
        Assert.Equal(("Root", "192.0.2.1", "Bea"), (created.ActorName, created.Address, created.TargetName));
        Assert.Equal("""{"email":"bea.trail@example.org","is_admin":false}""", created.Detail.ToJsonString());
        var changed = (await AboutAsync(person.Id, action: "user.change")).Select(one => one.Detail.ToJsonString()).ToList();
        Assert.Equal(2, changed.Count);
        Assert.Contains("""{"fields":{"city":"changed","is_admin":{"after":true,"before":false},"password":"changed"}}""", changed);
        Assert.Contains("""{"fields":{"active":{"after":false,"before":true}}}""", changed);
    }

    [Fact]
    public async Task Matters_of_taste_leave_no_trace_and_a_new_name_does()
    {
        var actor = await world.APersonAsync("Cara");
        await world.People.ChangeProfileAsync(actor, new JsonObject { ["theme"] = "dark" }, Cancel);
        Assert.Empty(await AboutAsync(actor.UserId, action: "user.change"));
        await world.People.ChangeProfileAsync(actor, new JsonObject { ["name"] = "Clara" }, Cancel);
        Assert.Equal("""{"fields":{"name":{"after":"Clara","before":"Cara"}}}""", (await OneAsync("user.change", actor.UserId)).Detail.ToJsonString());
    }

    [Fact]
    public async Task A_password_is_changed_or_not()
    {
        var actor = await world.APersonAsync("Dora");
        await Assert.ThrowsAsync<Problem>(() => world.People.ChangePasswordAsync(actor, "not mine at all", "a new secret phrase", null, Cancel));
        await world.People.ChangePasswordAsync(actor, AccessWorld.Password, "a new secret phrase", null, Cancel);
        var events = await AboutAsync(actor.UserId, action: "password");
        Assert.Equal([false, true], events.Select(one => one.Succeeded).Order());
        Assert.All(events, one => Assert.DoesNotContain("phrase", one.Detail.ToJsonString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_team_leaves_its_whole_life()
    {
        var (eve, fay) = (await world.APersonAsync("Eve"), await world.APersonAsync("Fay"));
        var team = await world.Teams.CreateAsync(eve, new JsonObject { ["name"] = "Trail" }, Cancel);
        await world.Teams.ChangeAsync(eve, team.Id, new JsonObject { ["name"] = "Trails" }, Cancel);
        await world.Teams.SetMembersAsync(eve, team.Id, new Dictionary<Guid, Level> { [eve.UserId] = Level.Admin, [fay.UserId] = Level.Write }, Cancel);
        await world.Teams.LeaveAsync(fay, team.Id, Cancel);
        await world.Teams.DeleteAsync(eve, team.Id, Cancel);
        Assert.Equal(["team.change", "team.create", "team.delete", "team.leave", "team.members"], (await AboutAsync(team.Id)).Select(one => one.Action).Order(StringComparer.Ordinal));
        Assert.Equal($$"""{"members":[{"id":"{{fay.UserId}}","name":"Fay","after":"write","before":null}]}""", (await OneAsync("team.members", team.Id)).Detail.ToJsonString());
        Assert.Equal(5, (await AboutAsync(team.Id, action: "team")).Count);
    }

    [Fact]
    public async Task A_token_is_made_and_revoked_and_its_text_stays_out()
    {
        var actor = await world.APersonAsync("Gil");
        var issued = await world.Tokens.CreateAsync(actor, "backup", "write", null, Cancel);
        await world.Tokens.RevokeAsync(actor, TokenKind.Api, issued.Token.Id, Cancel);
        var created = await OneAsync("token.create", issued.Token.Id);
        Assert.Equal(("backup", "write"), (created.TargetName, (string?)created.Detail["scope"]));
        Assert.DoesNotContain(issued.Text, created.Detail.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("Gil", (await OneAsync("token.revoke", issued.Token.Id)).ActorName);
    }

    [Fact]
    public async Task Signing_out_is_told_from_ending_a_session()
    {
        var actor = await world.APersonAsync("Hal");
        var (one, two) = (await world.Tokens.StartSessionAsync(actor.UserId, new Caller("192.0.2.2", null), Cancel), await world.Tokens.StartSessionAsync(actor.UserId, new Caller("192.0.2.2", null), Cancel));
        var inside = (await world.Access.ActorOfSessionAsync(one.Token.Id, Cancel))!;
        await world.Tokens.RevokeAsync(inside, TokenKind.Session, two.Token.Id, Cancel);
        await world.Tokens.SignOutAsync(inside, one.Token.Id, Cancel);
        Assert.Equal("192.0.2.2", (await OneAsync("session.revoke", two.Token.Id)).Address);
        Assert.Equal("Hal", (await OneAsync("sign_out", one.Token.Id)).ActorName);
    }

    [Fact]
    public async Task The_first_administrator_is_the_first_line() =>
        Assert.Equal(("first run", "Root"), (await OneAsync("user.create", world.Root.UserId)) is var first ? (first.ActorName, first.TargetName!) : default);

    [Fact]
    public async Task Only_administrators_read_it()
    {
        var actor = await world.APersonAsync("Ida");
        Assert.Equal(ProblemKind.Denied, (await Assert.ThrowsAsync<Problem>(() => world.Trail.ListAsync(actor, new SecurityQuery(), Cancel))).Kind);
    }

    [Fact]
    public async Task The_database_refuses_to_change_or_delete_a_line()
    {
        await using var db = world.Databases.Open(world.Root);
        await Assert.ThrowsAsync<PostgresException>(() => db.Set<SecurityEventRow>().ExecuteDeleteAsync(Cancel));
        await Assert.ThrowsAsync<PostgresException>(() => db.Set<SecurityEventRow>().ExecuteUpdateAsync(set => set.SetProperty(row => row.Action, "nothing"), Cancel));
    }

    [Fact]
    public async Task Lines_are_read_page_by_page_newest_first_and_by_words()
    {
        var actor = await world.APersonAsync("Jon Unmistakable");
        for (var at = 0; at < 3; at++)
        {
            world.Clock.Pass(TimeSpan.FromSeconds(1));
            await world.Tokens.CreateAsync(actor, $"t{at}", "read", null, Cancel);
        }

        var names = new List<string?>();
        var query = new SecurityQuery { Limit = 2, Actor = actor.UserId, Words = "unmistak" };
        for (var page = await world.Trail.ListAsync(world.Root, query, Cancel); ; page = await world.Trail.ListAsync(world.Root, query with { Cursor = page.Next }, Cancel))
        {
            names.AddRange(page.Rows.Select(row => row.TargetName));
            if (page.Next is null)
                break;
        }

        Assert.Equal(["t2", "t1", "t0"], names);
    }
}

using System.Text.Json.Nodes;
using Maestro.Modules.Access;
using Maestro.Modules.Kernel;
using static Maestro.Tests.Access.AccessWorld;

namespace Maestro.Tests.Access;

/// <summary>Accounts: who may see, create and change them.</summary>
public sealed class PeopleTests(AccessWorld world) : IClassFixture<AccessWorld>
{
    [Fact]
    public async Task Others_see_id_and_name_only()
    {
        var ana = await world.APersonAsync("Ana");
        var stranger = await world.APersonAsync("Stranger");
        Assert.Equal(new Person(ana.UserId, "Ana", null, null, null), await world.People.GetAsync(stranger, ana.UserId, Cancel));
    }

    [Fact]
    public async Task Team_mates_see_each_others_mail_until_one_leaves()
    {
        var bea = await world.APersonAsync("Bea");
        var ben = await world.APersonAsync("Ben");
        var team = await world.ATeamAsync("Pair", bea, (ben, Level.Read));
        Assert.Equal("bea@example.org", (await world.People.GetAsync(await world.NowAsync(ben), bea.UserId, Cancel)).Email);
        await world.Teams.LeaveAsync(await world.NowAsync(ben), team.Id, Cancel);
        Assert.Null((await world.People.GetAsync(await world.NowAsync(ben), bea.UserId, Cancel)).Email);
    }

    [Fact]
    public async Task Whoever_knows_the_whole_mail_finds_the_person_by_it_and_part_of_it_finds_nobody()
    {
        var cleo = await world.APersonAsync("Cleo Patra");
        var other = await world.APersonAsync("Other");
        var found = await world.People.ListAsync(other, "CLEO.patra@example.org", 50, 0, Cancel);
        Assert.Equal(new Person(cleo.UserId, "Cleo Patra", "cleo.patra@example.org", null, null), Assert.Single(found.Rows));
        Assert.Empty((await world.People.ListAsync(other, "cleo.patra", 50, 0, Cancel)).Rows);
        Assert.Null(Assert.Single((await world.People.ListAsync(other, "patra cleo", 50, 0, Cancel)).Rows).Email);
    }

    [Fact]
    public async Task Wildcards_in_a_search_are_plain_characters()
    {
        await world.APersonAsync("Percy");
        Assert.Empty((await world.People.ListAsync(world.Root, "Per%y", 50, 0, Cancel)).Rows);
        Assert.Empty((await world.People.ListAsync(world.Root, "Perc_", 50, 0, Cancel)).Rows);
        Assert.Single((await world.People.ListAsync(world.Root, "PERCY", 50, 0, Cancel)).Rows);
    }

    [Fact]
    public async Task Only_administrators_create_and_change_users()
    {
        var dan = await world.APersonAsync("Dan");
        Assert.Equal(ProblemKind.Denied, (await ProblemOf(() => world.People.CreateAsync(dan, Fields("Sneaky"), Cancel))).Kind);
        Assert.Equal(ProblemKind.Denied, (await ProblemOf(() => world.People.ChangeAsync(dan, dan.UserId, new JsonObject { ["is_admin"] = true }, Cancel))).Kind);
        Assert.Equal(ProblemKind.Denied, (await ProblemOf(() => world.People.DeactivateAsync(dan, world.Root.UserId, Cancel))).Kind);
    }

    [Fact]
    public async Task Nobody_makes_themselves_administrator_through_their_profile()
    {
        var eve = await world.APersonAsync("Eve");
        var profile = await world.People.ChangeProfileAsync(eve, new JsonObject { ["is_admin"] = true, ["active"] = false, ["job"] = "SRE" }, Cancel);
        Assert.Equal((false, true, "SRE"), (profile.IsAdmin, profile.Active, profile.Job));
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_a_new_user_is_said_at_once()
    {
        var fields = new JsonObject { ["name"] = "", ["email"] = "nonsense", ["password"] = "short", ["language"] = "xx", ["shoe_size"] = 42 };
        var problem = await ProblemOf(() => world.People.CreateAsync(world.Root, fields, Cancel));
        Assert.Equal(ProblemKind.Invalid, problem.Kind);
        Assert.Equal(["email", "language", "name", "password", "shoe_size"], problem.Errors.Keys.Order());
    }

    [Theory]
    [InlineData(9, false)]
    [InlineData(10, true)]
    [InlineData(256, true)]
    [InlineData(257, false)]
    public async Task A_password_has_10_to_256_characters(int length, bool accepted)
    {
        var fields = Fields($"Length {length}");
        fields["password"] = new string('x', length);
        var failure = await Record.ExceptionAsync(() => world.People.CreateAsync(world.Root, fields, Cancel));
        Assert.Equal(accepted, failure is null);
    }

    [Fact]
    public async Task Two_people_cannot_have_one_mail_whatever_its_case()
    {
        await world.APersonAsync("Fay");
        var fields = Fields("Fay Two");
        fields["email"] = "FAY@example.org";
        var problem = await ProblemOf(() => world.People.CreateAsync(world.Root, fields, Cancel));
        Assert.Equal((ProblemKind.Conflict, "email"), (problem.Kind, Assert.Single(problem.Errors.Keys)));
    }

    [Fact]
    public async Task Sending_ones_own_mail_unchanged_is_no_change_of_mail()
    {
        var gil = await world.APersonAsync("Gil");
        var profile = await world.People.ChangeProfileAsync(gil, new JsonObject { ["email"] = "gil@example.org", ["city"] = "Recife" }, Cancel);
        Assert.Equal("Recife", profile.City);
    }

    [Fact]
    public async Task A_new_mail_needs_the_current_password()
    {
        var hal = await world.APersonAsync("Hal");
        var without = await ProblemOf(() => world.People.ChangeProfileAsync(hal, new JsonObject { ["email"] = "thief@example.org" }, Cancel));
        Assert.Equal(["current_password"], without.Errors.Keys);
        var profile = await world.People.ChangeProfileAsync(hal, new JsonObject { ["email"] = "hal2@example.org", ["current_password"] = Password }, Cancel);
        Assert.Equal("hal2@example.org", profile.Email);
    }

    [Fact]
    public async Task A_new_password_needs_the_current_one_and_ends_the_other_sessions()
    {
        var ida = await world.APersonAsync("Ida");
        var here = await world.Tokens.SignInAsync("ida@example.org", Password, From("10.0.0.1"), Cancel);
        var there = await world.Tokens.SignInAsync("ida@example.org", Password, From("10.0.0.2"), Cancel);
        Assert.NotNull(await world.Access.ActorAsync(there.Text, null, Cancel));
        var wrong = await ProblemOf(() => world.People.ChangePasswordAsync(ida, "not my password", "a brand new one", here.Token.Id, Cancel));
        Assert.Equal(["current_password"], wrong.Errors.Keys);
        await world.People.ChangePasswordAsync(ida, Password, "a brand new one", here.Token.Id, Cancel);
        Assert.NotNull(await world.Access.ActorAsync(here.Text, null, Cancel));
        Assert.Null(await world.Access.ActorAsync(there.Text, null, Cancel));
        Assert.NotNull(await world.Tokens.SignInAsync("ida@example.org", "a brand new one", From("10.0.0.1"), Cancel));
    }

    [Fact]
    public async Task Whoever_finds_a_session_open_gets_five_guesses_at_its_password()
    {
        var guessed = await world.APersonAsync("Guessed");
        foreach (var _ in Enumerable.Range(0, 5))
            Assert.Equal(ProblemKind.Invalid, (await ProblemOf(() => world.People.ChangePasswordAsync(guessed, "a wrong guess", "a brand new one", null, Cancel))).Kind);
        Assert.Equal(ProblemKind.TooMany, (await ProblemOf(() => world.People.ChangePasswordAsync(guessed, Password, "a brand new one", null, Cancel))).Kind);
        Assert.Equal(ProblemKind.TooMany, (await ProblemOf(() => world.People.ChangeProfileAsync(guessed, new JsonObject { ["email"] = "x@example.org", ["current_password"] = Password }, Cancel))).Kind);
    }

    [Fact]
    public async Task A_password_set_by_an_administrator_ends_every_session_of_that_person()
    {
        var jan = await world.APersonAsync("Jan");
        var session = await world.Tokens.SignInAsync("jan@example.org", Password, From("10.0.0.1"), Cancel);
        await world.People.ChangeAsync(world.Root, jan.UserId, new JsonObject { ["password"] = "set by somebody" }, Cancel);
        Assert.Null(await world.Access.ActorAsync(session.Text, null, Cancel));
    }

    [Fact]
    public async Task The_last_active_administrator_stays()
    {
        var problem = await ProblemOf(() => world.People.DeactivateAsync(world.Root, world.Root.UserId, Cancel));
        Assert.Equal(ProblemKind.Conflict, problem.Kind);
        problem = await ProblemOf(() => world.People.ChangeAsync(world.Root, world.Root.UserId, new JsonObject { ["is_admin"] = false }, Cancel));
        Assert.Equal(ProblemKind.Conflict, problem.Kind);
        Assert.True((await world.NowAsync(world.Root)).IsAdmin);
    }

    [Fact]
    public async Task A_change_leaves_alone_what_it_does_not_name()
    {
        var kim = await world.APersonAsync("Kim");
        await world.People.ChangeProfileAsync(kim, new JsonObject { ["theme"] = "dark", ["accent"] = "gold", ["phone"] = "+55 81 5555" }, Cancel);
        var profile = await world.People.ChangeProfileAsync(kim, new JsonObject { ["time_zone"] = "America/Recife", ["phone"] = null }, Cancel);
        Assert.Equal(("dark", "gold", "America/Recife", null), (profile.Theme, profile.Accent, profile.TimeZone, profile.Phone));
    }

    [Fact]
    public async Task A_token_that_may_only_read_changes_nothing()
    {
        var reader = (await world.APersonAsync("Reader")) with { MayWrite = false };
        Assert.Equal(ProblemKind.Denied, (await ProblemOf(() => world.People.ChangeProfileAsync(reader, new JsonObject { ["job"] = "x" }, Cancel))).Kind);
        Assert.Equal(ProblemKind.Denied, (await ProblemOf(() => world.People.ChangePasswordAsync(reader, Password, "a brand new one", null, Cancel))).Kind);
        Assert.Equal(ProblemKind.Denied, (await ProblemOf(() => world.Tokens.CreateAsync(reader, "x", "read", null, Cancel))).Kind);
        Assert.Equal(ProblemKind.Denied, (await ProblemOf(() => world.Teams.CreateAsync(reader, new JsonObject { ["name"] = "x" }, Cancel))).Kind);
        Assert.Equal(ProblemKind.Denied, (await ProblemOf(() => world.People.CreateAsync(world.Root with { MayWrite = false }, Fields("New"), Cancel))).Kind);
    }

    [Fact]
    public async Task People_page_and_count()
    {
        foreach (var n in Enumerable.Range(1, 3))
            await world.APersonAsync($"Paged {n}");
        var page = await world.People.ListAsync(world.Root, "paged", 2, 1, Cancel);
        Assert.Equal((3L, true), (page.Count!.Value, page.CountExact));
        Assert.Equal(["Paged 2", "Paged 3"], page.Rows.Select(person => person.Name));
    }
}

using System.Text.Json.Nodes;
using Maestro.Modules.Access;
using Maestro.Modules.Kernel;
using Maestro.Tests.Support;
using static Maestro.Tests.Access.AccessWorld;

namespace Maestro.Tests.Access;

/// <summary>Who may make an account, and how an address is proved (W-06, W-07, W-19).</summary>
public sealed class RegistrationTests(Postgres postgres)
{
    [Fact]
    public async Task By_default_nobody_registers_without_an_invitation()
    {
        await using var world = await OpenAsync(null);
        Assert.Equal(Registration.Invite, world.Accounts.Registration);
        Assert.Equal(ProblemKind.Denied, (await ProblemOf(() => world.Accounts.RegisterAsync(An("ana@example.org"), From("10.2.0.1"), Cancel))).Kind);
    }

    [Fact]
    public async Task Switched_off_not_even_an_invitation_makes_an_account()
    {
        await using var world = await OpenAsync("off");
        var invited = await world.Invitations.CreateAsync(world.Root, null, "ana@example.org", Level.None, Cancel);
        Assert.Equal(ProblemKind.Denied, (await ProblemOf(() => world.Accounts.RegisterAsync(An("ana@example.org") with { Invitation = invited.Token }, From("10.2.0.1"), Cancel))).Kind);
    }

    [Fact]
    public async Task Open_without_mail_an_account_is_made_at_once()
    {
        await using var world = await OpenAsync("open");
        world.Postbox.On = false;
        var issued = await world.Accounts.RegisterAsync(An("ana@example.org"), From("10.2.0.1"), Cancel);
        var actor = await world.Access.ActorAsync(issued!.Text, null, Cancel);
        Assert.Equal(("Ana", false), (actor!.Name, actor.IsAdmin));
        Assert.Equal(ProblemKind.Conflict, (await ProblemOf(() => world.Accounts.RegisterAsync(An("ANA@example.org"), From("10.2.0.1"), Cancel))).Kind);
    }

    [Fact]
    public async Task With_mail_the_account_comes_to_be_by_the_link_and_the_password_chosen()
    {
        await using var world = await OpenAsync("open");
        Assert.Null(await world.Accounts.RegisterAsync(An("ana@example.org"), From("10.2.0.1"), Cancel));
        Assert.Equal(ProblemKind.SignedOut, (await ProblemOf(() => world.Tokens.SignInAsync("ana@example.org", Password, From("10.2.0.1"), Cancel))).Kind);
        var token = world.Postbox.TokenTo("ana@example.org");
        Assert.Equal("ana@example.org", await world.Accounts.RegistrationOfAsync(token, Cancel));
        var wrong = await ProblemOf(() => world.Accounts.ConfirmAsync(token, "somebody else's", From("10.2.0.1"), Cancel));
        Assert.Equal("This is not the password you chose.", wrong.Errors["password"][0]);
        var issued = await world.Accounts.ConfirmAsync(token, Password, From("10.2.0.1"), Cancel);
        var profile = await world.People.ProfileAsync((await world.Access.ActorAsync(issued.Text, null, Cancel))!, Cancel);
        Assert.Equal((true, "pt-BR", "ana@example.org"), (profile.Confirmed, profile.Language, profile.Email));
        Assert.Equal(ProblemKind.Invalid, (await ProblemOf(() => world.Accounts.ConfirmAsync(token, Password, From("10.2.0.1"), Cancel))).Kind);
    }

    [Fact]
    public async Task A_known_address_gets_the_same_answer_and_its_owner_a_word()
    {
        await using var world = await OpenAsync("open");
        await world.APersonAsync("Ana");
        Assert.Null(await world.Accounts.RegisterAsync(An("ana@example.org"), From("10.2.0.1"), Cancel));
        Assert.Equal(("You have a Maestro account already", "https://maestro.example.org/ops/sign-in"), (world.Postbox.To("ana@example.org").Subject, world.Postbox.To("ana@example.org").Url));
        Assert.NotNull(await world.Tokens.SignInAsync("ana@example.org", Password, From("10.2.0.1"), Cancel));
    }

    [Fact]
    public async Task Letters_speak_the_language_of_who_gets_them()
    {
        await using var world = await OpenAsync("open");
        await world.Accounts.RegisterAsync(An("ana@example.org"), From("10.2.0.1"), Cancel);
        var letter = world.Postbox.To("ana@example.org");
        Assert.Equal(("Confirme o seu endereço para o Maestro", "Olá, Ana,", "Confirmar o meu endereço"), (letter.Subject, letter.Paragraphs[0], letter.Action));
    }

    [Fact]
    public async Task One_address_registers_five_times_in_a_quarter_of_an_hour_at_most()
    {
        await using var world = await OpenAsync("open");
        foreach (var n in Enumerable.Range(0, 5))
            await world.Accounts.RegisterAsync(An($"user{n}@example.org"), From("10.2.0.1"), Cancel);
        Assert.Equal(ProblemKind.TooMany, (await ProblemOf(() => world.Accounts.RegisterAsync(An("user6@example.org"), From("10.2.0.1"), Cancel))).Kind);
        Assert.Equal(["password"], (await ProblemOf(() => world.Accounts.RegisterAsync(An("user7@example.org") with { Password = "short" }, From("10.2.0.2"), Cancel))).Errors.Keys);
    }

    [Fact]
    public async Task A_new_address_counts_once_it_is_confirmed_and_the_old_one_is_told()
    {
        await using var world = await OpenAsync(null);
        var ana = await world.APersonAsync("Ana");
        var wish = new JsonObject { ["email"] = "ana@new.example", ["current_password"] = Password };
        var asked = await world.People.ChangeProfileAsync(ana, wish, Cancel);
        Assert.Equal(("ana@example.org", "ana@new.example"), (asked.Email, asked.PendingEmail));
        Assert.Contains("ana@new.example", world.Postbox.To("ana@example.org").Paragraphs[1], StringComparison.Ordinal);
        var token = world.Postbox.TokenTo("ana@new.example");
        Assert.Equal("ana@new.example", await world.Accounts.NewEmailOfAsync(token, Cancel));
        await world.Accounts.ConfirmEmailAsync(token, Cancel);
        Assert.NotNull(await world.Tokens.SignInAsync("ana@new.example", Password, From("10.2.0.1"), Cancel));
        var now = await world.People.ProfileAsync(ana, Cancel);
        Assert.Equal(("ana@new.example", null), (now.Email, now.PendingEmail));
        Assert.Equal(ProblemKind.Invalid, (await ProblemOf(() => world.Accounts.ConfirmEmailAsync(token, Cancel))).Kind);
    }

    [Fact]
    public async Task A_new_address_needs_the_password_and_must_be_nobodys()
    {
        await using var world = await OpenAsync(null);
        var ana = await world.APersonAsync("Ana");
        await world.APersonAsync("Bob");
        Assert.Equal(["current_password"], (await ProblemOf(() => world.People.ChangeProfileAsync(ana, new JsonObject { ["email"] = "x@example.org", ["current_password"] = "wrong" }, Cancel))).Errors.Keys);
        Assert.Equal(ProblemKind.Conflict, (await ProblemOf(() => world.People.ChangeProfileAsync(ana, new JsonObject { ["email"] = "BOB@example.org", ["current_password"] = Password }, Cancel))).Kind);
        Assert.Empty(world.Postbox.Letters);
        await world.People.ChangeProfileAsync(ana, new JsonObject { ["email"] = "c@example.org", ["current_password"] = Password }, Cancel);
        await world.APersonAsync("C");
        Assert.Equal(ProblemKind.Conflict, (await ProblemOf(() => world.Accounts.ConfirmEmailAsync(world.Postbox.TokenTo("c@example.org"), Cancel))).Kind);
    }

    private async Task<AccessWorld> OpenAsync(string? registration)
    {
        var world = new AccessWorld(postgres);
        world.Settings["Access:Registration"] = registration;
        world.Postbox.On = true;
        await world.InitializeAsync();
        return world;
    }

    private static NewAccount An(string email) => new("Ana", email, Password, "pt-BR");
}

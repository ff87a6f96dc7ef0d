using System.Text.Json.Nodes;
using Maestro.Modules.Access;
using Maestro.Modules.Access.SingleSignOn;
using Maestro.Modules.Kernel;
using Maestro.Tests.Support;

namespace Maestro.Tests.Access.Sso;

/// <summary>Who may come in when the provider vouches for somebody, as whom, and into which teams.</summary>
public sealed class ArrivalTests(Postgres postgres) : IAsyncLifetime
{
    private static readonly Caller Here = AccessWorld.From("192.0.2.7");
    private readonly AccessWorld world = new(postgres);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => world.InitializeAsync();

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task The_same_person_is_known_by_issuer_and_subject_whatever_the_address_becomes()
    {
        var first = await ComeAsync(Somebody("s-1", "ana@example.org"), new ProviderSettings());
        Assert.Equal(first, await ComeAsync(Somebody("s-1", "ana@new.example"), new ProviderSettings()));
        Assert.NotEqual(first, await ComeAsync(Somebody("s-1", "rui@example.org") with { Issuer = "https://other.example" }, new ProviderSettings()));
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, null)]
    [InlineData(true, false)]
    public async Task An_account_with_the_same_address_is_never_taken_over_silently(bool setting, bool? verified)
    {
        var ana = await world.APersonAsync("Ana");
        var refused = await AccessWorld.ProblemOf(() => ComeAsync(Somebody("s-1", AccessWorld.MailOf("Ana"), verified), new ProviderSettings { LinkByEmail = setting }));
        Assert.Equal(verified == false ? ProblemKind.Denied : ProblemKind.Conflict, refused.Kind);
        Assert.NotNull(await world.Tokens.SignInAsync(AccessWorld.MailOf("Ana"), AccessWorld.Password, Here, Cancel));
        var events = await world.Trail.ListAsync(world.Root, new SecurityQuery { Action = "sign_in", Succeeded = false }, Cancel);
        Assert.Equal("oidc", (string)Assert.Single(events.Rows).Detail["by"]!);
        Assert.NotEqual(Guid.Empty, ana.UserId);
    }

    [Fact]
    public async Task A_verified_address_takes_the_account_over_where_that_is_set_and_whoever_had_its_password_is_out()
    {
        var ana = await world.APersonAsync("Ana");
        var old = await world.Tokens.SignInAsync(AccessWorld.MailOf("Ana"), AccessWorld.Password, Here, Cancel);
        Assert.Equal(ana.UserId, await ComeAsync(Somebody("s-1", "ANA@example.org", true), new ProviderSettings { LinkByEmail = true }));
        Assert.Null(await world.Access.ActorAsync(old.Text, null, Cancel));
        Assert.Equal(ProblemKind.SignedOut, (await AccessWorld.ProblemOf(() => world.Tokens.SignInAsync(AccessWorld.MailOf("Ana"), AccessWorld.Password, Here, Cancel))).Kind);
    }

    [Fact]
    public async Task An_administrator_keeps_the_password_for_the_day_the_provider_fails()
    {
        Assert.Equal(world.Root.UserId, await ComeAsync(Somebody("s-1", "root@example.org", true), new ProviderSettings { LinkByEmail = true }));
        Assert.NotNull(await world.Tokens.SignInAsync("root@example.org", AccessWorld.Password, Here, Cancel));
    }

    [Fact]
    public async Task Whoever_is_switched_off_here_stays_out_whatever_the_provider_says()
    {
        var id = await ComeAsync(Somebody("s-1", "ana@example.org"), new ProviderSettings());
        await world.People.DeactivateAsync(world.Root, id, Cancel);
        Assert.Equal(ProblemKind.Denied, (await AccessWorld.ProblemOf(() => ComeAsync(Somebody("s-1", "ana@example.org"), new ProviderSettings()))).Kind);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("no address", true)]
    [InlineData("ana@example.org", false)]
    public async Task Nobody_gets_an_account_without_a_good_address_or_where_none_are_made(string? email, bool create) =>
        Assert.Equal(ProblemKind.Denied, (await AccessWorld.ProblemOf(() => ComeAsync(Somebody("s-1", email), new ProviderSettings { CreateAccounts = create }))).Kind);

    [Fact]
    public async Task Teams_follow_the_groups_and_what_was_made_by_hand_stays()
    {
        var (ops, net, own) = (await TeamAsync("Operations"), await TeamAsync("Network"), await TeamAsync("By hand"));
        var settings = new ProviderSettings { Teams = [new("ops", ops, Level.Read), new("ops-admins", ops, Level.Write), new("net", net, Level.Read), new("hand", own, Level.Read)] };
        var id = await ComeAsync(Somebody("s-1", "ana@example.org") with { Groups = ["ops", "ops-admins", "net", "unknown"] }, settings);
        await world.Teams.SetMembersAsync(world.Root, own, new Dictionary<Guid, Level> { [world.Root.UserId] = Level.Admin, [id] = Level.Write }, Cancel);
        Assert.Equal([("By hand", Level.Write), ("Network", Level.Read), ("Operations", Level.Write)], await TeamsOfAsync(id));
        await ComeAsync(Somebody("s-1", "ana@example.org") with { Groups = ["ops"] }, settings);
        Assert.Equal([("By hand", Level.Write), ("Operations", Level.Read)], await TeamsOfAsync(id));
        // Moved by hand, it is no longer the provider's to take back.
        await world.Teams.SetMembersAsync(world.Root, ops, new Dictionary<Guid, Level> { [world.Root.UserId] = Level.Admin, [id] = Level.Write }, Cancel);
        await ComeAsync(Somebody("s-1", "ana@example.org") with { Groups = [] }, settings);
        Assert.Equal([("By hand", Level.Write), ("Operations", Level.Write)], await TeamsOfAsync(id));
    }

    [Fact]
    public async Task An_unknown_group_gives_no_team_and_where_one_is_needed_ends_what_was_left()
    {
        var ops = await TeamAsync("Operations");
        var settings = new ProviderSettings { OnlyMapped = true, Teams = [new("ops", ops, Level.Read)] };
        Assert.Equal(ProblemKind.Denied, (await AccessWorld.ProblemOf(() => ComeAsync(Somebody("s-1", "ana@example.org") with { Groups = ["OPS", "unknown"] }, settings))).Kind);
        var id = await ComeAsync(Somebody("s-1", "ana@example.org") with { Groups = ["ops"] }, settings);
        var session = await world.Tokens.StartSessionAsync(id, Here, Cancel);
        await AccessWorld.ProblemOf(() => ComeAsync(Somebody("s-1", "ana@example.org"), settings));
        Assert.Null(await world.Access.ActorAsync(session.Text, null, Cancel));
        Assert.Empty(await TeamsOfAsync(id));
    }

    [Fact]
    public async Task API_tokens_of_somebody_not_seen_for_a_month_rest_until_the_next_sign_in()
    {
        var id = await ComeAsync(Somebody("s-1", "ana@example.org"), new ProviderSettings());
        var token = await world.Tokens.CreateAsync((await world.Access.ActorOfAsync(id, null, Cancel))!, "script", "read", null, Cancel);
        world.Clock.Pass(TimeSpan.FromDays(29));
        Assert.NotNull(await world.Access.ActorAsync(token.Text, null, Cancel));
        world.Clock.Pass(TimeSpan.FromDays(2));
        Assert.Null(await world.Access.ActorAsync(token.Text, null, Cancel));
        await ComeAsync(Somebody("s-1", "ana@example.org"), new ProviderSettings());
        Assert.NotNull(await world.Access.ActorAsync(token.Text, null, Cancel));
    }

    [Fact]
    public async Task A_session_begun_elsewhere_ends_earlier_and_its_fresh_sign_in_is_a_proof_for_five_minutes()
    {
        var id = await ComeAsync(Somebody("s-1", "ana@example.org"), new ProviderSettings());
        var session = (await world.Tokens.AdmitAsync(id, Here, new SessionOrigin("oidc", world.Clock.GetUtcNow(), 12), Cancel)).Session!;
        Assert.Equal(world.Clock.GetUtcNow().AddHours(12), session.Token.ExpiresAt);
        var actor = (await world.Access.ActorAsync(session.Text, null, Cancel))!;
        Assert.NotNull(await world.SecondFactor.BeginAsync(actor, "", Cancel));
        world.Clock.Pass(TimeSpan.FromMinutes(5));
        Assert.True((await AccessWorld.ProblemOf(() => world.SecondFactor.BeginAsync(actor, "", Cancel))).Errors.ContainsKey("current_password"));
        Assert.Equal(ProblemKind.Invalid, (await AccessWorld.ProblemOf(() => world.People.DeleteOwnAsync(actor, "", null, Cancel))).Kind);
        var elsewhere = (await world.Tokens.AdmitAsync(id, Here, new SessionOrigin("oidc", null, 12), Cancel)).Session!;
        await AccessWorld.ProblemOf(async () => await world.SecondFactor.BeginAsync((await world.Access.ActorAsync(elsewhere.Text, null, Cancel))!, "", Cancel));
        Assert.Equal(ProblemKind.Conflict, (await AccessWorld.ProblemOf(() => world.People.ChangePasswordAsync(actor, "", "a very good password", null, Cancel))).Kind);
    }

    [Fact]
    public async Task Forgotten_passwords_are_not_for_people_who_have_none()
    {
        world.Postbox.On = true;
        await ComeAsync(Somebody("s-1", "ana@example.org"), new ProviderSettings());
        await world.Accounts.ForgotPasswordAsync("ana@example.org", Here, Cancel);
        Assert.Empty(world.Postbox.Letters);
    }

    private static Arrival Somebody(string subject, string? email, bool? verified = null) => new(Arrival.Oidc, "https://login.example.org", subject, email, verified, "Ana Silva", [], null);

    private Task<Guid> ComeAsync(Arrival arrival, SourceSettings settings) => world.Arrivals.WelcomeAsync(arrival, settings, Here, Cancel);

    private async Task<Guid> TeamAsync(string name) => (await world.Teams.CreateAsync(world.Root, new JsonObject { ["name"] = name }, Cancel)).Id;

    private async Task<(string, Level)[]> TeamsOfAsync(Guid id) => [.. (await world.Access.ActorOfAsync(id, null, Cancel))!.Teams.Select(team => (team.Name, team.Level))];
}

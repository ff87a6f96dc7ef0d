using System.Text.Json.Nodes;
using Maestro.Modules.Access.SignIn;
using Maestro.Modules.Kernel;
using static Maestro.Tests.Access.AccessWorld;

namespace Maestro.Tests.Access;

/// <summary>Signing in with a password, and the limits of trying.</summary>
public sealed class SignInTests(AccessWorld world) : IClassFixture<AccessWorld>
{
    [Fact]
    public async Task The_right_password_starts_a_session_of_that_person()
    {
        var ana = await world.APersonAsync("Ana");
        var issued = await world.Tokens.SignInAsync("ana@example.org", Password, From("10.0.0.1"), Cancel);
        var actor = await world.Access.ActorAsync(issued.Text, null, Cancel);
        Assert.Equal((ana.UserId, "Ana", false, true), (actor!.UserId, actor.Name, actor.IsAdmin, actor.MayWrite));
    }

    [Fact]
    public async Task The_mail_is_compared_without_regard_to_case_and_spaces()
    {
        await world.APersonAsync("Case");
        var issued = await world.Tokens.SignInAsync("  CASE@Example.ORG ", Password, From("10.0.0.1"), Cancel);
        Assert.NotNull(await world.Access.ActorAsync(issued.Text, null, Cancel));
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_mail_get_the_same_answer()
    {
        await world.APersonAsync("Bob");
        var wrong = await ProblemOf(() => world.Tokens.SignInAsync("bob@example.org", "not the password", From("10.0.0.2"), Cancel));
        var unknown = await ProblemOf(() => world.Tokens.SignInAsync("nobody@example.org", "not the password", From("10.0.0.2"), Cancel));
        Assert.Equal((ProblemKind.SignedOut, wrong.Message), (unknown.Kind, unknown.Message));
        Assert.Equal(ProblemKind.SignedOut, wrong.Kind);
    }

    [Fact]
    public async Task After_five_failures_even_the_right_password_waits_for_the_window_to_pass()
    {
        await world.APersonAsync("Carla");
        await FailAsync("carla@example.org", "10.0.0.3", 5);
        var refused = await ProblemOf(() => world.Tokens.SignInAsync("carla@example.org", Password, From("10.0.0.3"), Cancel));
        Assert.Equal(ProblemKind.TooMany, refused.Kind);
        Assert.Equal(TimeSpan.FromMinutes(15), refused.RetryAfter);
        world.Clock.Pass(TimeSpan.FromMinutes(15));
        Assert.NotNull(await world.Tokens.SignInAsync("carla@example.org", Password, From("10.0.0.3"), Cancel));
    }

    [Fact]
    public async Task Failures_from_one_address_do_not_lock_the_account_for_another()
    {
        await world.APersonAsync("Dora");
        await FailAsync("dora@example.org", "10.0.0.4", 5);
        Assert.NotNull(await world.Tokens.SignInAsync("dora@example.org", Password, From("10.0.0.5"), Cancel));
    }

    [Fact]
    public async Task An_IPv6_network_counts_as_one_address()
    {
        await world.APersonAsync("Six");
        foreach (var host in Enumerable.Range(1, 5))
            await FailAsync("six@example.org", $"2001:db8:1:2::{host}", 1);
        var refused = await ProblemOf(() => world.Tokens.SignInAsync("six@example.org", Password, From("2001:db8:1:2::99"), Cancel));
        Assert.Equal(ProblemKind.TooMany, refused.Kind);
        Assert.Equal("10.1.2.3", SignInLimits.AddressOf("::ffff:10.1.2.3"));
    }

    [Fact]
    public async Task Successes_never_count()
    {
        await world.APersonAsync("Eva");
        foreach (var _ in Enumerable.Range(0, 8))
            Assert.NotNull(await world.Tokens.SignInAsync("eva@example.org", Password, From("10.0.0.6"), Cancel));
    }

    [Fact]
    public async Task A_burst_in_parallel_gets_no_more_than_five_guesses()
    {
        await world.APersonAsync("Fay");
        var kinds = await Task.WhenAll(Enumerable.Range(0, 12).Select(async _ =>
            (await ProblemOf(() => world.Tokens.SignInAsync("fay@example.org", "a wrong guess", From("10.0.0.7"), Cancel))).Kind));
        Assert.Equal(5, kinds.Count(kind => kind == ProblemKind.SignedOut));
        Assert.Equal(7, kinds.Count(kind => kind == ProblemKind.TooMany));
    }

    [Fact]
    public async Task An_address_that_tries_many_accounts_is_refused_after_200_failures()
    {
        await using (var db = world.Databases.Open(Actor.System("test")))
        {
            db.AddRange(Enumerable.Range(0, 200).Select(n => new SignInFailureRow
            {
                Id = Guid.NewGuid(), Account = $"user{n}@example.org", Address = "10.0.0.8", At = world.Clock.GetUtcNow(),
            }));
            await db.SaveChangesAsync(Cancel);
        }
        var refused = await ProblemOf(() => world.Tokens.SignInAsync("one.more@example.org", Password, From("10.0.0.8"), Cancel));
        Assert.Equal(ProblemKind.TooMany, refused.Kind);
    }

    [Fact]
    public async Task A_deactivated_person_is_signed_out_at_once_and_cannot_come_back()
    {
        var gil = await world.APersonAsync("Gil");
        var session = await world.Tokens.SignInAsync("gil@example.org", Password, From("10.0.0.9"), Cancel);
        Assert.NotNull(await world.Access.ActorAsync(session.Text, null, Cancel));
        await world.People.DeactivateAsync(world.Root, gil.UserId, Cancel);
        Assert.Null(await world.Access.ActorAsync(session.Text, null, Cancel));
        Assert.False(await world.Tokens.IsAliveAsync(session.Token.Id, Cancel));
        Assert.Equal(ProblemKind.SignedOut, (await ProblemOf(() => world.Tokens.SignInAsync("gil@example.org", Password, From("10.0.0.9"), Cancel))).Kind);
        await world.People.ChangeAsync(world.Root, gil.UserId, new JsonObject { ["active"] = true }, Cancel);
        Assert.Null(await world.Access.ActorAsync(session.Text, null, Cancel));
    }

    private async Task FailAsync(string email, string address, int times)
    {
        foreach (var _ in Enumerable.Range(0, times))
            Assert.Equal(ProblemKind.SignedOut, (await ProblemOf(() => world.Tokens.SignInAsync(email, "a wrong guess", From(address), Cancel))).Kind);
    }
}

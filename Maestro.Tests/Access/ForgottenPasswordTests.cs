using System.Diagnostics;
using Maestro.Modules.Access;
using Maestro.Modules.Access.Accounts;
using Maestro.Modules.Kernel;
using Microsoft.EntityFrameworkCore;
using static Maestro.Tests.Access.AccessWorld;

namespace Maestro.Tests.Access;

/// <summary>A forgotten password is replaced by a link (W-05: its target was the request's, it never expired, and answers told who has an account).</summary>
public sealed class ForgottenPasswordTests : IClassFixture<AccessWorld>
{
    private const string Next = "an entirely new password";
    private readonly AccessWorld world;

    public ForgottenPasswordTests(AccessWorld world)
    {
        this.world = world;
        world.Postbox.On = true;
    }

    [Fact]
    public async Task The_link_leads_to_the_public_address_sets_the_password_once_and_signs_everybody_out()
    {
        var ana = await world.APersonAsync("Ana");
        var session = await world.Tokens.SignInAsync("ana@example.org", Password, From("10.1.0.1"), Cancel);
        var script = await world.Tokens.CreateAsync(ana, "nightly", "read", null, Cancel);
        await world.Accounts.ForgotPasswordAsync(" ANA@example.org ", From("10.1.0.1"), Cancel);
        var letter = world.Postbox.To("ana@example.org");
        Assert.StartsWith("https://maestro.example.org/ops/reset?token=", letter.Url, StringComparison.Ordinal);
        Assert.Equal(world.Clock.GetUtcNow().AddMinutes(60), letter.Until);
        var token = world.Postbox.TokenTo("ana@example.org");
        Assert.True(await world.Accounts.IsPasswordLinkAsync(token, Cancel));
        await world.Accounts.ResetPasswordAsync(token, Next, Cancel);
        Assert.Null(await world.Access.ActorAsync(session.Text, null, Cancel));
        Assert.Null(await world.Access.ActorAsync(script.Text, null, Cancel));
        Assert.NotNull(await world.Tokens.SignInAsync("ana@example.org", Next, From("10.1.0.1"), Cancel));
        Assert.Equal("Your Maestro password has been changed", world.Postbox.To("ana@example.org").Subject);
        Assert.False(await world.Accounts.IsPasswordLinkAsync(token, Cancel));
        var again = await ProblemOf(() => world.Accounts.ResetPasswordAsync(token, Next, Cancel));
        Assert.Equal((ProblemKind.Invalid, "This link does not work any more. Ask for a new one."), (again.Kind, again.Errors["token"][0]));
    }

    [Fact]
    public async Task The_link_ends_after_an_hour_and_with_the_next_change()
    {
        var bea = await world.APersonAsync("Bea");
        await world.Accounts.ForgotPasswordAsync("bea@example.org", From("10.1.0.2"), Cancel);
        var first = world.Postbox.TokenTo("bea@example.org");
        await world.Accounts.ForgotPasswordAsync("bea@example.org", From("10.1.0.2"), Cancel);
        var second = world.Postbox.TokenTo("bea@example.org");
        Assert.NotEqual(first, second);
        await world.Accounts.ResetPasswordAsync(second, Next, Cancel);
        Assert.False(await world.Accounts.IsPasswordLinkAsync(first, Cancel));
        await world.Accounts.ForgotPasswordAsync("bea@example.org", From("10.1.0.2"), Cancel);
        var third = world.Postbox.TokenTo("bea@example.org");
        await world.People.ChangePasswordAsync(bea, Next, Password, null, Cancel);
        Assert.False(await world.Accounts.IsPasswordLinkAsync(third, Cancel));
        world.Clock.Pass(TimeSpan.FromHours(2));
        await world.Accounts.ForgotPasswordAsync("bea@example.org", From("10.1.0.2"), Cancel);
        var late = world.Postbox.TokenTo("bea@example.org");
        world.Clock.Pass(TimeSpan.FromMinutes(61));
        Assert.Equal(ProblemKind.Invalid, (await ProblemOf(() => world.Accounts.ResetPasswordAsync(late, Next, Cancel))).Kind);
    }

    [Fact]
    public async Task An_unknown_address_gets_the_same_answer_after_as_long_and_no_mail()
    {
        await world.APersonAsync("Cid");
        var before = world.Postbox.Letters.Count;
        var unknown = await TimeAsync("nobody.at.all@example.org");
        Assert.Equal(before, world.Postbox.Letters.Count);
        var known = await TimeAsync("cid@example.org");
        Assert.Equal(before + 1, world.Postbox.Letters.Count);
        Assert.InRange(unknown, 290, 5000);
        Assert.InRange(known, 290, 5000);
    }

    [Fact]
    public async Task Nobody_is_flooded_with_mail_and_nobody_asks_forever()
    {
        await world.APersonAsync("Dea");
        foreach (var n in Enumerable.Range(0, 5))
            await world.Accounts.ForgotPasswordAsync("dea@example.org", From("10.1.0.4"), Cancel);
        Assert.Equal(3, world.Postbox.Letters.Count(letter => letter.To == "dea@example.org"));
        Assert.Equal(ProblemKind.TooMany, (await ProblemOf(() => world.Accounts.ForgotPasswordAsync("dea@example.org", From("10.1.0.4"), Cancel))).Kind);
        Assert.NotNull(await world.Tokens.SignInAsync("dea@example.org", Password, From("10.1.0.4"), Cancel));
    }

    [Fact]
    public async Task Only_a_digest_of_the_link_is_stored()
    {
        await world.APersonAsync("Eli");
        await world.Accounts.ForgotPasswordAsync("eli@example.org", From("10.1.0.5"), Cancel);
        var token = world.Postbox.TokenTo("eli@example.org");
        await using var db = world.Databases.Open(Actor.System("test"));
        var row = await db.Set<OneTimeLinkRow>().SingleAsync(link => link.SentTo == "eli@example.org", Cancel);
        Assert.Equal(OneTimeLinks.HashOf(token), row.Hash);
        Assert.Null(row.Data);
    }

    [Fact]
    public async Task Someone_deactivated_gets_no_link_and_a_bad_password_keeps_the_link_good()
    {
        var fio = await world.APersonAsync("Fio");
        await world.Accounts.ForgotPasswordAsync("fio@example.org", From("10.1.0.6"), Cancel);
        var token = world.Postbox.TokenTo("fio@example.org");
        Assert.Equal(ProblemKind.Invalid, (await ProblemOf(() => world.Accounts.ResetPasswordAsync(token, "short", Cancel))).Kind);
        Assert.True(await world.Accounts.IsPasswordLinkAsync(token, Cancel));
        await world.People.DeactivateAsync(world.Root, fio.UserId, Cancel);
        var before = world.Postbox.Letters.Count;
        await world.Accounts.ForgotPasswordAsync("fio@example.org", From("10.1.0.6"), Cancel);
        Assert.Equal(before, world.Postbox.Letters.Count);
    }

    [Fact]
    public async Task Without_mail_it_says_so_at_once()
    {
        world.Postbox.On = false;
        var refused = await ProblemOf(() => world.Accounts.ForgotPasswordAsync("ana@example.org", From("10.1.0.7"), Cancel));
        Assert.Equal(ProblemKind.Unavailable, refused.Kind);
        Assert.StartsWith("Maestro cannot send mail, so it cannot send a new password.", refused.Message, StringComparison.Ordinal);
    }

    private async Task<double> TimeAsync(string email)
    {
        var clock = Stopwatch.StartNew();
        await world.Accounts.ForgotPasswordAsync(email, From("10.1.0.3"), Cancel);
        return clock.Elapsed.TotalMilliseconds;
    }
}

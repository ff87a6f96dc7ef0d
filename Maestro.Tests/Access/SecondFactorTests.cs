using System.Text;
using Maestro.Modules.Access;
using Maestro.Modules.Access.Factors;
using Maestro.Modules.Kernel;
using Microsoft.EntityFrameworkCore;
using static Maestro.Tests.Access.AccessWorld;

namespace Maestro.Tests.Access;

/// <summary>Signing in with a second factor.</summary>
public sealed class SecondFactorTests(AccessWorld world) : IClassFixture<AccessWorld>
{
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1234567890, "005924")]
    [InlineData(20000000000, "353130")]
    public void Codes_are_those_of_RFC_6238(long seconds, string code) =>
        Assert.Equal(code, Totp.CodeOf(Encoding.ASCII.GetBytes("12345678901234567890"), Totp.StepAt(DateTimeOffset.FromUnixTimeSeconds(seconds))));

    [Fact]
    public void A_secret_is_printed_in_base_32() =>
        Assert.Equal("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", Totp.Print(Encoding.ASCII.GetBytes("12345678901234567890")));

    [Fact]
    public async Task Once_confirmed_the_password_alone_opens_nothing()
    {
        var (ana, secret, codes) = await AProtectedAsync("Ana");
        Assert.Equal(10, codes.Distinct().Count());
        Assert.Equal((true, 10), (await world.SecondFactor.StateAsync(ana, Cancel)) is var state ? (state.On, state.CodesLeft) : default);
        var refused = await ProblemOf(() => world.Tokens.SignInAsync("ana@example.org", Password, From("10.3.0.1"), Cancel));
        Assert.Equal((ProblemKind.SignedOut, true), (refused.Kind, refused.Errors.ContainsKey("code")));
        Assert.Empty((await ProblemOf(() => world.Tokens.SignInAsync("ana@example.org", "a wrong password", Code(secret), From("10.3.0.1"), Cancel))).Errors);
        world.Clock.Pass(TimeSpan.FromSeconds(30));
        Assert.NotNull(await world.Tokens.SignInAsync("ana@example.org", Password, Code(secret), From("10.3.0.1"), Cancel));
    }

    [Fact]
    public async Task A_code_works_once_and_only_about_its_time()
    {
        var (_, secret, _) = await AProtectedAsync("Bea");
        // The code that switched it on is used up too.
        Assert.Equal(ProblemKind.SignedOut, (await ProblemOf(() => SignInAsync("bea", Code(secret)))).Kind);
        world.Clock.Pass(TimeSpan.FromSeconds(30));
        var code = Code(secret);
        Assert.NotNull(await SignInAsync("bea", code));
        Assert.Equal("This code is not right, or was used before.", (await ProblemOf(() => SignInAsync("bea", code))).Message);
        world.Clock.Pass(TimeSpan.FromSeconds(90));
        Assert.Equal(ProblemKind.SignedOut, (await ProblemOf(() => SignInAsync("bea", Code(secret, -90)))).Kind);
        Assert.NotNull(await SignInAsync("bea", $" {Code(secret, 30)[..3]} {Code(secret, 30)[3..]} "));
    }

    [Fact]
    public async Task Of_two_who_use_one_code_at_once_one_comes_in()
    {
        var (_, secret, _) = await AProtectedAsync("Twin");
        world.Clock.Pass(TimeSpan.FromSeconds(30));
        var code = Code(secret);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 3).Select(async _ =>
        {
            try
            {
                return await SignInAsync("twin", code) is not null;
            }
            catch (Problem)
            {
                return false;
            }
        }));
        Assert.Single(outcomes, came => came);
    }

    [Fact]
    public async Task A_recovery_code_works_once_and_is_stored_as_a_digest()
    {
        var (cid, _, codes) = await AProtectedAsync("Cid");
        Assert.NotNull(await SignInAsync("cid", codes[3].ToLowerInvariant()));
        Assert.Equal(ProblemKind.SignedOut, (await ProblemOf(() => SignInAsync("cid", codes[3]))).Kind);
        Assert.Equal(9, (await world.SecondFactor.StateAsync(cid, Cancel)).CodesLeft);
        await using var db = world.Databases.Open(Actor.System("test"));
        Assert.All(await db.Set<RecoveryCodeRow>().Where(row => row.UserId == cid.UserId).ToListAsync(Cancel), row => Assert.Equal(32, row.Hash.Length));
        var stored = (await db.Set<SecondFactorRow>().SingleAsync(row => row.UserId == cid.UserId, Cancel)).Secret;
        Assert.True(stored.Length > 60);
        var renewed = await world.SecondFactor.RenewCodesAsync(cid, Password, Cancel);
        Assert.Equal(ProblemKind.SignedOut, (await ProblemOf(() => SignInAsync("cid", codes[4]))).Kind);
        Assert.NotNull(await SignInAsync("cid", renewed[0]));
    }

    [Fact]
    public async Task Guesses_are_limited_wherever_they_come_from()
    {
        var (_, secret, _) = await AProtectedAsync("Dea");
        foreach (var n in Enumerable.Range(0, 5))
            Assert.Equal(ProblemKind.SignedOut, (await ProblemOf(() => world.Tokens.SignInAsync("dea@example.org", Password, "000000", From($"10.3.1.{n}"), Cancel))).Kind);
        world.Clock.Pass(TimeSpan.FromSeconds(30));
        Assert.Equal(ProblemKind.TooMany, (await ProblemOf(() => world.Tokens.SignInAsync("dea@example.org", Password, Code(secret), From("10.3.2.1"), Cancel))).Kind);
        world.Clock.Pass(TimeSpan.FromMinutes(15));
        Assert.NotNull(await world.Tokens.SignInAsync("dea@example.org", Password, Code(secret), From("10.3.2.1"), Cancel));
    }

    [Fact]
    public async Task The_page_goes_in_two_steps_with_a_ticket_of_five_minutes()
    {
        var (_, secret, _) = await AProtectedAsync("Eli");
        var step = await world.Tokens.BeginSignInAsync("eli@example.org", Password, From("10.3.0.5"), Cancel);
        Assert.Null(step.Session);
        world.Clock.Pass(TimeSpan.FromSeconds(30));
        Assert.NotNull(await world.Tokens.FinishSignInAsync(step.Ticket!, Code(secret), From("10.3.0.5"), Cancel));
        Assert.Equal("That took too long. Sign in again.", (await ProblemOf(() => world.Tokens.FinishSignInAsync("forged", Code(secret), From("10.3.0.5"), Cancel))).Message);
        world.Clock.Pass(TimeSpan.FromMinutes(5));
        Assert.Equal("That took too long. Sign in again.", (await ProblemOf(() => world.Tokens.FinishSignInAsync(step.Ticket!, Code(secret), From("10.3.0.5"), Cancel))).Message);
    }

    [Fact]
    public async Task Setting_up_renewing_and_removing_ask_for_the_password()
    {
        var fio = await world.APersonAsync("Fio");
        Assert.Equal(["current_password"], (await ProblemOf(() => world.SecondFactor.BeginAsync(fio, "wrong", Cancel))).Errors.Keys);
        var enrolment = await world.SecondFactor.BeginAsync(fio, Password, Cancel);
        Assert.Equal($"otpauth://totp/Maestro:fio%40example.org?secret={enrolment.Secret}&issuer=Maestro", enrolment.Uri);
        Assert.StartsWith("M4 4h7v1h-7z", enrolment.Picture, StringComparison.Ordinal);
        Assert.Equal(["code"], (await ProblemOf(() => world.SecondFactor.ConfirmAsync(fio, "000000", Cancel))).Errors.Keys);
        // Not confirmed, it does not count.
        Assert.NotNull(await world.Tokens.SignInAsync("fio@example.org", Password, From("10.3.0.6"), Cancel));
        await world.SecondFactor.ConfirmAsync(fio, Code(Bytes(enrolment.Secret)), Cancel);
        Assert.Equal(ProblemKind.Conflict, (await ProblemOf(() => world.SecondFactor.BeginAsync(fio, Password, Cancel))).Kind);
        Assert.Equal(["current_password"], (await ProblemOf(() => world.SecondFactor.RemoveAsync(fio, "wrong", Cancel))).Errors.Keys);
        await world.SecondFactor.RemoveAsync(fio, Password, Cancel);
        Assert.NotNull(await world.Tokens.SignInAsync("fio@example.org", Password, From("10.3.0.6"), Cancel));
    }

    [Fact]
    public async Task An_administrator_resets_it_and_the_person_is_signed_out()
    {
        var (gil, _, codes) = await AProtectedAsync("Gil");
        var session = await SignInAsync("gil", codes[0]);
        Assert.Equal(ProblemKind.Denied, (await ProblemOf(() => world.SecondFactor.ResetAsync(gil, gil.UserId, Cancel))).Kind);
        await world.SecondFactor.ResetAsync(world.Root, gil.UserId, Cancel);
        Assert.Null(await world.Access.ActorAsync(session.Text, null, Cancel));
        Assert.NotNull(await world.Tokens.SignInAsync("gil@example.org", Password, From("10.3.0.7"), Cancel));
        Assert.False((await world.SecondFactor.StateAsync(gil, Cancel)).On);
    }

    private async Task<(Actor Person, byte[] Secret, IReadOnlyList<string> Codes)> AProtectedAsync(string name)
    {
        var person = await world.APersonAsync(name);
        var secret = Bytes((await world.SecondFactor.BeginAsync(person, Password, Cancel)).Secret);
        return (person, secret, await world.SecondFactor.ConfirmAsync(person, Code(secret), Cancel));
    }

    private Task<Issued> SignInAsync(string name, string code) => world.Tokens.SignInAsync($"{name}@example.org", Password, code, From("10.3.0.1"), Cancel);

    private string Code(byte[] secret, int seconds = 0) => Totp.CodeOf(secret, Totp.StepAt(world.Clock.GetUtcNow().AddSeconds(seconds)));

    /// <summary>What an authenticator program makes of the secret.</summary>
    private static byte[] Bytes(string secret)
    {
        var bits = string.Concat(secret.Select(sign => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(sign, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. bits.Chunk(8).Where(part => part.Length == 8).Select(part => Convert.ToByte(new string(part), 2))];
    }
}

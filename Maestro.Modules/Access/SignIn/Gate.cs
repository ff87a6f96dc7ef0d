using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Maestro.Modules.Access.Factors;
using Maestro.Modules.Access.People;
using Maestro.Modules.Kernel;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Maestro.Modules.Access.SignIn;

/// <summary>Decides who comes in: by password, and by the code of the second factor where a person has one.</summary>
internal sealed class Gate(TimeProvider time, SignInLimits limits, SecondFactors factors, ISecurityTrail trail, IDataProtectionProvider protection)
{
    private static readonly TimeSpan TicketLife = TimeSpan.FromMinutes(5);
    private readonly Passwords passwords = new();
    private readonly IDataProtector tickets = protection.CreateProtector("Maestro.Access.SignInTicket");

    /// <summary>Both steps at once, for scripts. Throws <see cref="Problem"/>: signed out, too many.</summary>
    public async Task<Guid> PassAsync(MaestroDb db, string email, string password, string? code, Caller caller, CancellationToken cancel)
    {
        var user = await KnownAsync(db, email, password, caller, cancel);
        if (!await SecondFactors.IsOnAsync(db, user.Id, cancel))
            return user.Id;
        if (string.IsNullOrWhiteSpace(code))
            throw CodeProblem("Send the code of your authenticator program as code.");
        await DemandCodeAsync(db, user, code, caller, cancel);
        return user.Id;
    }

    /// <summary>The first step of a page: whose password it is, and a ticket if a code is asked for.</summary>
    public async Task<(Guid User, string? Ticket)> BeginAsync(MaestroDb db, string email, string password, Caller caller, CancellationToken cancel)
    {
        var user = await KnownAsync(db, email, password, caller, cancel);
        return (user.Id, await SecondFactors.IsOnAsync(db, user.Id, cancel) ? TicketOf(user) : null);
    }

    /// <summary>The second step. A ticket falls with the password that it was given for.</summary>
    public async Task<Guid> FinishAsync(MaestroDb db, string ticket, string code, Caller caller, CancellationToken cancel)
    {
        var user = await HolderAsync(db, ticket, cancel) ?? throw new Problem(ProblemKind.SignedOut, "That took too long. Sign in again.");
        await DemandCodeAsync(db, user, code, caller, cancel);
        return user.Id;
    }

    private async Task<UserRow> KnownAsync(MaestroDb db, string email, string password, Caller caller, CancellationToken cancel)
    {
        var account = UserFields.Normal(email);
        if (account.Length > UserFields.LongestEmail)
            throw WrongPassword();
        var address = SignInLimits.AddressOf(caller.Address);
        using var lane = await limits.EnterAsync(account, cancel);
        await limits.DemandAsync(db, account, address, cancel);
        var user = await db.Set<UserRow>().SingleOrDefaultAsync(row => row.EmailNormal == account && row.Active && row.Confirmed, cancel);
        if (passwords.Matches(user, password))
            return user!;
        trail.Add(db, Failure(user, account, caller, "password"));
        await limits.FailedAsync(db, account, address, cancel);
        throw WrongPassword();
    }

    /// <summary>
    /// Only who knows the password comes so far, so guesses are limited for the account as a whole: nobody else can lock it,
    /// and many addresses give no more guesses.
    /// </summary>
    private async Task DemandCodeAsync(MaestroDb db, UserRow user, string code, Caller caller, CancellationToken cancel)
    {
        var (account, anywhere) = ($"code of {user.Id}", "anywhere");
        using var lane = await limits.EnterAsync(account, cancel);
        await limits.DemandAsync(db, account, anywhere, cancel);
        if (await factors.TakesAsync(db, user.Id, code.Trim(), cancel))
            return;
        trail.Add(db, Failure(user, user.EmailNormal, caller, "code"));
        await limits.FailedAsync(db, account, anywhere, cancel);
        await limits.FailedAsync(db, user.EmailNormal, SignInLimits.AddressOf(caller.Address), cancel);
        throw CodeProblem("This code is not right, or was used before.");
    }

    // What is no address may be a password typed into the wrong field: it is not kept.
    private static SecurityNote Failure(UserRow? user, string account, Caller caller, string wrong) => new("sign_in", Succeeded: false)
    {
        Address = caller.Address, TargetType = "user", TargetId = user?.Id, TargetName = user?.Name ?? (UserFields.EmailFault(account) is null ? account : null), Detail = new JsonObject { ["wrong"] = wrong },
    };

    private string TicketOf(UserRow user) => tickets.Protect(string.Create(CultureInfo.InvariantCulture,
        $"{user.Id}|{user.PasswordChangedAt.UtcTicks}|{(time.GetUtcNow() + TicketLife).UtcTicks}"));

    private async Task<UserRow?> HolderAsync(MaestroDb db, string ticket, CancellationToken cancel)
    {
        try
        {
            var parts = tickets.Unprotect(ticket).Split('|');
            var (id, changed, until) = (Guid.Parse(parts[0]), long.Parse(parts[1], CultureInfo.InvariantCulture), long.Parse(parts[2], CultureInfo.InvariantCulture));
            var user = until < time.GetUtcNow().UtcTicks ? null : await db.Set<UserRow>().SingleOrDefaultAsync(row => row.Id == id && row.Active && row.Confirmed, cancel);
            return user?.PasswordChangedAt.UtcTicks == changed && await SecondFactors.IsOnAsync(db, id, cancel) ? user : null;
        }
        catch (CryptographicException)
        {
            // Not ours, or of a key that is gone.
            return null;
        }
    }

    private static Problem CodeProblem(string message) => new(ProblemKind.SignedOut, message, new Dictionary<string, string[]> { ["code"] = [message] });

    private static Problem WrongPassword() => new(ProblemKind.SignedOut, "The e-mail address or the password is wrong.");
}

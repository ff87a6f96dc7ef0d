using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Maestro.Modules.Access.Factors;
using Maestro.Modules.Access.People;
using Maestro.Modules.Access.SingleSignOn;
using Maestro.Modules.Kernel;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Maestro.Modules.Access.SignIn;

/// <summary>Decides who comes in: by a password of ours or of the directory, and by the code of the second factor where a person has one.</summary>
internal sealed class Gate(TimeProvider time, SignInLimits limits, SecondFactors factors, SsoStore store, DirectoryDoor directory, ISecurityTrail trail, IDataProtectionProvider protection)
{
    private static readonly TimeSpan TicketLife = TimeSpan.FromMinutes(5);
    private readonly Passwords passwords = new();
    private readonly IDataProtector tickets = protection.CreateProtector("Maestro.Access.SignInTicket");

    /// <summary>Both steps at once, for scripts. Throws <see cref="Problem"/>: signed out, too many.</summary>
    public async Task<Passed> PassAsync(MaestroDb db, string email, string password, string? code, Caller caller, CancellationToken cancel)
    {
        var (user, origin) = await KnownAsync(db, email, password, caller, cancel);
        if (!await SecondFactors.IsOnAsync(db, user.Id, cancel))
            return new Passed(user.Id, origin);
        if (string.IsNullOrWhiteSpace(code))
            throw CodeProblem("Send the code of your authenticator program as code.");
        await DemandCodeAsync(db, user, code, caller, cancel);
        return new Passed(user.Id, origin);
    }

    /// <summary>The first step of a page: whose password it is, and a ticket if a code is asked for.</summary>
    public async Task<(Passed Passed, string? Ticket)> BeginAsync(MaestroDb db, string email, string password, Caller caller, CancellationToken cancel)
    {
        var (user, origin) = await KnownAsync(db, email, password, caller, cancel);
        return (new Passed(user.Id, origin), await SecondFactors.IsOnAsync(db, user.Id, cancel) ? TicketOf(user, origin) : null);
    }

    /// <summary>Somebody for whom another has vouched: a ticket if a code is asked for.</summary>
    public async Task<string?> AdmitAsync(MaestroDb db, Passed passed, CancellationToken cancel) =>
        await SecondFactors.IsOnAsync(db, passed.User, cancel) ? TicketOf(await db.Set<UserRow>().SingleAsync(row => row.Id == passed.User, cancel), passed.Origin) : null;

    /// <summary>The second step. A ticket falls with the password that it was given for.</summary>
    public async Task<Passed> FinishAsync(MaestroDb db, string ticket, string code, Caller caller, CancellationToken cancel)
    {
        var (user, origin) = await HolderAsync(db, ticket, cancel) ?? throw new Problem(ProblemKind.SignedOut, "That took too long. Sign in again.");
        await DemandCodeAsync(db, user, code, caller, cancel);
        return new Passed(user.Id, origin);
    }

    private async Task<(UserRow User, SessionOrigin? Origin)> KnownAsync(MaestroDb db, string email, string password, Caller caller, CancellationToken cancel)
    {
        var account = UserFields.Normal(email);
        // PostgreSQL keeps no zero in a text.
        if (account.Length > UserFields.LongestEmail || account.Contains('\0', StringComparison.Ordinal))
            throw WrongPassword();
        var address = SignInLimits.AddressOf(caller.Address);
        using var lane = await limits.EnterAsync(account, cancel);
        await limits.DemandAsync(db, account, address, cancel);
        var user = await db.Set<UserRow>().SingleOrDefaultAsync(row => row.EmailNormal == account && row.Active && row.Confirmed, cancel);
        var settings = (await store.LoadAsync(db, cancel)).Settings;
        if (passwords.Matches(user, password))
            // The way in that is left when the provider fails: an administrator's password.
            return settings.LocalAccounts || user!.IsAdmin ? (user!, null) : throw new Problem(ProblemKind.SignedOut, "Passwords of Maestro are switched off here. Sign in the other way.");
        try
        {
            if (await directory.EnterAsync(db, email, password, caller, cancel) is { } id)
                return (await db.Set<UserRow>().SingleAsync(row => row.Id == id, cancel), new SessionOrigin(Arrival.Ldap, null, settings.SessionHours));
        }
        catch (Problem unanswered) when (unanswered.Kind == ProblemKind.Unavailable)
        {
            await limits.FailedAsync(db, account, address, cancel);
            throw;
        }
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

    private string TicketOf(UserRow user, SessionOrigin? origin) => tickets.Protect(string.Create(CultureInfo.InvariantCulture,
        $"{user.Id}|{user.PasswordChangedAt.UtcTicks}|{(time.GetUtcNow() + TicketLife).UtcTicks}|{origin?.Source}|{origin?.Hours ?? 0}|{origin?.ProvedAt?.UtcTicks ?? 0}"));

    private async Task<(UserRow User, SessionOrigin? Origin)?> HolderAsync(MaestroDb db, string ticket, CancellationToken cancel)
    {
        try
        {
            var parts = tickets.Unprotect(ticket).Split('|');
            var (id, changed, until) = (Guid.Parse(parts[0]), long.Parse(parts[1], CultureInfo.InvariantCulture), long.Parse(parts[2], CultureInfo.InvariantCulture));
            var user = until < time.GetUtcNow().UtcTicks ? null : await db.Set<UserRow>().SingleOrDefaultAsync(row => row.Id == id && row.Active && row.Confirmed, cancel);
            var origin = parts[3].Length == 0 ? null : new SessionOrigin(parts[3], Moment(parts[5]), int.Parse(parts[4], CultureInfo.InvariantCulture));
            return user?.PasswordChangedAt.UtcTicks == changed && await SecondFactors.IsOnAsync(db, id, cancel) ? (user, origin) : null;
        }
        catch (CryptographicException)
        {
            // Not ours, or of a key that is gone.
            return null;
        }
    }

    private static DateTimeOffset? Moment(string ticks) => long.Parse(ticks, CultureInfo.InvariantCulture) is > 0 and var number ? new DateTimeOffset(number, TimeSpan.Zero) : null;

    private static Problem CodeProblem(string message) => new(ProblemKind.SignedOut, message, new Dictionary<string, string[]> { ["code"] = [message] });

    /// <summary>Somebody who has come in, and what with.</summary>
    internal sealed record Passed(Guid User, SessionOrigin? Origin);

    private static Problem WrongPassword() => new(ProblemKind.SignedOut, "The e-mail address or the password is wrong.");
}

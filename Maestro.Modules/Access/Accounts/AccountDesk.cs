using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Access.People;
using Maestro.Modules.Access.SignIn;
using Maestro.Modules.Access.SingleSignOn;
using Maestro.Modules.Access.Trail;
using Maestro.Modules.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Maestro.Modules.Access.Accounts;

/// <summary>Registration, forgotten passwords, and the links that both send.</summary>
internal sealed class AccountDesk(
    IMaestroDbFactory databases, TimeProvider time, IOptions<AccessOptions> options, SignInLimits limits, OneTimeLinks links, AccessLetters letters,
    UserRegister users, InvitationDesk invitations, ITokens tokens, SsoStore store, Recognition recognition, ISecurityTrail trail) : IAccounts
{
    private const int LettersAnHour = 3;
    private static readonly TimeSpan PasswordLife = TimeSpan.FromMinutes(60);
    private static readonly TimeSpan ConfirmLife = TimeSpan.FromHours(24);

    /// <summary>Every answer that must not tell whether an address is known takes at least this long.</summary>
    private static readonly TimeSpan Same = TimeSpan.FromMilliseconds(300);
    private static readonly Actor Self = Actor.System("accounts");
    private readonly Passwords passwords = new();

    public Registration Registration => options.Value.Registration;

    public string? MailMissing => letters.Mail.Missing;

    public async Task ForgotPasswordAsync(string email, Caller caller, CancellationToken cancel)
    {
        if (MailMissing is { } missing)
            throw new Problem(ProblemKind.Unavailable, $"Maestro cannot send mail, so it cannot send a new password. Ask an administrator. {missing}");
        var account = UserFields.Normal(email);
        if (UserFields.EmailFault(account) is { } fault)
            throw Problem.Invalid("email", fault);
        await using var db = databases.Open(Self);
        await CountAsync(db, $"forgot {account}", caller, cancel);
        var floor = Task.Delay(Same, cancel);
        await SendPasswordLinkAsync(db, account, cancel);
        await floor;
    }

    public async Task<bool> IsPasswordLinkAsync(string? token, CancellationToken cancel)
    {
        await using var db = databases.Open(Self);
        return await links.FindAsync(db, OneTimeLinkRow.Password, token, cancel) is not null;
    }

    public async Task ResetPasswordAsync(string token, string password, CancellationToken cancel)
    {
        if (Passwords.Fault(password) is { } fault)
            throw Problem.Invalid("password", fault);
        await using var db = databases.Open(Self);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var link = await links.DemandAsync(db, OneTimeLinkRow.Password, token, cancel);
        await links.UseAsync(db, link, cancel);
        var user = await db.Set<UserRow>().SingleAsync(row => row.Id == link.UserId, cancel);
        var now = time.GetUtcNow();
        (user.PasswordHash, user.PasswordChangedAt, user.UpdatedAt, user.Confirmed) = (passwords.Hash(password), now, now, true);
        trail.Add(db, By(user, "password.reset"));
        await db.SaveChangesAsync(cancel);
        await links.CancelAsync(db, user.Id, OneTimeLinkRow.Password, cancel);
        await links.CancelAsync(db, user.Id, OneTimeLinkRow.Email, cancel);
        // Whoever had the old password may have made tokens with it.
        await TokenRegister.RevokeAllAsync(db, user.Id, sessionsOnly: false, keep: null, now, cancel);
        await transaction.CommitAsync(cancel);
        recognition.Forget();
        await letters.PasswordChangedAsync(user, cancel);
    }

    public async Task<Issued?> RegisterAsync(NewAccount account, Caller caller, CancellationToken cancel)
    {
        await using var db = databases.Open(Self);
        var invitation = await DemandOpenAsync(db, account, cancel);
        // Checked before anything else, so that a mistake costs no attempt.
        var row = users.NewRow(new JsonObject { ["name"] = account.Name, ["email"] = account.Email, ["password"] = account.Password, ["language"] = account.Language });
        await CountAsync(db, "register", caller, cancel);
        // An invitation that came by mail proves the address.
        if (invitation?.Email == row.EmailNormal || !letters.Mail.Works)
            return await CreateAsync(db, row, invitation, caller, cancel);
        if (invitation?.Email is not null)
            throw Problem.Invalid("email", "must be the address that the invitation was sent to.");
        var floor = Task.Delay(Same, cancel);
        await SendConfirmationAsync(db, account, row, invitation, cancel);
        await floor;
        return null;
    }

    public async Task<string?> RegistrationOfAsync(string? token, CancellationToken cancel)
    {
        await using var db = databases.Open(Self);
        return (await links.FindAsync(db, OneTimeLinkRow.Register, token, cancel))?.SentTo;
    }

    public async Task<Issued> ConfirmAsync(string token, string password, Caller caller, CancellationToken cancel)
    {
        await using var db = databases.Open(Self);
        var link = await links.DemandAsync(db, OneTimeLinkRow.Register, token, cancel);
        var pending = JsonSerializer.Deserialize<Pending>(link.Data!)!;
        var row = users.NewRow(new JsonObject { ["name"] = pending.Name, ["email"] = link.SentTo, ["password"] = password, ["language"] = pending.Language });
        row.PasswordHash = pending.PasswordHash;
        await DemandPasswordAsync(db, row, password, caller, cancel);
        var invitation = pending.Invitation is { } id ? await invitations.LiveAsync(db, id, cancel) : null;
        if (invitation is null && Registration != Registration.Open)
            throw Problem.Denied("The invitation does not hold any more. Ask for a new one.");
        await links.UseAsync(db, link, cancel);
        return await CreateAsync(db, row, invitation, caller, cancel);
    }

    public async Task<string?> NewEmailOfAsync(string? token, CancellationToken cancel)
    {
        await using var db = databases.Open(Self);
        return (await links.FindAsync(db, OneTimeLinkRow.Email, token, cancel))?.SentTo;
    }

    public async Task ConfirmEmailAsync(string token, CancellationToken cancel)
    {
        await using var db = databases.Open(Self);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var link = await links.DemandAsync(db, OneTimeLinkRow.Email, token, cancel);
        await links.UseAsync(db, link, cancel);
        var user = await db.Set<UserRow>().SingleAsync(row => row.Id == link.UserId, cancel);
        (user.Email, user.EmailNormal, user.UpdatedAt, user.Confirmed) = (link.SentTo, UserFields.Normal(link.SentTo), time.GetUtcNow(), true);
        if (Changed.Of(db.Entry(user)) is { } detail)
            trail.Add(db, By(user, "user.change") with { Detail = detail });
        await db.SaveUserAsync(cancel);
        // A link for a new password that went to the old address is nobody's business any more.
        await links.CancelAsync(db, user.Id, OneTimeLinkRow.Password, cancel);
        await links.CancelAsync(db, user.Id, OneTimeLinkRow.Email, cancel);
        await transaction.CommitAsync(cancel);
        recognition.Forget();
    }

    private async Task SendPasswordLinkAsync(MaestroDb db, string account, CancellationToken cancel)
    {
        var user = await db.Set<UserRow>().AsNoTracking().SingleOrDefaultAsync(row => row.EmailNormal == account && row.Active, cancel);
        // Who has no password here asks where they sign in.
        if (user is null || user.PasswordHash.Length == 0 || (!user.IsAdmin && !await HasLocalAccountsAsync(db, cancel)) || await WasAskedOftenAsync(db, OneTimeLinkRow.Password, user.Id, cancel))
            return;
        var secret = await links.MakeAsync(db, OneTimeLinkRow.Password, user.Id, user.Email, null, PasswordLife, cancel);
        await db.SaveChangesAsync(cancel);
        await letters.ForgottenAsync(user, secret, time.GetUtcNow() + PasswordLife, cancel);
    }

    private async Task SendConfirmationAsync(MaestroDb db, NewAccount account, UserRow row, InvitationRow? invitation, CancellationToken cancel)
    {
        var since = time.GetUtcNow().AddHours(-1);
        if (await db.Set<OneTimeLinkRow>().CountAsync(link => link.Purpose == OneTimeLinkRow.Register && link.SentTo == row.Email && link.CreatedAt > since, cancel) >= LettersAnHour)
            return;
        var known = await db.Set<UserRow>().AsNoTracking().SingleOrDefaultAsync(user => user.EmailNormal == row.EmailNormal, cancel);
        var data = JsonSerializer.Serialize(new Pending(row.Name, row.PasswordHash, row.Language, invitation?.Id));
        var secret = await links.MakeAsync(db, OneTimeLinkRow.Register, known?.Id, row.Email, data, known is null ? ConfirmLife : TimeSpan.Zero, cancel);
        await db.SaveChangesAsync(cancel);
        if (known is null)
            await letters.ConfirmAsync(account with { Email = row.Email }, secret, time.GetUtcNow() + ConfirmLife, cancel);
        else if (known.Active)
            await letters.KnownAlreadyAsync(known, cancel);
    }

    private async Task<Issued> CreateAsync(MaestroDb db, UserRow row, InvitationRow? invitation, Caller caller, CancellationToken cancel)
    {
        await DemandLocalAccountsAsync(db, cancel);
        await using (var transaction = await db.Database.BeginTransactionAsync(cancel))
        {
            db.Add(row);
            trail.Add(db, By(row, "user.register") with { Address = caller.Address, Detail = new JsonObject { ["email"] = row.Email, ["invitation"] = invitation?.Id.ToString() } });
            await db.SaveUserAsync(cancel);
            if (invitation is not null)
                await invitations.TakeAsync(db, invitation, row, cancel);
            await transaction.CommitAsync(cancel);
        }
        recognition.Forget();
        return await tokens.StartSessionAsync(row.Id, caller, cancel);
    }

    // Whoever follows a link from their mail acts for themselves, though not signed in.
    private static SecurityNote By(UserRow user, string action) => new SecurityNote(action) { ActorId = user.Id, ActorName = user.Name }.About("user", user.Id, user.Name);

    /// <summary>The invitation that is followed. Throws <see cref="Problem"/> (denied) where nobody may register so.</summary>
    private async Task<InvitationRow?> DemandOpenAsync(MaestroDb db, NewAccount account, CancellationToken cancel)
    {
        if (Registration == Registration.Off)
            throw Problem.Denied("Nobody can register here. Ask an administrator for an account.");
        await DemandLocalAccountsAsync(db, cancel);
        var invitation = account.Invitation is null ? null : await invitations.LiveAsync(db, account.Invitation, cancel) ?? throw Problem.Invalid("token", "This link does not work any more. Ask for a new one.");
        return invitation is null && Registration == Registration.Invite ? throw Problem.Denied("Registration is by invitation only.") : invitation;
    }

    private async Task DemandLocalAccountsAsync(MaestroDb db, CancellationToken cancel)
    {
        if (!await HasLocalAccountsAsync(db, cancel))
            throw Problem.Denied("Passwords of Maestro are switched off here. Sign in the other way.");
    }

    private async Task<bool> HasLocalAccountsAsync(MaestroDb db, CancellationToken cancel) => (await store.LoadAsync(db, cancel)).Settings.LocalAccounts;

    private async Task DemandPasswordAsync(MaestroDb db, UserRow row, string password, Caller caller, CancellationToken cancel)
    {
        var address = SignInLimits.AddressOf(caller.Address);
        using var lane = await limits.EnterAsync(row.EmailNormal, cancel);
        await limits.DemandAsync(db, row.EmailNormal, address, cancel);
        if (passwords.Matches(row, password))
            return;
        await limits.FailedAsync(db, row.EmailNormal, address, cancel);
        throw Problem.Invalid("password", "This is not the password you chose.");
    }

    private async Task<bool> WasAskedOftenAsync(MaestroDb db, string purpose, Guid userId, CancellationToken cancel)
    {
        var since = time.GetUtcNow().AddHours(-1);
        return await db.Set<OneTimeLinkRow>().CountAsync(row => row.Purpose == purpose && row.UserId == userId && row.CreatedAt > since, cancel) >= LettersAnHour;
    }

    /// <summary>Here every attempt counts, not only failures: each may send a mail.</summary>
    private async Task CountAsync(MaestroDb db, string what, Caller caller, CancellationToken cancel)
    {
        var address = SignInLimits.AddressOf(caller.Address);
        using var lane = await limits.EnterAsync(what, cancel);
        await limits.DemandAsync(db, what, address, cancel);
        await limits.FailedAsync(db, what, address, cancel);
    }

    /// <summary>An account whose address is not confirmed yet.</summary>
    private sealed record Pending(string Name, string PasswordHash, string Language, Guid? Invitation);
}

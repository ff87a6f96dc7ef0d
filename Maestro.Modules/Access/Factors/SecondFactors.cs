using Maestro.Modules.Access.Accounts;
using Maestro.Modules.Access.People;
using Maestro.Modules.Access.SignIn;
using Maestro.Modules.Kernel;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Maestro.Modules.Access.Factors;

/// <summary>Keeps second factors, and checks their codes.</summary>
internal sealed class SecondFactors(
    IMaestroDbFactory databases, TimeProvider time, IDataProtectionProvider protection, Proof proof, Recognition recognition, AccessLetters letters, ISecurityTrail trail) : ISecondFactor
{
    private readonly IDataProtector protector = protection.CreateProtector("Maestro.Access.SecondFactor");

    public async Task<SecondFactorState> StateAsync(Actor actor, CancellationToken cancel)
    {
        await using var db = databases.Open(actor);
        var since = await db.Set<SecondFactorRow>().Where(row => row.UserId == actor.UserId).Select(row => row.ConfirmedAt).SingleOrDefaultAsync(cancel);
        var left = since is null ? 0 : await db.Set<RecoveryCodeRow>().CountAsync(row => row.UserId == actor.UserId, cancel);
        return new SecondFactorState(since is not null, since, left);
    }

    public async Task<Enrolment> BeginAsync(Actor actor, string password, CancellationToken cancel)
    {
        await using var db = databases.Open(actor);
        var user = await proof.DemandAsync(db, actor, password, cancel);
        var row = await db.Set<SecondFactorRow>().SingleOrDefaultAsync(one => one.UserId == user.Id, cancel);
        if (row?.ConfirmedAt is not null)
            throw Problem.Conflict("You have a second factor already. Remove it first.");
        var secret = Totp.NewSecret();
        var stored = protector.Protect(Convert.ToBase64String(secret));
        if (row is null)
            db.Add(new SecondFactorRow { UserId = user.Id, Secret = stored, CreatedAt = time.GetUtcNow() });
        else
            (row.Secret, row.CreatedAt) = (stored, time.GetUtcNow());
        await db.SaveChangesAsync(cancel);
        var text = Totp.Print(secret);
        var uri = $"otpauth://totp/Maestro:{Uri.EscapeDataString(user.Email)}?secret={text}&issuer=Maestro";
        var (path, size) = QrPicture.Draw(uri);
        return new Enrolment(text, uri, path, size);
    }

    public async Task<IReadOnlyList<string>> ConfirmAsync(Actor actor, string code, CancellationToken cancel)
    {
        await using var db = databases.Open(actor);
        var user = await Proof.OwnAsync(db, actor, cancel);
        var row = await db.Set<SecondFactorRow>().SingleOrDefaultAsync(one => one.UserId == user.Id && one.ConfirmedAt == null, cancel)
            ?? throw Problem.Conflict("There is nothing to confirm. Begin again.");
        var now = time.GetUtcNow();
        if (Totp.StepOf(SecretOf(row), Digits(code), now) is not { } step)
            throw Problem.Invalid("code", "This code is not right. Codes change every 30 seconds.");
        (row.ConfirmedAt, row.LastStep) = (now, step);
        var codes = await RecoveryCodes.RenewAsync(db, user.Id, cancel);
        trail.Add(db, SecurityNote.By(actor, "second_factor.on").About("user", user.Id, user.Name));
        await db.SaveChangesAsync(cancel);
        await letters.SecondFactorAsync(user, on: true, cancel);
        return codes;
    }

    public async Task<IReadOnlyList<string>> RenewCodesAsync(Actor actor, string password, CancellationToken cancel)
    {
        await using var db = databases.Open(actor);
        var user = await proof.DemandAsync(db, actor, password, cancel);
        if (!await IsOnAsync(db, user.Id, cancel))
            throw Problem.Conflict("You have no second factor.");
        var codes = await RecoveryCodes.RenewAsync(db, user.Id, cancel);
        trail.Add(db, SecurityNote.By(actor, "second_factor.codes").About("user", user.Id, user.Name));
        await db.SaveChangesAsync(cancel);
        return codes;
    }

    public async Task RemoveAsync(Actor actor, string password, CancellationToken cancel)
    {
        await using var db = databases.Open(actor);
        var user = await proof.DemandAsync(db, actor, password, cancel);
        await RemoveAsync(db, actor, user, cancel);
        await letters.SecondFactorAsync(user, on: false, cancel);
    }

    public async Task ResetAsync(Actor actor, Guid userId, CancellationToken cancel)
    {
        if (!actor.SeesAll || !actor.MayWrite)
            throw Problem.Denied("Only administrators manage users.");
        await using var db = databases.Open(actor);
        var user = await db.Set<UserRow>().SingleOrDefaultAsync(row => row.Id == userId, cancel) ?? throw Problem.Missing("The user");
        await RemoveAsync(db, actor, user, cancel);
        await TokenRegister.RevokeAllAsync(db, userId, sessionsOnly: true, keep: null, time.GetUtcNow(), cancel);
        recognition.Forget();
        await letters.SecondFactorAsync(user, on: false, cancel);
    }

    /// <summary>Whether a person has to show a code.</summary>
    public static Task<bool> IsOnAsync(MaestroDb db, Guid userId, CancellationToken cancel) =>
        db.Set<SecondFactorRow>().AnyAsync(row => row.UserId == userId && row.ConfirmedAt != null, cancel);

    /// <summary>Whether a code is right, be it of the program or a recovery code; each works once.</summary>
    public async Task<bool> TakesAsync(MaestroDb db, Guid userId, string code, CancellationToken cancel)
    {
        var row = await db.Set<SecondFactorRow>().AsNoTracking().SingleAsync(one => one.UserId == userId, cancel);
        if (code.Length > 40)
            return false;
        if (Digits(code).Length != 6)
            return await RecoveryCodes.UseAsync(db, userId, code, cancel);
        return Totp.StepOf(SecretOf(row), Digits(code), time.GetUtcNow()) is { } step
            && await db.Set<SecondFactorRow>().Where(one => one.UserId == userId && one.LastStep < step).ExecuteUpdateAsync(set => set.SetProperty(one => one.LastStep, step), cancel) == 1;
    }

    private byte[] SecretOf(SecondFactorRow row) => Convert.FromBase64String(protector.Unprotect(row.Secret));

    private static string Digits(string code) => code.Replace(" ", "", StringComparison.Ordinal) is { Length: 6 } text && text.All(char.IsAsciiDigit) ? text : "";

    private async Task RemoveAsync(MaestroDb db, Actor actor, UserRow user, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Set<SecondFactorRow>().Where(row => row.UserId == user.Id).ExecuteDeleteAsync(cancel);
        await db.Set<RecoveryCodeRow>().Where(row => row.UserId == user.Id).ExecuteDeleteAsync(cancel);
        trail.Add(db, SecurityNote.By(actor, "second_factor.off").About("user", user.Id, user.Name));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}

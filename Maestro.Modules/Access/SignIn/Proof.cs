using Maestro.Modules.Access.People;
using Maestro.Modules.Access.SingleSignOn;
using Maestro.Modules.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Maestro.Modules.Access.SignIn;

/// <summary>Whoever finds a browser signed in must not be able to take the account over: what matters asks for the password again, or for a fresh sign-in at the provider.</summary>
internal sealed class Proof(SignInLimits limits, Reproof reproof, ISecurityTrail trail)
{
    private readonly Passwords passwords = new();

    /// <summary>The actor's own account. Throws <see cref="Problem"/> (denied) for a token that may only read.</summary>
    public static async Task<UserRow> OwnAsync(MaestroDb db, Actor actor, CancellationToken cancel)
    {
        if (!actor.MayWrite)
            throw Problem.Denied("This token may only read.");
        return await db.Set<UserRow>().SingleOrDefaultAsync(row => row.Id == actor.UserId && row.Active, cancel) ?? throw Problem.Missing("The user");
    }

    /// <summary>The actor's own account, whose password this is. Throws <see cref="Problem"/>: invalid at <c>current_password</c>, too many.</summary>
    public async Task<UserRow> DemandAsync(MaestroDb db, Actor actor, string? password, CancellationToken cancel)
    {
        var row = await OwnAsync(db, actor, cancel);
        return await HoldsAsync(db, actor, row, password, cancel) ? row : throw Problem.Invalid("current_password", row.PasswordHash.Length == 0 && string.IsNullOrEmpty(password) ? "Sign in where your account is kept once more, then repeat this." : "This is not your password.");
    }

    /// <summary>Whether the password is the person's own. Guessing from inside a session is limited as signing in is. To be asked before the row is changed: a failure is saved at once.</summary>
    public async Task<bool> HoldsAsync(MaestroDb db, Actor actor, UserRow row, string? password, CancellationToken cancel)
    {
        var place = $"session of {row.Id}";
        using var lane = await limits.EnterAsync(row.EmailNormal, cancel);
        await limits.DemandAsync(db, row.EmailNormal, place, cancel);
        if (row.PasswordHash.Length > 0 ? passwords.Matches(row, password ?? "") : await reproof.HoldsAsync(db, actor, password ?? "", cancel))
            return true;
        // Who has no password and gave none has guessed nothing.
        if (row.PasswordHash.Length == 0 && string.IsNullOrEmpty(password))
            return false;
        trail.Add(db, SecurityNote.By(actor, "password.check", succeeded: false).About("user", row.Id, row.Name));
        await limits.FailedAsync(db, row.EmailNormal, place, cancel);
        return false;
    }
}

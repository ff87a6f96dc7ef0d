using Maestro.Modules.Access.People;
using Maestro.Modules.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Maestro.Modules.Access.SignIn;

/// <summary>Whoever finds a browser signed in must not be able to take the account over: what matters asks for the password again.</summary>
internal sealed class Proof(SignInLimits limits, ISecurityTrail trail)
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
        return await HoldsAsync(db, actor, row, password, cancel) ? row : throw Problem.Invalid("current_password", "This is not your password.");
    }

    /// <summary>Whether the password is the person's own. Guessing from inside a session is limited as signing in is. To be asked before the row is changed: a failure is saved at once.</summary>
    public async Task<bool> HoldsAsync(MaestroDb db, Actor actor, UserRow row, string? password, CancellationToken cancel)
    {
        var place = $"session of {row.Id}";
        using var lane = await limits.EnterAsync(row.EmailNormal, cancel);
        await limits.DemandAsync(db, row.EmailNormal, place, cancel);
        if (passwords.Matches(row, password ?? ""))
            return true;
        trail.Add(db, SecurityNote.By(actor, "password.check", succeeded: false).About("user", row.Id, row.Name));
        await limits.FailedAsync(db, row.EmailNormal, place, cancel);
        return false;
    }
}

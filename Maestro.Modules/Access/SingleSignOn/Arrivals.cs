using System.Text.Json.Nodes;
using Maestro.Modules.Access.People;
using Maestro.Modules.Access.SignIn;
using Maestro.Modules.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Maestro.Modules.Access.SingleSignOn;

/// <summary>Finds the user of somebody who arrives, or makes one. A person is known by issuer and subject, never by an address alone.</summary>
internal sealed class Arrivals(IMaestroDbFactory databases, TimeProvider time, TeamSync teams, Recognition recognition, ISecurityTrail trail)
{
    private static readonly Actor Self = Actor.System("single sign-on");

    /// <summary>The user who may come in. Throws <see cref="Problem"/> with what to tell the person; every refusal is written down.</summary>
    public async Task<Guid> WelcomeAsync(Arrival arrival, SourceSettings settings, Caller caller, CancellationToken cancel)
    {
        try
        {
            return await EnterAsync(arrival, settings, caller, cancel);
        }
        catch (Problem refusal)
        {
            await RefusedAsync(arrival.Source, arrival.Email ?? arrival.Subject, refusal.Message, caller, cancel);
            throw;
        }
    }

    /// <summary>Writes down that somebody was turned away.</summary>
    public async Task RefusedAsync(string source, string? who, string why, Caller caller, CancellationToken cancel)
    {
        await using var db = databases.Open(Self);
        trail.Add(db, new SecurityNote("sign_in", Succeeded: false)
        {
            Address = caller.Address, TargetType = "user", TargetName = who is null ? null : Arrival.Clean(who, 255), Detail = new JsonObject { ["by"] = source, ["why"] = Arrival.Clean(why, 300) },
        });
        await db.SaveChangesAsync(cancel);
    }

    private async Task<Guid> EnterAsync(Arrival arrival, SourceSettings settings, Caller caller, CancellationToken cancel)
    {
        if (arrival.Subject.Length > 255 || arrival.Issuer.Length > 1000 || arrival.Subject.Any(char.IsControl) || arrival.Issuer.Any(char.IsControl))
            throw Problem.Denied("Your account there has an id that Maestro cannot keep.");
        await using var db = databases.Open(Self);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.TakeTurnAsync(cancel);
        var identity = await db.Set<IdentityRow>().SingleOrDefaultAsync(row => row.Issuer == arrival.Issuer && row.Subject == arrival.Subject, cancel);
        var user = identity is null ? null : await db.Set<UserRow>().SingleAsync(row => row.Id == identity.UserId, cancel);
        var wanted = TeamSync.TeamsOf(settings, arrival);
        if (settings.OnlyMapped && wanted.Count == 0)
            await ShutOutAsync(db, user, arrival, caller, cancel);
        else
        {
            user ??= await NewcomerAsync(db, arrival, settings, caller, cancel);
            if (user is { Active: true, Confirmed: true })
            {
                await teams.SyncAsync(db, user, arrival.Source, wanted, caller, cancel);
                (identity ?? Bind(db, user, arrival)).LastSignInAt = time.GetUtcNow();
                await db.SaveUserAsync(cancel);
            }
        }
        await transaction.CommitAsync(cancel);
        recognition.Forget();
        return settings.OnlyMapped && wanted.Count == 0 ? throw Problem.Denied("Your account there is in none of the groups that may use Maestro.")
            : user is { Active: true, Confirmed: true } ? user.Id
            : throw Problem.Denied("Your account here is switched off. Ask an administrator.");
    }

    /// <summary>Whoever may not come in any more loses what is left of earlier visits.</summary>
    private async Task ShutOutAsync(MaestroDb db, UserRow? user, Arrival arrival, Caller caller, CancellationToken cancel)
    {
        if (user is null)
            return;
        await teams.SyncAsync(db, user, arrival.Source, [], caller, cancel);
        await db.SaveChangesAsync(cancel);
        await TokenRegister.RevokeAllAsync(db, user.Id, sessionsOnly: false, keep: null, time.GetUtcNow(), cancel);
    }

    private async Task<UserRow> NewcomerAsync(MaestroDb db, Arrival arrival, SourceSettings settings, Caller caller, CancellationToken cancel)
    {
        var email = arrival.Email?.Trim();
        if (UserFields.EmailFault(email) is not null || email!.Any(char.IsControl))
            throw Problem.Denied("No e-mail address of yours is known there. Maestro needs one.");
        if (arrival.EmailVerified == false)
            throw Problem.Denied("Your e-mail address is not confirmed there yet.");
        var normal = UserFields.Normal(email!);
        if (await db.Set<UserRow>().SingleOrDefaultAsync(row => row.EmailNormal == normal, cancel) is { } known)
            return settings.LinkByEmail && arrival.EmailVerified == true && known.Confirmed ? await LinkAsync(db, known, arrival, caller, cancel)
                : throw Problem.Conflict("There is another account with your e-mail address here. Ask an administrator.");
        return settings.CreateAccounts ? Create(db, arrival, email!, caller) : throw Problem.Denied("You have no account here. Ask an administrator.");
    }

    /// <summary>From now on the account is that of the person elsewhere. Whoever had made it with a password, and maybe not their own address, is out.</summary>
    private async Task<UserRow> LinkAsync(MaestroDb db, UserRow user, Arrival arrival, Caller caller, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        // An administrator's password is the way in when the provider fails.
        if (!user.IsAdmin)
            (user.PasswordHash, user.PasswordChangedAt) = ("", now);
        user.UpdatedAt = now;
        await TokenRegister.RevokeAllAsync(db, user.Id, sessionsOnly: false, keep: null, now, cancel);
        trail.Add(db, By(user, "user.link", caller) with { Detail = new JsonObject { ["by"] = arrival.Source, ["issuer"] = arrival.Issuer } });
        return user;
    }

    private UserRow Create(MaestroDb db, Arrival arrival, string email, Caller caller)
    {
        var now = time.GetUtcNow();
        var name = Arrival.Clean(arrival.Name ?? "", 255) is { Length: > 0 } given ? given : email;
        var user = new UserRow
        {
            Id = Ids.New(time), Name = name, Email = email, EmailNormal = UserFields.Normal(email), PasswordHash = "", Confirmed = true, CreatedAt = now, UpdatedAt = now, PasswordChangedAt = now,
        };
        db.Add(user);
        trail.Add(db, By(user, "user.create", caller) with { Detail = new JsonObject { ["by"] = arrival.Source, ["issuer"] = arrival.Issuer, ["email"] = email } });
        return user;
    }

    private IdentityRow Bind(MaestroDb db, UserRow user, Arrival arrival)
    {
        var now = time.GetUtcNow();
        var row = new IdentityRow { Issuer = arrival.Issuer, Subject = arrival.Subject, UserId = user.Id, Source = arrival.Source, CreatedAt = now, LastSignInAt = now };
        db.Add(row);
        return row;
    }

    private static SecurityNote By(UserRow user, string action, Caller caller) =>
        new SecurityNote(action) { ActorId = user.Id, ActorName = user.Name, Address = caller.Address }.About("user", user.Id, user.Name);
}

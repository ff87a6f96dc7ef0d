using System.Text.Json.Nodes;
using Maestro.Modules.Access.Accounts;
using Maestro.Modules.Access.SignIn;
using Maestro.Modules.Access.Trail;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Microsoft.EntityFrameworkCore;

namespace Maestro.Modules.Access.People;

/// <summary>Keeps accounts.</summary>
internal sealed class UserRegister(
    IMaestroDbFactory databases, TimeProvider time, Recognition recognition, Proof proof, OneTimeLinks links, AccessLetters letters, ISecurityTrail trail, Farewell farewell) : IPeople
{
    private static readonly TimeSpan NewEmailLife = TimeSpan.FromHours(24);
    private readonly Passwords passwords = new();

    public async Task<Page<Person>> ListAsync(Actor actor, string? words, int limit, int offset, CancellationToken cancel)
    {
        await using var db = databases.Open(actor);
        var found = UserReading.Matching(UserReading.Visible(db, actor), actor, words);
        var count = await found.LongCountAsync(cancel);
        var rows = await found.OrderBy(row => EF.Functions.Collate(row.Name, AccessDatabase.NameOrder)).ThenBy(row => row.Id).Skip(offset).Take(limit).ToListAsync(cancel);
        var people = await UserReading.SeenAsync(db, actor, rows, words, cancel);
        return new Page<Person>(people, count, true, null);
    }

    public async Task<Person> GetAsync(Actor actor, Guid id, CancellationToken cancel)
    {
        await using var db = databases.Open(actor);
        var row = await UserReading.Visible(db, actor).SingleOrDefaultAsync(user => user.Id == id, cancel) ?? throw Missing();
        return (await UserReading.SeenAsync(db, actor, [row], null, cancel))[0];
    }

    public async Task<Person> CreateAsync(Actor actor, JsonObject fields, CancellationToken cancel)
    {
        DemandAdmin(actor);
        await using var db = databases.Open(actor);
        var row = NewRow(fields);
        db.Add(row);
        trail.Add(db, SecurityNote.By(actor, "user.create").About("user", row.Id, row.Name) with { Detail = new JsonObject { ["email"] = row.Email, ["is_admin"] = row.IsAdmin } });
        await db.SaveUserAsync(cancel);
        return UserReading.Whole(row);
    }

    public async Task<Person> ChangeAsync(Actor actor, Guid id, JsonObject fields, CancellationToken cancel)
    {
        DemandAdmin(actor);
        await using var db = databases.Open(actor);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.TakeTurnAsync(cancel);
        var row = await db.Set<UserRow>().SingleOrDefaultAsync(user => user.Id == id, cancel) ?? throw Missing();
        var errors = new FieldErrors();
        UserFields.Apply(row, fields, byAdmin: true, errors);
        SetEmail(row, fields, errors);
        var locked = fields.ContainsKey("password") && SetPassword(row, fields["password"].Text(), "password", errors);
        errors.Demand();
        if (Changed.Of(db.Entry(row)) is { } detail)
            trail.Add(db, SecurityNote.By(actor, "user.change").About("user", row.Id, row.Name) with { Detail = detail });
        await FinishAsync(db, row, cancel);
        if (!row.Active || locked)
            await TokenRegister.RevokeAllAsync(db, id, sessionsOnly: row.Active, keep: null, row.UpdatedAt, cancel);
        await transaction.CommitAsync(cancel);
        recognition.Forget();
        return UserReading.Whole(row);
    }

    public async Task DeactivateAsync(Actor actor, Guid id, CancellationToken cancel) =>
        await ChangeAsync(actor, id, new JsonObject { ["active"] = false }, cancel);

    public async Task<Profile> ProfileAsync(Actor actor, CancellationToken cancel)
    {
        await using var db = databases.Open(actor);
        return await OwnProfileAsync(db, await OwnAsync(db, actor, cancel), cancel);
    }

    public async Task<Profile> ChangeProfileAsync(Actor actor, JsonObject fields, CancellationToken cancel)
    {
        DemandWrite(actor);
        await using var db = databases.Open(actor);
        var row = await OwnAsync(db, actor, cancel);
        // Whoever finds a browser signed in must not be able to take the account over.
        var newEmail = fields.ContainsKey("email") && fields["email"].Text() != row.Email;
        var proved = newEmail && await proof.HoldsAsync(db, actor, row, fields["current_password"].Text(), cancel);
        var errors = new FieldErrors();
        UserFields.Apply(row, fields, byAdmin: false, errors);
        if (fields.ContainsKey("password"))
            errors.Add("password", "is changed together with the current one: PUT /me/password.");
        var pending = proved && letters.Mail.Works;
        if (newEmail && !proved)
            errors.Add("current_password", row.PasswordHash.Length == 0 && fields["current_password"].Text() is null or "" ? "Sign in where your account is kept once more, then repeat this." : "must be your password, to change the e-mail address.");
        else if (pending && UserFields.EmailFault(fields["email"].Text()?.Trim()) is { } fault)
            errors.Add("email", fault);
        else if (proved && !pending)
            SetEmail(row, fields, errors);
        errors.Demand();
        if (Changed.Of(db.Entry(row), onlyShown: true) is { } detail)
            trail.Add(db, SecurityNote.By(actor, "user.change").About("user", row.Id, row.Name) with { Detail = detail });
        row.UpdatedAt = time.GetUtcNow();
        await db.SaveUserAsync(cancel);
        recognition.Forget();
        if (pending)
            await AskAsync(db, row, fields["email"].Text()!.Trim(), cancel);
        return await OwnProfileAsync(db, row, cancel);
    }

    /// <summary>A new address counts once the link sent there is followed; the old one is told.</summary>
    private async Task AskAsync(MaestroDb db, UserRow row, string email, CancellationToken cancel)
    {
        var normal = UserFields.Normal(email);
        if (await db.Set<UserRow>().AnyAsync(user => user.EmailNormal == normal && user.Id != row.Id, cancel))
            throw AccessDatabase.EmailTaken();
        await links.CancelAsync(db, row.Id, OneTimeLinkRow.Email, cancel);
        var secret = await links.MakeAsync(db, OneTimeLinkRow.Email, row.Id, email, null, NewEmailLife, cancel);
        await db.SaveChangesAsync(cancel);
        await letters.NewEmailAsync(row, email, secret, time.GetUtcNow() + NewEmailLife, cancel);
        await letters.OldEmailAsync(row, email, cancel);
    }

    private async Task<Profile> OwnProfileAsync(MaestroDb db, UserRow row, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var pending = await db.Set<OneTimeLinkRow>().Where(link => link.UserId == row.Id && link.Purpose == OneTimeLinkRow.Email && link.UsedAt == null && link.ExpiresAt > now)
            .Select(link => link.SentTo).FirstOrDefaultAsync(cancel);
        return UserReading.Profile(row) with { PendingEmail = pending };
    }

    public async Task ChangePasswordAsync(Actor actor, string current, string next, Guid? keep, CancellationToken cancel)
    {
        DemandWrite(actor);
        await using var db = databases.Open(actor);
        var row = await OwnAsync(db, actor, cancel);
        if (row.PasswordHash.Length == 0)
            throw Problem.Conflict("You have no password here: you sign in elsewhere.");
        var proved = await proof.HoldsAsync(db, actor, row, current, cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var errors = new FieldErrors();
        if (!proved)
            errors.Add("current_password", "This is not your password.");
        SetPassword(row, next, "password", errors);
        errors.Demand();
        trail.Add(db, SecurityNote.By(actor, "password.change").About("user", row.Id, row.Name));
        row.UpdatedAt = time.GetUtcNow();
        await db.SaveUserAsync(cancel);
        await TokenRegister.RevokeAllAsync(db, row.Id, sessionsOnly: true, keep, row.UpdatedAt, cancel);
        await links.CancelAsync(db, row.Id, OneTimeLinkRow.Password, cancel);
        await transaction.CommitAsync(cancel);
        recognition.Forget();
        await letters.PasswordChangedAsync(row, cancel);
    }

    public Task<long> CountRecordsAsync(Actor actor, CancellationToken cancel) => farewell.CountAsync(actor, cancel);

    public Task DeleteOwnAsync(Actor actor, string password, Subject? recordsTo, CancellationToken cancel) => farewell.LeaveAsync(actor, password, recordsTo, cancel);

    /// <summary>A new, confirmed account from its fields; not yet saved.</summary>
    internal UserRow NewRow(JsonObject fields)
    {
        var now = time.GetUtcNow();
        var row = new UserRow
        {
            Id = Ids.New(time), Name = "", Email = "", EmailNormal = "", PasswordHash = "", Confirmed = true, CreatedAt = now, UpdatedAt = now, PasswordChangedAt = now,
        };
        var errors = new FieldErrors();
        if (!fields.ContainsKey("name"))
            errors.Add("name", "must be filled in.");
        if (!fields.ContainsKey("email"))
            errors.Add("email", "must be filled in.");
        UserFields.Apply(row, fields, byAdmin: true, errors);
        SetEmail(row, fields, errors);
        SetPassword(row, fields["password"].Text(), "password", errors);
        errors.Demand();
        return row;
    }

    private async Task FinishAsync(MaestroDb db, UserRow row, CancellationToken cancel)
    {
        row.UpdatedAt = time.GetUtcNow();
        await db.SaveUserAsync(cancel);
        await db.DemandAdministratorAsync(cancel);
    }

    private bool SetPassword(UserRow row, string? password, string field, FieldErrors errors)
    {
        if (Passwords.Fault(password) is { } fault)
        {
            errors.Add(field, fault);
            return false;
        }
        row.PasswordHash = passwords.Hash(password!);
        row.PasswordChangedAt = time.GetUtcNow();
        return true;
    }

    private static void SetEmail(UserRow row, JsonObject fields, FieldErrors errors)
    {
        if (!fields.ContainsKey("email"))
            return;
        var email = fields["email"].Text()?.Trim();
        if (UserFields.EmailFault(email) is { } fault)
            errors.Add("email", fault);
        else
            (row.Email, row.EmailNormal) = (email!, UserFields.Normal(email!));
    }

    private static async Task<UserRow> OwnAsync(MaestroDb db, Actor actor, CancellationToken cancel) =>
        await db.Set<UserRow>().SingleOrDefaultAsync(row => row.Id == actor.UserId && row.Active, cancel) ?? throw Missing();

    private static void DemandAdmin(Actor actor)
    {
        if (!actor.SeesAll)
            throw Problem.Denied("Only administrators manage users.");
        DemandWrite(actor);
    }

    private static void DemandWrite(Actor actor)
    {
        if (!actor.MayWrite)
            throw Problem.Denied("This token may only read.");
    }

    private static Problem Missing() => Problem.Missing("The user");
}

using System.Text.Json.Nodes;
using Maestro.Modules.Access.People;
using Maestro.Modules.Access.SignIn;
using Maestro.Modules.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Maestro.Modules.Access.Accounts;

/// <summary>Keeps invitations.</summary>
internal sealed class InvitationDesk(IMaestroDbFactory databases, TimeProvider time, AccessLetters letters, Recognition recognition, ISecurityTrail trail) : IInvitations
{
    private const int MostOpen = 200;
    private static readonly TimeSpan Life = TimeSpan.FromDays(7);
    private static readonly Actor Self = Actor.System("invitations");

    public async Task<IReadOnlyList<Invitation>> ListAsync(Actor actor, Guid? team, CancellationToken cancel)
    {
        await using var db = databases.Open(actor);
        await DemandAsync(db, actor, team, cancel);
        return await ViewsAsync(db, Live(db).Where(row => row.TeamId == team), cancel);
    }

    public async Task<NewInvitation> CreateAsync(Actor actor, Guid? team, string? email, Level level, CancellationToken cancel)
    {
        DemandWrite(actor);
        var address = string.IsNullOrWhiteSpace(email) ? null : email.Trim();
        var errors = new FieldErrors();
        if (address is not null && UserFields.EmailFault(address) is { } fault)
            errors.Add("email", fault);
        if (team is not null && level is not (Level.Read or Level.Write or Level.Admin))
            errors.Add("level", "must be read, write or admin.");
        errors.Demand();
        await using var db = databases.Open(actor);
        var name = await DemandAsync(db, actor, team, cancel);
        if (await Live(db).CountAsync(row => row.TeamId == team, cancel) >= MostOpen)
            throw Problem.Conflict("Too many invitations are open. Revoke some first.");
        var (secret, hash) = OneTimeLinks.NewSecret();
        var now = time.GetUtcNow();
        var row = new InvitationRow
        {
            Id = Ids.New(time), TeamId = team, Email = address is null ? null : UserFields.Normal(address), Level = team is null ? Level.None : level,
            Hash = hash, CreatedBy = actor.UserId, CreatedAt = now, ExpiresAt = now + Life,
        };
        db.Add(row);
        trail.Add(db, SecurityNote.By(actor, "invitation.create").About("invitation", row.Id, row.Email) with { Detail = Detail(row) });
        await db.SaveChangesAsync(cancel);
        var mailed = address is not null && letters.Mail.Works;
        if (mailed)
            await letters.InvitationAsync(address!, await LanguageAsync(db, actor, row.Email!, cancel), actor.Name, name, secret, row.ExpiresAt, cancel);
        return new NewInvitation((await ViewsAsync(db, Live(db).Where(one => one.Id == row.Id), cancel))[0], secret, mailed);
    }

    public async Task RevokeAsync(Actor actor, Guid id, CancellationToken cancel)
    {
        DemandWrite(actor);
        await using var db = databases.Open(actor);
        var row = await Live(db).SingleOrDefaultAsync(one => one.Id == id, cancel) ?? throw Missing();
        try
        {
            await DemandAsync(db, actor, row.TeamId, cancel);
        }
        catch (Problem)
        {
            // To others it is not there.
            throw Missing();
        }
        row.RevokedAt = time.GetUtcNow();
        trail.Add(db, SecurityNote.By(actor, "invitation.revoke").About("invitation", row.Id, row.Email) with { Detail = Detail(row) });
        await db.SaveChangesAsync(cancel);
    }

    public async Task<Invitation?> FindAsync(string? token, CancellationToken cancel)
    {
        await using var db = databases.Open(Self);
        return await LiveAsync(db, token, cancel) is { } row ? (await ViewsAsync(db, Live(db).Where(one => one.Id == row.Id), cancel))[0] : null;
    }

    public async Task AcceptAsync(Actor actor, string token, CancellationToken cancel)
    {
        DemandWrite(actor);
        await using var db = databases.Open(actor);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var row = await LiveAsync(db, token, cancel) ?? throw Problem.Invalid("token", "This link does not work any more. Ask for a new one.");
        var user = await db.Set<UserRow>().SingleAsync(one => one.Id == actor.UserId, cancel);
        if (row.Email is not null && row.Email != user.EmailNormal)
            throw Problem.Denied("This invitation is for another e-mail address. Sign in with the account of that address.");
        await TakeAsync(db, row, user, cancel);
        await transaction.CommitAsync(cancel);
        recognition.Forget();
    }

    /// <summary>The invitation of a secret, while it works.</summary>
    public async Task<InvitationRow?> LiveAsync(MaestroDb db, string? secret, CancellationToken cancel)
    {
        if (secret is not { Length: > 0 and < 100 })
            return null;
        var hash = OneTimeLinks.HashOf(secret);
        return await Live(db).AsNoTracking().SingleOrDefaultAsync(row => row.Hash == hash, cancel);
    }

    /// <summary>An invitation, while it works.</summary>
    public Task<InvitationRow?> LiveAsync(MaestroDb db, Guid id, CancellationToken cancel) => Live(db).AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancel);

    /// <summary>Uses an invitation up and puts the person into its team, within the caller's transaction. Nobody's level falls by it.</summary>
    public async Task TakeAsync(MaestroDb db, InvitationRow row, UserRow user, CancellationToken cancel)
    {
        await db.TakeTurnAsync(cancel);
        var now = time.GetUtcNow();
        if (await Live(db).Where(one => one.Id == row.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.AcceptedAt, now).SetProperty(one => one.AcceptedBy, user.Id), cancel) == 0)
            throw Problem.Invalid("token", "This link does not work any more. Ask for a new one.");
        trail.Add(db, new SecurityNote("invitation.accept") { ActorId = user.Id, ActorName = user.Name, Detail = Detail(row) }.About("invitation", row.Id, row.Email));
        if (row.TeamId is not { } team)
        {
            await db.SaveChangesAsync(cancel);
            return;
        }

        var member = await db.Set<TeamMemberRow>().SingleOrDefaultAsync(one => one.TeamId == team && one.UserId == user.Id, cancel);
        if (member is null)
            db.Add(new TeamMemberRow { TeamId = team, UserId = user.Id, Level = row.Level });
        else if (member.Level < row.Level)
            (member.Level, member.Source) = (row.Level, null);
        await db.SaveChangesAsync(cancel);
    }

    private static JsonObject Detail(InvitationRow row) => row.TeamId is { } team ? new JsonObject { ["team"] = team.ToString(), ["level"] = row.Level.ToString().ToLowerInvariant() } : [];

    /// <summary>Those that can be accepted; one whose maker has lost the right, or whose team is gone, cannot.</summary>
    private IQueryable<InvitationRow> Live(MaestroDb db)
    {
        var now = time.GetUtcNow();
        return db.Set<InvitationRow>().Where(row => row.RevokedAt == null && row.AcceptedAt == null && row.ExpiresAt > now
            && db.Set<UserRow>().Any(user => user.Id == row.CreatedBy && user.Active
                && (user.IsAdmin || (row.TeamId != null && db.Set<TeamMemberRow>().Any(member => member.TeamId == row.TeamId && member.UserId == user.Id && member.Level == Level.Admin))))
            && (row.TeamId == null || db.Set<TeamRow>().Any(team => team.Id == row.TeamId && team.DeletedAt == null)));
    }

    private static async Task<IReadOnlyList<Invitation>> ViewsAsync(MaestroDb db, IQueryable<InvitationRow> rows, CancellationToken cancel) => await (
        from row in rows
        join maker in db.Set<UserRow>() on row.CreatedBy equals maker.Id
        join team in db.Set<TeamRow>() on row.TeamId equals team.Id into teams
        from team in teams.DefaultIfEmpty()
        orderby row.CreatedAt descending, row.Id
        select new Invitation(row.Id, row.TeamId, team == null ? null : team.Name, row.Email, row.Level, maker.Name, row.CreatedAt, row.ExpiresAt)).ToListAsync(cancel);

    private static async Task<string> LanguageAsync(MaestroDb db, Actor actor, string email, CancellationToken cancel) =>
        await db.Set<UserRow>().Where(user => user.EmailNormal == email || user.Id == actor.UserId).OrderBy(user => user.EmailNormal == email ? 0 : 1).Select(user => user.Language).FirstAsync(cancel);

    /// <summary>The name of the team, for whoever administers it; null for Maestro itself, for its administrators.</summary>
    private static async Task<string?> DemandAsync(MaestroDb db, Actor actor, Guid? team, CancellationToken cancel)
    {
        if (team is not { } id)
            return actor.SeesAll ? null : throw Problem.Denied("Only administrators invite people into Maestro. Invite them into a team of yours.");
        var row = await TeamReading.Visible(db, actor).SingleOrDefaultAsync(one => one.Id == id, cancel) ?? throw Problem.Missing("The team");
        if (!actor.SeesAll && !await db.Set<TeamMemberRow>().AnyAsync(member => member.TeamId == id && member.UserId == actor.UserId && member.Level == Level.Admin, cancel))
            throw Problem.Denied("Only administrators of the team may do that.");
        return row.Name;
    }

    private static void DemandWrite(Actor actor)
    {
        if (!actor.MayWrite)
            throw Problem.Denied("This token may only read.");
    }

    private static Problem Missing() => Problem.Missing("The invitation");
}

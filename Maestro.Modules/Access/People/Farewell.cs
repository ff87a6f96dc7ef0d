using Maestro.Modules.Access.Factors;
using Maestro.Modules.Access.SignIn;
using Maestro.Modules.Access.SingleSignOn;
using Maestro.Modules.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Maestro.Modules.Access.People;

/// <summary>Ends one's own account.</summary>
internal sealed class Farewell(IMaestroDbFactory databases, TimeProvider time, Proof proof, Heirs heirs, Recognition recognition, ISecurityTrail trail)
{
    public Task<long> CountAsync(Actor actor, CancellationToken cancel) => heirs.CountAsync(actor, Subject.User(actor.UserId), cancel);

    public async Task LeaveAsync(Actor actor, string password, Subject? recordsTo, CancellationToken cancel)
    {
        await using var db = databases.Open(actor);
        var user = await proof.DemandAsync(db, actor, password, cancel);
        await DemandFreeAsync(db, user, cancel);
        await heirs.SettleAsync(db, actor, Subject.User(user.Id), recordsTo, cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.TakeTurnAsync(cancel);
        await DemandFreeAsync(db, user, cancel);
        trail.Add(db, SecurityNote.By(actor, "user.delete").About("user", user.Id, user.Name));
        Erase(user, time.GetUtcNow());
        await db.SaveChangesAsync(cancel);
        await db.DemandAdministratorAsync(cancel);
        await EmptyTeamsAsync(db, user, cancel);
        await db.Set<TeamMemberRow>().Where(member => member.UserId == user.Id).ExecuteDeleteAsync(cancel);
        await db.Set<SecondFactorRow>().Where(row => row.UserId == user.Id).ExecuteDeleteAsync(cancel);
        await db.Set<IdentityRow>().Where(row => row.UserId == user.Id).ExecuteDeleteAsync(cancel);
        await db.Set<RecoveryCodeRow>().Where(row => row.UserId == user.Id).ExecuteDeleteAsync(cancel);
        await TokenRegister.RevokeAllAsync(db, user.Id, sessionsOnly: false, keep: null, user.UpdatedAt, cancel);
        await transaction.CommitAsync(cancel);
        recognition.Forget();
    }

    /// <summary>Refuses while others would be left without an administrator.</summary>
    private static async Task DemandFreeAsync(MaestroDb db, UserRow user, CancellationToken cancel)
    {
        if (user.IsAdmin && !await db.Set<UserRow>().AnyAsync(other => other.Id != user.Id && other.IsAdmin && other.Active && other.Confirmed, cancel))
            throw Problem.Conflict("Maestro needs at least one active administrator.");
        var alone = await db.Set<TeamRow>().Where(team => team.DeletedAt == null
            && db.Set<TeamMemberRow>().Any(member => member.TeamId == team.Id && member.UserId == user.Id && member.Level == Level.Admin)
            && db.Set<TeamMemberRow>().Any(member => member.TeamId == team.Id && member.UserId != user.Id)
            && !db.Set<TeamMemberRow>().Any(member => member.TeamId == team.Id && member.UserId != user.Id && member.Level == Level.Admin)).Select(team => team.Name).ToListAsync(cancel);
        if (alone.Count > 0)
            throw Problem.Conflict($"You are the only administrator of {string.Join(", ", alone)}. Make somebody else one, or delete the team.");
        var shelves = await db.Set<TeamRow>().Where(team => team.DeletedAt == null
            && db.Set<TeamMemberRow>().Any(member => member.TeamId == team.Id && member.UserId == user.Id)
            && !db.Set<TeamMemberRow>().Any(member => member.TeamId == team.Id && member.UserId != user.Id)
            && db.Set<Grants.GrantRow>().Any(grant => grant.SubjectId == team.Id)).Select(team => team.Name).ToListAsync(cancel);
        if (shelves.Count > 0)
            throw Problem.Conflict($"You are the only member of {string.Join(", ", shelves)}, which has records. Delete the team first; you are asked who gets them.");
    }

    /// <summary>A team without members is nobody's.</summary>
    private static Task EmptyTeamsAsync(MaestroDb db, UserRow user, CancellationToken cancel) => db.Set<TeamRow>().Where(team => team.DeletedAt == null
        && db.Set<TeamMemberRow>().Any(member => member.TeamId == team.Id && member.UserId == user.Id)
        && !db.Set<TeamMemberRow>().Any(member => member.TeamId == team.Id && member.UserId != user.Id))
        .ExecuteUpdateAsync(set => set.SetProperty(team => team.DeletedAt, user.UpdatedAt), cancel);

    /// <summary>What stands for the address of an account that has been deleted.</summary>
    internal static string AddressOf(Guid deleted) => $"deleted-{deleted:N}@invalid";

    /// <summary>The name stays, because history names it; the address is free for somebody new.</summary>
    private static void Erase(UserRow user, DateTimeOffset now)
    {
        user.Email = user.EmailNormal = AddressOf(user.Id);
        (user.FullName, user.Phone, user.Company, user.Job, user.Country, user.State, user.City, user.Address) = (null, null, null, null, null, null, null, null);
        (user.PasswordHash, user.AvatarId, user.Active, user.IsAdmin, user.UpdatedAt) = ("", null, false, false, now);
    }
}

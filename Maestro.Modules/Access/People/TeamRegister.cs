using System.Text.Json.Nodes;
using Maestro.Modules.Access.Grants;
using Maestro.Modules.Access.SignIn;
using Maestro.Modules.Access.Trail;
using Maestro.Modules.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Maestro.Modules.Access.People;

/// <summary>Keeps teams and their members.</summary>
internal sealed class TeamRegister(IMaestroDbFactory databases, TimeProvider time, Recognition recognition, ISecurityTrail trail, Heirs heirs) : ITeams
{
    public async Task<Page<Team>> ListAsync(Actor actor, string? words, int limit, int offset, CancellationToken cancel)
    {
        await using var db = databases.Open(actor);
        var found = TeamReading.Visible(db, actor);
        foreach (var word in AccessDatabase.Words(words))
        {
            var pattern = AccessDatabase.Containing(word);
            found = found.Where(row => EF.Functions.ILike(row.Name, pattern, "\\"));
        }
        var count = await found.LongCountAsync(cancel);
        var rows = await found.AsNoTracking().OrderBy(row => EF.Functions.Collate(row.Name, AccessDatabase.NameOrder)).ThenBy(row => row.Id).Skip(offset).Take(limit).ToListAsync(cancel);
        return new Page<Team>(await TeamReading.SeenAsync(db, actor, rows, cancel), count, true, null);
    }

    public async Task<Team> GetAsync(Actor actor, Guid id, CancellationToken cancel)
    {
        await using var db = databases.Open(actor);
        return await TeamReading.OneAsync(db, actor, id, cancel);
    }

    public async Task<Team> CreateAsync(Actor actor, JsonObject fields, CancellationToken cancel)
    {
        DemandPerson(actor);
        var now = time.GetUtcNow();
        var row = new TeamRow { Id = Ids.New(time), Name = "", OwnerId = actor.UserId, CreatedAt = now, UpdatedAt = now };
        var errors = new FieldErrors();
        if (!fields.ContainsKey("name"))
            errors.Add("name", "must be filled in.");
        TeamFields.Apply(row, fields, errors);
        errors.Demand();
        await using var db = databases.Open(actor);
        if (!await db.Set<UserRow>().AnyAsync(user => user.Id == actor.UserId && user.Active, cancel))
            throw new Problem(ProblemKind.SignedOut, "Sign in first.");
        db.Add(row);
        db.Add(new TeamMemberRow { TeamId = row.Id, UserId = actor.UserId, Level = Level.Admin });
        trail.Add(db, SecurityNote.By(actor, "team.create").About("team", row.Id, row.Name));
        await db.SaveChangesAsync(cancel);
        recognition.Forget();
        return await TeamReading.OneAsync(db, actor, row.Id, cancel);
    }

    public async Task<Team> ChangeAsync(Actor actor, Guid id, JsonObject fields, CancellationToken cancel)
    {
        await using var db = databases.Open(actor);
        var row = await TeamReading.DemandAsync(db, actor, id, Level.Write, cancel);
        var errors = new FieldErrors();
        TeamFields.Apply(row, fields, errors);
        errors.Demand();
        if (Changed.Of(db.Entry(row)) is { } detail)
            trail.Add(db, SecurityNote.By(actor, "team.change").About("team", row.Id, row.Name) with { Detail = detail });
        row.UpdatedAt = time.GetUtcNow();
        await db.SaveChangesAsync(cancel);
        recognition.Forget();
        return await TeamReading.OneAsync(db, actor, id, cancel);
    }

    public async Task<long> CountRecordsAsync(Actor actor, Guid id, CancellationToken cancel)
    {
        await using var db = databases.Open(actor);
        await TeamReading.DemandAsync(db, actor, id, Level.Admin, cancel);
        return await heirs.CountAsync(actor, Subject.Team(id), cancel);
    }

    public async Task<Team> TransferAsync(Actor actor, Guid id, Guid to, CancellationToken cancel)
    {
        await using var db = databases.Open(actor);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.TakeTurnAsync(cancel);
        var row = await TeamReading.DemandAsync(db, actor, id, Level.Admin, cancel);
        var members = await db.Set<TeamMemberRow>().Where(member => member.TeamId == id).ToListAsync(cancel);
        if (row.OwnerId != actor.UserId && !actor.SeesAll && members.Any(member => member.UserId == row.OwnerId))
            throw Problem.Denied("Only the owner gives a team away.");
        var heir = members.SingleOrDefault(member => member.UserId == to) ?? throw Problem.Invalid("to", "must be a member of the team.");
        if (!await db.Set<UserRow>().AnyAsync(user => user.Id == to && user.Active, cancel))
            throw Problem.Invalid("to", "must be an active user.");
        trail.Add(db, SecurityNote.By(actor, "team.transfer").About("team", row.Id, row.Name) with { Detail = new JsonObject { ["from"] = row.OwnerId.ToString(), ["to"] = to.ToString() } });
        (row.OwnerId, row.UpdatedAt, heir.Level, heir.Source) = (to, time.GetUtcNow(), Level.Admin, null);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        recognition.Forget();
        return await TeamReading.AfterAsync(db, actor, row, cancel);
    }

    public async Task DeleteAsync(Actor actor, Guid id, Subject? recordsTo, CancellationToken cancel)
    {
        await using var db = databases.Open(actor);
        await TeamReading.DemandAsync(db, actor, id, Level.Admin, cancel);
        await heirs.SettleAsync(db, actor, Subject.Team(id), recordsTo, cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.TakeTurnAsync(cancel);
        var row = await TeamReading.DemandAsync(db, actor, id, Level.Admin, cancel);
        if (await SoleRecordsAsync(db, id, cancel) is > 0 and var records)
            throw Problem.Conflict($"This team is the only administrator of {records} records. Give them to somebody else first.");
        // Its grants stay, as does its name: history and undo refer to them. They give nobody anything.
        row.DeletedAt = row.UpdatedAt = time.GetUtcNow();
        db.RemoveRange(await db.Set<TeamMemberRow>().Where(member => member.TeamId == id).ToListAsync(cancel));
        trail.Add(db, SecurityNote.By(actor, "team.delete").About("team", row.Id, row.Name));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        recognition.Forget();
    }

    public async Task<Team> SetMembersAsync(Actor actor, Guid id, IReadOnlyDictionary<Guid, Level> members, CancellationToken cancel)
    {
        await using var db = databases.Open(actor);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.TakeTurnAsync(cancel);
        var row = await TeamReading.DemandAsync(db, actor, id, Level.Admin, cancel);
        var ids = members.Keys.ToArray();
        var active = await db.Set<UserRow>().Where(user => ids.Contains(user.Id) && user.Active).Select(user => user.Id).ToListAsync(cancel);
        var errors = new FieldErrors();
        foreach (var unknown in ids.Except(active))
            errors.Add("members", $"{unknown} is no active user.");
        foreach (var (user, level) in members)
            if (level is not (Level.Read or Level.Write or Level.Admin))
                errors.Add("members", $"the level of {user} must be read, write or admin.");
        errors.Demand();
        DemandOneAdmin(members.Values);
        if (await ReplaceAsync(db, id, members, cancel) is { Count: > 0 } moved)
            trail.Add(db, SecurityNote.By(actor, "team.members").About("team", row.Id, row.Name) with { Detail = new JsonObject { ["members"] = moved } });
        row.UpdatedAt = time.GetUtcNow();
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        recognition.Forget();
        return await TeamReading.AfterAsync(db, actor, row, cancel);
    }

    public async Task LeaveAsync(Actor actor, Guid id, CancellationToken cancel)
    {
        DemandPerson(actor);
        await using var db = databases.Open(actor);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.TakeTurnAsync(cancel);
        var members = await db.Set<TeamMemberRow>().Where(member => member.TeamId == id).ToListAsync(cancel);
        var own = members.SingleOrDefault(member => member.UserId == actor.UserId) ?? throw Problem.Missing("The team");
        DemandOneAdmin(members.Where(member => member != own).Select(member => member.Level));
        db.Remove(own);
        trail.Add(db, SecurityNote.By(actor, "team.leave").About("team", id, actor.Teams.FirstOrDefault(team => team.TeamId == id)?.Name));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        recognition.Forget();
    }

    // What moves, by member: the level before and after.
    private static async Task<JsonArray> ReplaceAsync(MaestroDb db, Guid id, IReadOnlyDictionary<Guid, Level> members, CancellationToken cancel)
    {
        var rows = await db.Set<TeamMemberRow>().Where(member => member.TeamId == id).ToDictionaryAsync(member => member.UserId, cancel);
        var ids = rows.Keys.Union(members.Keys).ToArray();
        var names = await db.Set<UserRow>().Where(user => ids.Contains(user.Id)).ToDictionaryAsync(user => user.Id, user => user.Name, cancel);
        var moved = new JsonArray();
        foreach (var user in ids.Order())
        {
            var (before, after) = (rows.TryGetValue(user, out var member) ? member.Level : Level.None, members.GetValueOrDefault(user));
            if (before == after)
                continue;
            moved.Add(new JsonObject { ["id"] = user.ToString(), ["name"] = names.GetValueOrDefault(user), ["before"] = Word(before), ["after"] = Word(after) });
            if (member is null)
                db.Add(new TeamMemberRow { TeamId = id, UserId = user, Level = after });
            else if (after == Level.None)
                db.Remove(member);
            else
                (member.Level, member.Source) = (after, null);
        }

        return moved;
    }

    private static string? Word(Level level) => level == Level.None ? null : level.ToString().ToLowerInvariant();

    /// <summary>Records that nobody could administer any more without this team.</summary>
    private static Task<int> SoleRecordsAsync(MaestroDb db, Guid team, CancellationToken cancel)
    {
        var admins = db.Set<GrantRow>().Where(grant => grant.Level >= (short)Level.Admin);
        var others = admins.Where(grant => grant.SubjectId != team
            && (db.Set<UserRow>().Any(user => user.Id == grant.SubjectId && user.Active)
                || db.Set<TeamRow>().Any(other => other.Id == grant.SubjectId && other.DeletedAt == null)));
        return admins.CountAsync(grant => grant.SubjectId == team && !others.Any(other => other.RecordId == grant.RecordId), cancel);
    }

    private static void DemandOneAdmin(IEnumerable<Level> levels)
    {
        if (!levels.Contains(Level.Admin))
            throw Problem.Conflict("A team needs at least one member at level admin.");
    }

    private static void DemandPerson(Actor actor)
    {
        if (actor.IsSystem || !actor.MayWrite || actor.IsService)
            throw Problem.Denied(actor.IsService ? "A service is in no team but its own." : "This token may only read.");
    }
}

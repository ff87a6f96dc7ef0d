using Maestro.Modules.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Maestro.Modules.Access.People;

/// <summary>What an actor sees of teams: those it is in; administrators see all.</summary>
internal static class TeamReading
{
    public static IQueryable<TeamRow> Visible(MaestroDb db, Actor actor) =>
        db.Set<TeamRow>().Where(row => row.DeletedAt == null
            && (actor.SeesAll || db.Set<TeamMemberRow>().Any(member => member.TeamId == row.Id && member.UserId == actor.UserId)));

    public static async Task<Team> OneAsync(MaestroDb db, Actor actor, Guid id, CancellationToken cancel)
    {
        var row = await Visible(db, actor).AsNoTracking().SingleOrDefaultAsync(team => team.Id == id, cancel) ?? throw Problem.Missing("The team");
        return (await SeenAsync(db, actor, [row], cancel))[0];
    }

    /// <summary>A team whose members the actor has just set; the actor may have left it by that.</summary>
    public static async Task<Team> AfterAsync(MaestroDb db, Actor actor, TeamRow row, CancellationToken cancel) =>
        (await SeenAsync(db, actor, [row], cancel))[0];

    public static async Task<IReadOnlyList<Team>> SeenAsync(MaestroDb db, Actor actor, IReadOnlyList<TeamRow> rows, CancellationToken cancel)
    {
        var ids = rows.Select(row => row.Id).ToArray();
        var members = (await (
            from member in db.Set<TeamMemberRow>().AsNoTracking()
            join user in db.Set<UserRow>() on member.UserId equals user.Id
            where ids.Contains(member.TeamId)
            orderby user.Name, user.Id
            select new { member.TeamId, Row = new TeamMember(user.Id, user.Name, user.Email, user.AvatarId, member.Level) }).ToListAsync(cancel))
            .ToLookup(member => member.TeamId, member => member.Row);
        return [.. rows.Select(row => View(actor, row, [.. members[row.Id]]))];
    }

    /// <summary>The team, where the actor has this level in it. Throws <see cref="Problem"/>: missing, denied.</summary>
    public static async Task<TeamRow> DemandAsync(MaestroDb db, Actor actor, Guid id, Level level, CancellationToken cancel)
    {
        if (!actor.MayWrite || actor.RecordsOnly)
            throw Problem.Denied("This token may only read.");
        var row = await Visible(db, actor).SingleOrDefaultAsync(team => team.Id == id, cancel) ?? throw Problem.Missing("The team");
        var own = await db.Set<TeamMemberRow>().Where(member => member.TeamId == id && member.UserId == actor.UserId)
            .Select(member => member.Level).SingleOrDefaultAsync(cancel);
        if (own < level && !actor.SeesAll)
            throw Problem.Denied(level == Level.Admin ? "Only administrators of the team may do that." : "Your level in this team only lets you read.");
        return row;
    }

    private static Team View(Actor actor, TeamRow row, IReadOnlyList<TeamMember> members)
    {
        var own = members.FirstOrDefault(member => member.Id == actor.UserId)?.Level ?? Level.None;
        return new Team(row.Id, row.Name, row.Email, row.Url, row.AvatarId, row.OwnerId, actor.SeesAll ? Level.Admin : own, members, row.CreatedAt, row.UpdatedAt);
    }
}

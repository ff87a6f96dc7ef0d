using Maestro.Modules.Access.SignIn;
using Maestro.Modules.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Maestro.Modules.Access.People;

/// <summary>Answers who somebody is.</summary>
internal sealed class Identities(IMaestroDbFactory databases, Recognition recognition, IOptions<AccessOptions> options) : IAccess
{
    private static readonly Actor Reader = Actor.System("names");

    public async Task<Actor?> ActorAsync(string token, Guid? team, CancellationToken cancel) =>
        For(await recognition.TokenAsync(token, null, cancel) is { } who && who.IsWelcomeFrom(null) ? who.Actor : null, team);

    public async Task<Actor?> ActorOfAsync(Guid userId, Guid? team, CancellationToken cancel)
    {
        await using var db = databases.Open(Reader);
        return For(await Recognition.ActorAsync(db, userId, cancel), team);
    }

    public async Task<Actor?> ActorOfTeamAsync(Guid team, CancellationToken cancel)
    {
        await using var db = databases.Open(Reader);
        return await db.Set<TeamRow>().Where(row => row.Id == team && row.DeletedAt == null).Select(row => row.Name).SingleOrDefaultAsync(cancel) is { } name
            ? new Actor { UserId = team, Name = name, TeamId = team, Teams = [new Membership(team, name, Level.Write)], IsService = true }
            : null;
    }

    public async Task<Actor?> ActorOfSessionAsync(Guid session, CancellationToken cancel) =>
        (await recognition.SessionAsync(session, cancel))?.Actor;

    public async Task<IReadOnlyDictionary<Guid, string>> NamesAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancel)
    {
        if (ids.Count == 0)
            return new Dictionary<Guid, string>();
        await using var db = databases.Open(Reader);
        var users = db.Set<UserRow>().Where(row => ids.Contains(row.Id)).Select(row => new { row.Id, row.Name });
        var teams = db.Set<TeamRow>().Where(row => ids.Contains(row.Id)).Select(row => new { row.Id, row.Name });
        return await users.Concat(teams).ToDictionaryAsync(row => row.Id, row => row.Name, cancel);
    }

    public async Task<IReadOnlyList<NamedSubject>> FindSubjectsAsync(Actor actor, string words, int limit, CancellationToken cancel)
    {
        await using var db = databases.Open(actor);
        var users = await UserReading.Matching(UserReading.Visible(db, actor).Where(row => row.Active), actor, words)
            .OrderBy(row => EF.Functions.Collate(row.Name, AccessDatabase.NameOrder)).ThenBy(row => row.Id).Take(limit)
            .Select(row => new { row.Id, row.Name }).ToListAsync(cancel);
        var teams = TeamReading.Visible(db, actor);
        foreach (var word in AccessDatabase.Words(words))
        {
            var pattern = AccessDatabase.Containing(word);
            teams = teams.Where(row => EF.Functions.ILike(row.Name, pattern, "\\"));
        }
        var found = await teams.OrderBy(row => EF.Functions.Collate(row.Name, AccessDatabase.NameOrder)).ThenBy(row => row.Id).Take(limit).Select(row => new { row.Id, row.Name }).ToListAsync(cancel);
        return [
            .. found.Select(row => new NamedSubject(Subject.Team(row.Id), row.Name))
                .Concat(users.Select(row => new NamedSubject(Subject.User(row.Id), row.Name)))
                .OrderBy(subject => subject.Name, StringComparer.OrdinalIgnoreCase).Take(limit)];
    }

    public async Task<IReadOnlyList<Subject>> UnknownSubjectsAsync(IReadOnlyCollection<Subject> subjects, CancellationToken cancel)
    {
        var ids = subjects.Select(subject => subject.Id).ToArray();
        await using var db = databases.Open(Reader);
        var users = await db.Set<UserRow>().Where(row => ids.Contains(row.Id) && row.Active).Select(row => row.Id).ToListAsync(cancel);
        var teams = await db.Set<TeamRow>().Where(row => ids.Contains(row.Id) && row.DeletedAt == null).Select(row => row.Id).ToListAsync(cancel);
        var known = users.Select(Subject.User).Concat(teams.Select(Subject.Team)).ToHashSet();
        return [.. subjects.Where(subject => !known.Contains(subject))];
    }

    public async Task<IReadOnlyList<Guid>> DeletedAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancel)
    {
        var all = ids.ToArray();
        await using var db = databases.Open(Reader);
        var users = await db.Set<UserRow>().Where(row => all.Contains(row.Id)).Select(row => new { row.Id, row.EmailNormal }).ToListAsync(cancel);
        var teams = await db.Set<TeamRow>().Where(row => all.Contains(row.Id) && row.DeletedAt == null).Select(row => row.Id).ToListAsync(cancel);
        var there = users.Where(user => user.EmailNormal != Farewell.AddressOf(user.Id)).Select(user => user.Id).Concat(teams).ToHashSet();
        return [.. all.Where(id => !there.Contains(id))];
    }

    public void DemandCreate(Actor actor)
    {
        if (!actor.MayWrite)
            throw Problem.Denied("This token may only read.");
        // An administrator could join the team first; the change set says who it was.
        if (actor.TeamId is not { } id || actor.IsAdmin)
            return;
        var membership = actor.Teams.FirstOrDefault(team => team.TeamId == id) ?? throw NotMember();
        var needed = options.Value.TeamCreateLevel;
        if (membership.Level < needed)
            throw Problem.Denied($"Creating on behalf of {membership.Name} takes the level {needed.ToString().ToLowerInvariant()} in that team.");
    }

    private static Actor? For(Actor? actor, Guid? team)
    {
        if (actor is null || team is null)
            return actor;
        return actor.Teams.Any(membership => membership.TeamId == team) ? actor with { TeamId = team } : throw NotMember();
    }

    private static Problem NotMember() => Problem.Denied("You are not a member of that team.");
}

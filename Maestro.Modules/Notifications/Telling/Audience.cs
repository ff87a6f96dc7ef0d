using Maestro.Modules.Access;
using Maestro.Modules.Kernel;

namespace Maestro.Modules.Notifications.Telling;

/// <summary>Who is meant: people by themselves, teams by their members.</summary>
internal sealed class Audience(IAccess access, ITeams teams)
{
    internal static readonly Actor Self = Actor.System("notifications");

    /// <summary>The active people among those ids, and the members of the teams among them.</summary>
    internal async Task<IReadOnlyCollection<Guid>> OfAsync(IEnumerable<Guid> subjects, CancellationToken cancel)
    {
        var ids = subjects.Distinct().ToList();
        var unknown = await access.UnknownSubjectsAsync([.. ids.SelectMany(id => new[] { Subject.User(id), Subject.Team(id) })], cancel);
        var people = ids.Where(id => !unknown.Contains(Subject.User(id))).ToHashSet();
        foreach (var team in ids.Where(id => !unknown.Contains(Subject.Team(id))))
            people.UnionWith(await MembersAsync(team, cancel));
        return people;
    }

    private async Task<IReadOnlyList<Guid>> MembersAsync(Guid team, CancellationToken cancel)
    {
        try
        {
            var members = (await teams.GetAsync(Self, team, cancel)).Members.Select(member => member.Id).ToList();
            var away = await access.UnknownSubjectsAsync([.. members.Select(Subject.User)], cancel);
            return [.. members.Where(member => !away.Contains(Subject.User(member)))];
        }
        catch (Problem gone) when (gone.Kind == ProblemKind.Missing)
        {
            // Deleted meanwhile.
            return [];
        }
    }
}

using Maestro.Modules.Access;
using Maestro.Modules.Kernel;

namespace Maestro.Modules.Notifications.Telling;

/// <summary>Who is to be told.</summary>
/// <param name="Teams">Teams whose members are among the people; they may have a webhook of their own.</param>
internal sealed record Told(IReadOnlyCollection<Guid> People, IReadOnlyCollection<Guid> Teams);

/// <summary>Who is meant: people by themselves, teams by their members.</summary>
internal sealed class Audience(IAccess access, ITeams teams)
{
    internal static readonly Actor Self = Actor.System("notifications");

    /// <summary>The active people among those ids, and the members of the teams among them.</summary>
    internal async Task<Told> OfAsync(IEnumerable<Guid> subjects, CancellationToken cancel)
    {
        var ids = subjects.Distinct().ToList();
        var unknown = await access.UnknownSubjectsAsync([.. ids.SelectMany(id => new[] { Subject.User(id), Subject.Team(id) })], cancel);
        var people = ids.Where(id => !unknown.Contains(Subject.User(id))).ToHashSet();
        var meant = ids.Where(id => !unknown.Contains(Subject.Team(id))).ToList();
        foreach (var team in meant)
            people.UnionWith(await MembersAsync(team, cancel));
        return new(people, meant);
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

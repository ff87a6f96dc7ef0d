using Maestro.Modules.Access;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;

namespace Maestro.Modules.Inventory.Queries;

/// <summary>Puts the grants of a record and the members of teams together, as far as the reader may see them.</summary>
internal sealed class WhoCan(IKinds kinds, IInventory inventory, ITeams teams) : IEffectiveAccess
{
    public async Task<EffectiveAccess> OfAsync(Actor actor, string kind, Guid id, CancellationToken cancel)
    {
        var record = await inventory.GetAsync(actor, kind, id, null, cancel);
        if (kinds.Get(record.Kind).Shared)
            return new EffectiveAccess(true, [], []);
        var grants = await inventory.GrantsAsync(actor, id, cancel);
        var ways = grants.Where(grant => grant.Subject.Type == "user").Select(grant => (grant.Subject.Id, grant.Name, Way: new AccessWay(null, null, grant.Level, null))).ToList();
        var closed = new List<NamedGrant>();
        foreach (var grant in grants.Where(grant => grant.Subject.Type == "team"))
        {
            if (await TeamAsync(actor, grant.Subject.Id, cancel) is { } team)
                ways.AddRange(team.Members.Select(member => (member.Id, member.Name, new AccessWay(team.Id, team.Name, grant.Level, member.Level))));
            else
                closed.Add(grant);
        }

        var people = ways.GroupBy(way => way.Id).Select(group =>
        {
            var level = group.Max(way => way.Way.Level);
            return new EffectivePerson(group.Key, group.First().Name, level, [.. group.Select(way => way.Way).Where(way => way.Level == level)]);
        });
        return new EffectiveAccess(false, [.. people.OrderByDescending(one => one.Level).ThenBy(one => one.Name, StringComparer.OrdinalIgnoreCase)], closed);
    }

    /// <summary>A team with its members; null for one that the reader is not in, or that is gone.</summary>
    private async Task<Team?> TeamAsync(Actor actor, Guid id, CancellationToken cancel)
    {
        try
        {
            return await teams.GetAsync(actor, id, cancel);
        }
        catch (Problem problem) when (problem.Kind == ProblemKind.Missing)
        {
            return null;
        }
    }
}

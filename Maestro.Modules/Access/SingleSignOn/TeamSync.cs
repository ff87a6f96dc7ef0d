using System.Text.Json.Nodes;
using Maestro.Modules.Access.People;
using Maestro.Modules.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Maestro.Modules.Access.SingleSignOn;

/// <summary>Brings a person's memberships to what their groups say. Those made by hand, or by another source, stay as they are.</summary>
internal sealed class TeamSync(ISecurityTrail trail)
{
    /// <summary>The teams that groups lead into; of several ways into one team the highest level counts.</summary>
    public static Dictionary<Guid, Level> TeamsOf(SourceSettings settings, Arrival arrival) => settings.Teams
        // A directory's names have no case; a provider's have.
        .Where(mapping => arrival.Groups.Contains(mapping.Value, arrival.Source == Arrival.Ldap ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal))
        .GroupBy(mapping => mapping.Team).ToDictionary(group => group.Key, group => group.Max(mapping => mapping.Level));

    /// <summary>Changes memberships in the context, which the caller saves.</summary>
    public async Task SyncAsync(MaestroDb db, UserRow user, string source, Dictionary<Guid, Level> wanted, Caller caller, CancellationToken cancel)
    {
        var ids = wanted.Keys.ToArray();
        var rows = await db.Set<TeamMemberRow>().Where(row => row.UserId == user.Id && (row.Source == source || ids.Contains(row.TeamId))).ToDictionaryAsync(row => row.TeamId, cancel);
        var known = ids.Concat(rows.Keys).ToArray();
        var names = await db.Set<TeamRow>().Where(team => known.Contains(team.Id) && team.DeletedAt == null).ToDictionaryAsync(team => team.Id, team => team.Name, cancel);
        foreach (var (id, name) in names)
        {
            var (row, level) = (rows.GetValueOrDefault(id), wanted.GetValueOrDefault(id));
            if ((row is not null && row.Source != source) || row?.Level == level)
                continue;
            Note(db, user, source, id, name, row?.Level ?? Level.None, level, caller);
            if (row is null)
                db.Add(new TeamMemberRow { TeamId = id, UserId = user.Id, Level = level, Source = source });
            else if (level == Level.None)
                db.Remove(row);
            else
                row.Level = level;
        }
    }

    private void Note(MaestroDb db, UserRow user, string source, Guid team, string name, Level before, Level after, Caller caller) =>
        trail.Add(db, new SecurityNote("team.members")
        {
            ActorId = user.Id, ActorName = user.Name, Address = caller.Address,
            Detail = new JsonObject
            {
                ["by"] = source,
                ["members"] = new JsonArray(new JsonObject { ["id"] = user.Id.ToString(), ["name"] = user.Name, ["before"] = Word(before), ["after"] = Word(after) }),
            },
        }.About("team", team, name));

    private static string? Word(Level level) => level == Level.None ? null : level.ToString().ToLowerInvariant();
}

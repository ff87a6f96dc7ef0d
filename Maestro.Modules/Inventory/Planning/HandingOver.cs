using Maestro.Modules.Access;
using Maestro.Modules.Kernel;
using Npgsql;

namespace Maestro.Modules.Inventory.Planning;

/// <summary>Gives what a user or team leaves behind to another, as one change set.</summary>
internal sealed class HandingOver(IMaestroDbFactory databases, IPlanning planning, IAccess access) : IEstate
{
    /// <summary>What the subject administers, and owns or administers alone. What it owns without a say in it has other administrators.</summary>
    private const string Left = """
        from inventory.records r join access.grants g on g.record_id = r.id and g.subject_id = $1 and g.level >= 7
        where r.owner_id = $1 or not exists (
            select 1 from access.grants o where o.record_id = r.id and o.subject_id <> $1 and o.level >= 7
            and (exists (select 1 from access.users u where u.id = o.subject_id and u.active) or exists (select 1 from access.teams t where t.id = o.subject_id and t.deleted_at is null)))
        """;

    public async Task<long> CountAsync(Actor actor, Subject owner, CancellationToken cancel)
    {
        await using var connection = await databases.ConnectAsync(actor, cancel);
        await using var command = new NpgsqlCommand($"select count(*) {Left}", connection);
        command.Parameters.Add(new() { Value = owner.Id });
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }

    public async Task HandOverAsync(Actor actor, Subject from, Subject to, CancellationToken cancel)
    {
        var drafts = await DraftsAsync(actor, from, to, cancel);
        if (drafts.Count == 0)
            return;
        var names = await access.NamesAsync([from.Id, to.Id], cancel);
        var options = new PlanOptions { Title = $"Handed over from {names.GetValueOrDefault(from.Id)} to {names.GetValueOrDefault(to.Id)}" };
        var plan = await planning.PlanAsync(actor, Origin.Person(actor with { TeamId = null }), drafts, options, cancel);
        await planning.ApplyAsync(actor, plan, new ApplyOptions(), cancel);
    }

    private async Task<List<Draft>> DraftsAsync(Actor actor, Subject from, Subject to, CancellationToken cancel)
    {
        await using var connection = await databases.ConnectAsync(actor, cancel);
        await using var command = new NpgsqlCommand($"""
            select r.id, r.kind, r.owner_id, (select string_agg(a.subject_type || ':' || a.subject_id || ':' || a.level, ',') from access.grants a where a.record_id = r.id) {Left}
            """, connection);
        command.Parameters.Add(new() { Value = from.Id });
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var drafts = new List<Draft>();
        while (await rows.ReadAsync(cancel))
        {
            drafts.Add(new Draft(rows.GetString(1))
            {
                Id = rows.GetGuid(0), Action = DraftAction.Give, Owner = rows.GetGuid(2) == from.Id ? to : null,
                Grants = [.. Others(rows.GetString(3)).Where(grant => grant.Subject != from && grant.Subject != to), new Grant(to, Level.Admin)],
            });
        }

        return drafts;
    }

    private static IEnumerable<Grant> Others(string grants) =>
        grants.Split(',').Select(text => text.Split(':')).Select(parts => new Grant(new(parts[0], Guid.Parse(parts[1])), (Level)int.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture)));
}

using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;

namespace Maestro.Modules.Inventory.Queries;

/// <summary>
/// Records as they were: those that have not changed since come from the live table, the others from the change that was
/// valid then, looked up record by record: what may be read is asked before what it was. Access is today's.
/// </summary>
internal static class AsOf
{
    /// <summary>Everything of a Kind.</summary>
    internal static (string Kept, string Changed) Parts(Actor actor, Kind kind, DateTimeOffset at, Sql sql) =>
        Parts($"o.root = '{kind.Root}' and {Readable.Sql(actor, "o", actor.SeesAll ? "" : sql.Value(actor.SubjectIds))}", at, sql);

    /// <summary>The records that a condition upon <c>o</c>, the record of today, lets through.</summary>
    internal static string Source(string condition, DateTimeOffset at, Sql sql)
    {
        var (kept, changed) = Parts(condition, at, sql);
        return $"({kept} union all {changed})";
    }

    // Those that are as they were, and those that have changed since.
    private static (string Kept, string Changed) Parts(string condition, DateTimeOffset at, Sql sql)
    {
        var moment = sql.Value(at);
        return ($"""
            select o.id, o.kind, o.root, o.name, o.doc, o.version, o.state, o.active, o.owner_type, o.owner_id, o.created_at, o.updated_at, o.merged_into
            from inventory.records o where o.updated_at <= {moment} and {condition}
            """, $"""
            select o.id, c.kind, c.root, c.name, c.after as doc, c.version, c.state, c.state in ('present', 'missing') as active, o.owner_type, o.owner_id, o.created_at, c.valid_from as updated_at, null::uuid as merged_into
            from inventory.records o
            cross join lateral (select c.* from audit.changes c where c.record_id = o.id and c.valid_from <= {moment} and c.valid_to > {moment} limit 1) c
            where o.updated_at > {moment} and {condition}
            """);
    }
}

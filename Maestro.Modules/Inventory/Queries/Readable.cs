using Maestro.Modules.Kernel;

namespace Maestro.Modules.Inventory.Queries;

/// <summary>The one access condition. Every query over records holds it; nothing is read past it.</summary>
internal static class Readable
{
    /// <summary>SQL that is true for records the actor may read. The parameter is <see cref="Actor.SubjectIds"/>.</summary>
    internal static string Sql(Actor actor, string alias, string parameter) =>
        actor.SeesAll ? "true" : actor.OnlyKinds is null ? $"{alias}.readers && {parameter}" : $"({alias}.readers && {parameter} and {Reached(actor, alias)})";

    /// <summary>SQL that is true for the Kinds that the actor's token is limited to.</summary>
    internal static string Reached(Actor actor, string alias) => actor.OnlyKinds is not { } kinds ? "true"
        : kinds.Count == 0 ? "false"
        // Names of the catalogue, which are plain words.
        : $"{alias}.kind in ({string.Join(", ", kinds.Order(StringComparer.Ordinal).Select(kind => $"'{kind}'"))})";

    /// <summary>As <see cref="Sql"/> for what a reference points at: whoever reads a record also sees which datacenter it stands in.</summary>
    internal static string TargetSql(Actor actor, string kind, string alias, string parameter) =>
        kind == "datacenter" && actor.Reaches(kind) ? "true" : Sql(actor, alias, parameter);
}

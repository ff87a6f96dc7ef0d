using Maestro.Modules.Kernel;

namespace Maestro.Modules.Inventory.Queries;

/// <summary>The one access condition. Every query over records holds it; nothing is read past it.</summary>
internal static class Readable
{
    /// <summary>SQL that is true for records the actor may read. The parameter is <see cref="Actor.SubjectIds"/>.</summary>
    internal static string Sql(Actor actor, string alias, string parameter) =>
        actor.SeesAll ? "true" : $"{alias}.readers && {parameter}";
}

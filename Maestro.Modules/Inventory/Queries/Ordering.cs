using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;

namespace Maestro.Modules.Inventory.Queries;

/// <summary>What lists may be ordered by: indexed paths and the record's own columns.</summary>
internal static class Ordering
{
    /// <summary>SQL of an order key and its shape, or null when there is no index behind it.</summary>
    internal static (string Sql, Shape Shape)? Find(IKinds kinds, Kind kind, string path, string alias = "r")
    {
        if (path is "updated_at" or "created_at")
            return ($"{alias}.{path}", Shape.Instant);
        var names = path.Replace(".", "__", StringComparison.Ordinal).Split("__");
        foreach (var member in kinds.FamilyOf(kind))
        {
            foreach (var (indexed, type) in IndexKeeping.Indexed(member.Fields, []))
            {
                if (indexed.SequenceEqual(names))
                    return (Expression.Of(alias, indexed, type), type.Shape);
            }
        }

        return null;
    }

    /// <summary>Names that may be ordered by.</summary>
    internal static IEnumerable<string> Names(IKinds kinds, Kind kind) =>
        kinds.FamilyOf(kind).SelectMany(member => IndexKeeping.Indexed(member.Fields, [])).Select(found => string.Join("__", found.Path)).Distinct().Concat(["updated_at", "created_at"]);
}

using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;

namespace Maestro.Modules.Inventory.Queries;

/// <summary>What a list may be grouped by: any declared single value, a reference's name, a datacenter's provider.</summary>
internal static class Facets
{
    /// <summary>Whether a path ends at a number, of the record itself or of one of its references.</summary>
    internal static bool IsNumber(Kind kind, IReadOnlyList<string> path)
    {
        var type = kind.Find(path[0])?.Type;
        foreach (var name in path.Skip(1))
            type = type switch { Group group => group.Find(name)?.Type, Ref reference => reference.Fields.FirstOrDefault(own => own.Name == name)?.Type, _ => null };
        return type is Number;
    }

    internal static string? Expression(IKinds kinds, Actor actor, Kind kind, IReadOnlyList<string> path)
    {
        if (path is ["state" or "kind"])
            return $"r.{path[0]}";
        if (path is ["owner"])
            return "r.owner_id::text";
        if (kind.Find(path[0]) is not { } field)
            return null;
        var type = field.Type;
        for (var at = 1; at < path.Count; at++)
        {
            switch (type)
            {
                case Group group when group.Find(path[at]) is { } member:
                    type = member.Type;
                    break;
                case Ref reference when reference.Fields.FirstOrDefault(own => own.Name == path[at]) is { } member:
                    type = member.Type;
                    break;
                case Ref reference when at == path.Count - 1 && reference.Kind == "datacenter" && actor.Reaches("datacenter") && kinds.Get("datacenter").Find(path[at]) is not null:
                    // A datacenter's name, provider and regions are visible to whoever reads a record placed there.
                    return $"(select coalesce(d.doc #>> {Queries.Expression.Path([path[at]])}, '') from inventory.records d where d.id = (r.doc #>> {Queries.Expression.Path([.. path.Take(at), "id"])})::uuid)";
                default:
                    return null;
            }
        }

        return type is ListOf or Group or Ref or Any or Tags ? null : $"r.doc #>> {Queries.Expression.Path(path)}";
    }
}

using Maestro.Modules.Inventory;
using Maestro.Modules.Kinds;

namespace Maestro.Web.Inventory.Records;

/// <summary>How many records of a Kind point here, and the list that shows them.</summary>
/// <param name="Relation">The edge, read from this record: "runs on".</param>
/// <param name="Query">The list's filter.</param>
internal sealed record RelatedCount(Kind Kind, string Relation, long Count, string Query);

/// <summary>The inverse of every reference of every Kind, counted. Nothing is listed by hand: a new Kind counts itself.</summary>
internal static class Related
{
    /// <summary>What points at the record, most first. Families that inherit the field count with the Kind that declares it.</summary>
    public static IReadOnlyList<RelatedCount> Of(IKinds kinds, Guid id, IEnumerable<LinkGroup> groups)
    {
        var incoming = groups.Where(group => !group.Outgoing)
            .Select(group => (Group: group, Kind: Declaring(kinds, kinds.Get(group.Kind), Leaves.FieldOf(group.Path))))
            .GroupBy(pair => (Kind: pair.Kind.Name, pair.Group.Path, pair.Group.Relation)).ToList();
        return [.. incoming.Select(group =>
            {
                var kind = kinds.Get(group.Key.Kind);
                return new RelatedCount(kind, group.Key.Relation, group.Sum(pair => pair.Group.Count), Query(kinds, kind, group.Key.Path, id));
            })
            .OrderByDescending(related => related.Count).ThenBy(related => related.Kind.Label, StringComparer.Ordinal)];
    }

    /// <summary>The list's filter for a reference, without the families that give the field another meaning.</summary>
    private static string Query(IKinds kinds, Kind kind, string path, Guid id)
    {
        var field = Leaves.FieldOf(path);
        var others = kinds.FamilyOf(kind).Where(family => family.Family is not null && family.Find(field) is { } own && own != kind.Find(field)).Select(family => $"&family__n={Uri.EscapeDataString(family.Family!)}");
        return $"{path.Replace(".", "__", StringComparison.Ordinal)}={id}{string.Concat(others)}";
    }

    /// <summary>The topmost Kind of the extends chain that has the very same field.</summary>
    private static Kind Declaring(IKinds kinds, Kind kind, string field)
    {
        while (kind.Extends is { } parent && kinds.Get(parent).Find(field) is { } above && above == kind.Find(field))
            kind = kinds.Get(parent);
        return kind;
    }
}

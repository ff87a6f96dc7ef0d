using System.Reflection;
using Maestro.Modules.Kinds;

namespace Maestro.Web.Inventory.Panels;

/// <summary>The panels there are, by Kind.</summary>
internal static class RecordPanels
{
    private static readonly IReadOnlyList<(Type Type, PanelAttribute Panel)> All =
        [.. typeof(RecordPanels).Assembly.GetTypes().Where(type => !type.IsAbstract && typeof(RecordPanel).IsAssignableFrom(type))
            .SelectMany(type => type.GetCustomAttributes<PanelAttribute>().Select(panel => (Type: type, Panel: panel)))
            .OrderBy(pair => pair.Panel.Last).ThenBy(pair => pair.Type.Name, StringComparer.Ordinal)];

    /// <summary>Panels of a Kind, its own before those of the Kind that it extends.</summary>
    public static IReadOnlyList<Type> Of(IKinds kinds, Kind kind) => [.. Chain(kinds, kind).Select(pair => pair.Type)];

    /// <summary>Fields that a panel shows.</summary>
    public static IReadOnlySet<string> Covered(IKinds kinds, Kind kind) => Chain(kinds, kind).SelectMany(pair => pair.Panel.Covers).ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<(Type Type, PanelAttribute Panel)> Chain(IKinds kinds, Kind? kind)
    {
        for (; kind is not null; kind = kind.Extends is { } parent ? kinds.Get(parent) : null)
        {
            foreach (var pair in All.Where(pair => pair.Panel.Kind == kind.Name))
                yield return pair;
        }
    }
}

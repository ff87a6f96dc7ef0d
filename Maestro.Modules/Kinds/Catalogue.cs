using Maestro.Modules.Kernel;

namespace Maestro.Modules.Kinds;

/// <summary>The catalogue found by scan. Immutable after construction.</summary>
public sealed class Catalogue : IKinds
{
    private readonly Dictionary<string, Kind> byName = new(StringComparer.OrdinalIgnoreCase);

    public Catalogue() : this(Plugs.InstancesOf<Kind>())
    {
    }

    public Catalogue(IReadOnlyList<Kind> kinds)
    {
        foreach (var kind in kinds.OrderBy(kind => kind.Extends is null ? 0 : 1))
        {
            kind.Declare(kind.Extends is null ? null : kinds.Single(other => other.Name == kind.Extends));
            byName.Add(kind.Name, kind);
            if (kind.Plural != kind.Name)
                byName.Add(kind.Plural, kind);
        }

        All = [.. kinds.OrderBy(kind => kind.Group).ThenBy(kind => kind.Order).ThenBy(kind => kind.LabelPlural, StringComparer.Ordinal)];
    }

    public IReadOnlyList<Kind> All { get; }

    public Kind? Find(string name) => byName.GetValueOrDefault(name);

    public Kind Get(string name) => byName.GetValueOrDefault(name) ?? throw new InvalidOperationException($"There is no Kind '{name}'.");

    public IReadOnlyList<Kind> FamilyOf(Kind kind) => [.. All.Where(other => other == kind || other.Extends == kind.Name)];

    public Kind? OfFamily(string root, string family) =>
        All.FirstOrDefault(kind => kind.Root == root && string.Equals(kind.Family, family, StringComparison.OrdinalIgnoreCase));
}

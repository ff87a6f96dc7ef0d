using Maestro.Modules.Kinds;
using Types = Maestro.Modules.Kinds.Types;

namespace Maestro.Web.Shared.Editors;

/// <summary>A tab of an item's dialog.</summary>
/// <param name="Label">English; shown in the reader's language.</param>
/// <param name="Paths">Field paths within the item.</param>
public sealed record ItemTab(string Label, IReadOnlyList<string> Paths)
{
    /// <summary>The tab of small fields.</summary>
    public const string Setup = "Setup";

    /// <summary>
    /// Tabs of an item: small fields under "Setup", each larger part under a tab of its own. Disks and installed software
    /// are parted as people think of them.
    /// </summary>
    public static IReadOnlyList<ItemTab> Of(string kind, string field, Types.Group group) => (kind, field) switch
    {
        ("server", "storage") =>
        [
            new(Setup, ["name", "device_name", "size", "root", "mount", "ftype", "status", "unique_id", "volume_id", "mounts"]),
            new("Partitions", ["partitions"]),
            new("LVM", ["lvm", "pv", "vg"]),
        ],
        ("server", "services") =>
        [
            new(Setup, ["name", "version", "status", "setup.bin", "setup.user", "setup.package"]),
            new("Commands", ["setup.init.init", "setup.init.start", "setup.init.stop", "setup.init.restart"]),
            new("Environment variables", ["setup.envs"]),
            new("Modules", ["setup.mods"]),
            new("Database configuration", [.. Members(group, "configs").Select(name => "configs." + name)]),
        ],
        _ => General(group),
    };

    private static List<ItemTab> General(Types.Group group)
    {
        var typed = EditorCatalogue.Typed(group.Fields).ToList();
        var parts = typed.Where(field => field.Type is Types.Group or Types.ListOf).ToList();
        return [new(Setup, [.. typed.Except(parts).Select(field => field.Name)]), .. parts.Select(field => new ItemTab(field.Label, [field.Name]))];
    }

    private static IEnumerable<string> Members(Types.Group group, string name) => group.Find(name)?.Type is Types.Group inner ? inner.Fields.Select(field => field.Name) : [];

    /// <summary>The field at a path within a group.</summary>
    public static Field? FieldAt(Types.Group group, string path)
    {
        var parts = path.Split('.');
        var field = group.Find(parts[0]);
        foreach (var part in parts[1..])
            field = (field?.Type as Types.Group)?.Find(part);
        return field;
    }
}

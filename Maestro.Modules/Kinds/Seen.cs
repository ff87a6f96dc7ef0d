using Maestro.Modules.Kinds.Types;

namespace Maestro.Modules.Kinds;

/// <summary>Makes fields that discovery writes and people only read.</summary>
internal static class Seen
{
    internal static Field<string> Text(string name, string label, string help) =>
        new(name, new Text(2000)) { Label = label, Help = help, Section = Sections.Discovered, ReadOnly = true, Mono = true };

    internal static Field<decimal> Number(string name, string label, string help, string? unit = null) =>
        new(name, new Number()) { Label = label, Help = help, Section = Sections.Discovered, ReadOnly = true, Unit = unit };

    internal static Field<bool> Flag(string name, string label, string help) =>
        new(name, new Flag()) { Label = label, Help = help, Section = Sections.Discovered, ReadOnly = true };

    internal static Field<DateTimeOffset> At(string name, string label, string help) =>
        new(name, new Instant()) { Label = label, Help = help, Section = Sections.Discovered, ReadOnly = true };

    internal static Field<object> List(string name, string label, string help) =>
        new(name, new ListOf(new Text(2000))) { Label = label, Help = help, Section = Sections.Discovered, ReadOnly = true, Mono = true };

    /// <summary>Whatever the provider says, shown as a tree.</summary>
    internal static Field<object> Tree(string name, string label, string help) =>
        new(name, new Any()) { Label = label, Help = help, Section = Sections.Discovered, ReadOnly = true };
}

using Maestro.Modules.Inventory;
using Maestro.Web.Shared;

namespace Maestro.Web.Discovery.Drifting;

/// <summary>What each standing is called and means, and which sources stand in which column.</summary>
internal static class DriftWords
{
    internal const string Declared = "terraform";
    internal const string Cloud = "cloud";
    internal const string Facts = "facts";

    /// <param name="Label">Its word, a key of the text files.</param>
    /// <param name="Meaning">What it means, in one line; a key of the text files.</param>
    internal sealed record Standing(DriftStatus Status, string Label, string Meaning, Tone Tone)
    {
        /// <summary>Its word for one record.</summary>
        internal string One => Status == DriftStatus.Orphan ? "Orphan" : Label;
    }

    /// <summary>Every standing, the ones that ask for something first.</summary>
    internal static IReadOnlyList<Standing> All { get; } =
    [
        new(DriftStatus.Drifted, "Drifted", "declared and seen, but not alike", Tone.Warning),
        new(DriftStatus.Missing, "Missing", "declared, but not in the cloud's list", Tone.Bad),
        new(DriftStatus.Unmanaged, "Unmanaged", "seen, but not declared", Tone.Info),
        new(DriftStatus.Orphan, "Orphans", "no source claims them", Tone.Neutral),
        new(DriftStatus.Unchecked, "Unchecked", "declared, nothing has looked yet", Tone.Neutral),
        new(DriftStatus.Managed, "Managed", "declared and seen, and alike", Tone.Good),
    ];

    internal static Standing Of(DriftStatus status) => All.First(one => one.Status == status);

    /// <summary>The sources of an entry that belong into a column.</summary>
    internal static IReadOnlyList<DriftSource> By(DriftEntry entry, string column) => [.. entry.Sources.Where(source => ColumnOf(source.Provider) == column)];

    /// <summary>What is declared stands before what is there.</summary>
    internal static int PlaceOf(string provider) => ColumnOf(provider) switch { Declared => 0, Cloud => 1, _ => 2 };

    private static string ColumnOf(string provider) => provider switch { Declared => Declared, "ansible" or "json" or "csv" => Facts, _ => Cloud };
}

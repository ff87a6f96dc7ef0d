namespace Maestro.Web.Layout;

/// <summary>An entry of the navigation that is not a Kind. It shows as soon as its page exists.</summary>
/// <param name="Group">Heading it stands under; empty for the foot.</param>
/// <param name="Label">Its word, a key of the text files.</param>
/// <param name="Icon">Name of its icon.</param>
/// <param name="Href">Its address, from <see cref="Urls"/>.</param>
/// <param name="Kind">Kind whose count stands beside it.</param>
public sealed record NavEntry(string Group, string Label, string Icon, string Href, string? Kind = null)
{
    public const string Discover = "Discover";
    public const string Understand = "Understand";
    public const string Foot = "";

    /// <summary>Every entry, in order. A new page adds one line.</summary>
    public static IReadOnlyList<NavEntry> All { get; } =
    [
        new(Discover, "Connections", "connection", Urls.Connections, "connection"),
        new(Discover, "Schedules", "schedule", Urls.Schedules, "schedule"),
        new(Discover, "Import", "upload", Urls.Import),
        new(Discover, "Runs", "play", Urls.Runs),
        new(Discover, "Drift", "columns", Urls.Drift),
        new(Discover, "Conflicts", "merge", Urls.Conflicts),
        new(Understand, "Maps", "map", Urls.Maps, "graph"),
        new(Understand, "Reports", "report", Urls.Reports, "report"),
        new(Understand, "History", "history", Urls.History),
        new(Foot, "Settings", "settings", Urls.Settings),
    ];
}

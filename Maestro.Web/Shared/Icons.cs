namespace Maestro.Web.Shared;

/// <summary>The project's own line icons: 16 px grid, one weight, round caps. Drawn, never fetched.</summary>
public static class Icons
{
    private static readonly Dictionary<string, string> All =
        new Dictionary<string, string>[] { UiIcons.Paths, KindIcons.Paths, ProviderIcons.Paths }
            .SelectMany(group => group).GroupBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.First().Value, StringComparer.OrdinalIgnoreCase);

    /// <summary>Every name, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Whether there is an icon of that name.</summary>
    public static bool Has(string name) => All.ContainsKey(name);

    /// <summary>The drawing inside a 16 × 16 view box. A name that does not exist is a bug of ours and draws the plain box.</summary>
    public static string Drawing(string name) => All.GetValueOrDefault(name) ?? "<rect x=\"3\" y=\"3\" width=\"10\" height=\"10\" rx=\"1.5\"/>";
}

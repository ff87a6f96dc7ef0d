using Microsoft.AspNetCore.Http;

namespace Maestro.Web.Layout;

/// <summary>How a person wants the screen: theme, accent and density. Kept in cookies, so that the first byte already has it.</summary>
/// <param name="Theme"><c>system</c>, <c>light</c> or <c>dark</c>.</param>
/// <param name="Accent">One of <see cref="Accents"/>.</param>
/// <param name="Density"><c>compact</c> or <c>comfortable</c>.</param>
public sealed record Look(string Theme, string Accent, string Density)
{
    /// <summary>The seven colour themes of Maestro 0.6.</summary>
    public static IReadOnlyList<string> Accents { get; } = ["lotus", "gold", "wine", "blue", "green", "dark", "orange"];

    public static IReadOnlyList<string> Themes { get; } = ["system", "light", "dark"];

    public static IReadOnlyList<string> Densities { get; } = ["compact", "comfortable"];

    public static Look Default { get; } = new("system", "lotus", "compact");

    /// <summary>Classes of the html element; what the system wants is added by <c>theme.js</c>.</summary>
    public string Classes => string.Join(' ', new[] { Theme == "dark" ? "dark" : "", Density == "comfortable" ? "comfortable" : "" }.Where(name => name.Length > 0));

    /// <summary>Reads the cookies; a value that is not one of ours counts as none, and who chose no accent sees the house's.</summary>
    public static Look Of(IRequestCookieCollection cookies, string accent) => new(
        Known(Themes, cookies["maestro-theme"], Default.Theme),
        Known(Accents, cookies["maestro-accent"], accent),
        Known(Densities, cookies["maestro-density"], Default.Density));

    private static string Known(IReadOnlyList<string> values, string? value, string otherwise) =>
        value is not null && values.Contains(value) ? value : otherwise;
}

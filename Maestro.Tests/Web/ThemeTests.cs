using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Maestro.Modules.Kinds;
using Maestro.Web.Layout;
using Maestro.Web.Shared;
using Xunit;

namespace Maestro.Tests.Web;

/// <summary>The colours can be read, in both modes and all accents; every Kind has its icon; values stand in the theme alone.</summary>
public sealed partial class ThemeTests
{
    private const double Text = 4.5;

    public static TheoryData<string, bool> Looks()
    {
        var looks = new TheoryData<string, bool>();
        foreach (var accent in Look.Accents)
        {
            looks.Add(accent, false);
            looks.Add(accent, true);
        }
        return looks;
    }

    [Theory]
    [MemberData(nameof(Looks))]
    public void What_is_written_can_be_read(string accent, bool dark)
    {
        var tokens = Tokens(accent, dark);
        (string Ink, string Ground)[] pairs =
        [
            ("text", "bg"), ("text", "panel"), ("text", "raised"), ("text", "hover"), ("text", "accent-tint"),
            ("text-2", "bg"), ("text-2", "panel"), ("text-2", "raised"), ("text-2", "hover"), ("text-2", "accent-tint"),
            ("accent", "panel"), ("accent", "bg"), ("accent", "accent-tint"), ("on-accent", "accent"), ("on-accent", "accent-strong"),
            ("good-text", "panel"), ("good-text", "good-tint"), ("warning-text", "panel"), ("warning-text", "warning-tint"),
            ("bad-text", "panel"), ("bad-text", "bad-tint"), ("info-text", "panel"), ("info-text", "info-tint"), ("panel", "bad-text"),
            ("text", "warning-tint"), ("text", "bad-tint"), ("text", "good-tint"), ("text", "info-tint"),
            ("bar-text", "bar-bg"), ("bar-text", "bar-control"), ("bar-accent", "bar-bg"), ("bar-bad", "bar-control"),
        ];
        var unreadable = pairs.Where(pair => Contrast(tokens[pair.Ink], tokens[pair.Ground]) < Text)
            .Select(pair => $"{pair.Ink} on {pair.Ground}: {Contrast(tokens[pair.Ink], tokens[pair.Ground]):0.00}");
        Assert.Equal([], unreadable);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Dots_stand_out_from_the_panel(bool dark)
    {
        var tokens = Tokens("lotus", dark);
        var faint = new[] { "good", "warning", "bad", "info" }.Where(tone => Contrast(tokens[tone], tokens["panel"]) < 3);
        Assert.Equal([], faint);
    }

    [Fact]
    public void Black_on_white_has_the_contrast_that_the_guideline_names() => Assert.Equal(21, Contrast("#000000", "#ffffff"), 3);

    [Fact]
    public void Every_kind_has_its_icon()
    {
        var missing = new Catalogue().All.Where(kind => !Icons.Has(kind.Icon)).Select(kind => $"{kind.Name}: {kind.Icon}");
        Assert.Equal([], missing);
    }

    [Fact]
    public void Every_icon_is_drawn_with_our_pen()
    {
        var other = Icons.Names.Where(name => Icons.Drawing(name) is var drawing && (drawing.Contains("fill=", StringComparison.Ordinal) || !drawing.StartsWith('<') || drawing.Contains("style", StringComparison.Ordinal)));
        Assert.Equal([], other);
    }

    [Fact]
    public void Colours_stand_in_the_theme_file_alone()
    {
        var elsewhere = Directory.EnumerateFiles(Path.Combine(Web(), "wwwroot", "css"), "*.css").Where(path => Path.GetFileName(path) != "theme.css")
            .Concat(Directory.EnumerateFiles(Web(), "*.razor", SearchOption.AllDirectories))
            .SelectMany(path => Hex().Matches(File.ReadAllText(path)).Select(match => $"{Path.GetFileName(path)}: {match.Value.Trim()}"));
        Assert.Equal([], elsewhere);
    }

    /// <summary>Tokens as the browser would resolve them: later and more specific blocks win.</summary>
    private static Dictionary<string, string> Tokens(string accent, bool dark)
    {
        var css = File.ReadAllText(Path.Combine(Web(), "wwwroot", "css", "theme.css"));
        var blocks = new List<string> { "html", $"html[data-accent=\"{accent}\"]" };
        if (dark)
            blocks.AddRange(["html.dark", $"html.dark[data-accent=\"{accent}\"]"]);
        var tokens = new Dictionary<string, string>();
        foreach (var block in blocks)
            foreach (Match rule in Rule().Matches(css))
                if (rule.Groups[1].Value.Split(',').Any(selector => selector.Trim() == block))
                    foreach (Match token in Token().Matches(rule.Groups[2].Value))
                        tokens[token.Groups[1].Value] = token.Groups[2].Value;
        return tokens;
    }

    private static double Contrast(string one, string other)
    {
        var (light, dark) = (Luminance(one), Luminance(other));
        return (Math.Max(light, dark) + .05) / (Math.Min(light, dark) + .05);
    }

    private static double Luminance(string hex) => .2126 * Channel(hex, 1) + .7152 * Channel(hex, 3) + .0722 * Channel(hex, 5);

    private static double Channel(string hex, int at)
    {
        var value = int.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
        return value <= .03928 ? value / 12.92 : Math.Pow((value + .055) / 1.055, 2.4);
    }

    private static string Web([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "Maestro.Web"));

    [GeneratedRegex(@"(?m)^(html[^{]*)\{([^}]*)\}")]
    private static partial Regex Rule();

    [GeneratedRegex(@"--([a-z0-9-]+):\s*(#[0-9a-f]{6})")]
    private static partial Regex Token();

    [GeneratedRegex(@"[:\s(]#[0-9a-fA-F]{3,8}\b(?=[;\s,)])")]
    private static partial Regex Hex();
}

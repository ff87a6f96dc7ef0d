using MudBlazor;

namespace Maestro.Web.Layout;

/// <summary>MudBlazor's theme. Every value refers to a token of <c>theme.css</c>, which also maps the palette; none stands here.</summary>
public static class Theme
{
    private static readonly string[] Font = ["var(--font)"];

    public static MudTheme Mud { get; } = new()
    {
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "var(--radius)", AppbarHeight = "var(--header)", DrawerWidthLeft = "var(--nav)" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Font, FontSize = "var(--size)", FontWeight = "var(--weight)", LineHeight = "1.45", LetterSpacing = "normal" },
            Body1 = new Body1Typography { FontFamily = Font, FontSize = "var(--size)", FontWeight = "var(--weight)", LineHeight = "1.45", LetterSpacing = "normal" },
            Body2 = new Body2Typography { FontFamily = Font, FontSize = "var(--size)", FontWeight = "var(--weight)", LineHeight = "1.45", LetterSpacing = "normal" },
            Subtitle1 = new Subtitle1Typography { FontFamily = Font, FontSize = "var(--size)", FontWeight = "var(--weight)", LineHeight = "1.45", LetterSpacing = "normal" },
            H6 = new H6Typography { FontFamily = Font, FontSize = "var(--size-heading)", FontWeight = "600", LineHeight = "1.35", LetterSpacing = "-.01em" },
            Button = new ButtonTypography { FontFamily = Font, FontSize = "var(--size)", FontWeight = "var(--weight-medium)", LineHeight = "1.45", LetterSpacing = "normal", TextTransform = "none" },
            Caption = new CaptionTypography { FontFamily = Font, FontSize = "var(--size-small)", FontWeight = "var(--weight)", LineHeight = "1.4", LetterSpacing = "normal" },
        },
    };
}

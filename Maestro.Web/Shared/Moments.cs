using System.Globalization;
using Microsoft.Extensions.Localization;

namespace Maestro.Web.Shared;

/// <summary>Moments as people read them.</summary>
public static class Moments
{
    /// <summary>"2 min ago", "in 3 h", "yesterday"; beyond a year the date. Short leaves out the "ago".</summary>
    public static string Relative(DateTimeOffset at, DateTimeOffset now, bool brief, IStringLocalizer texts)
    {
        var distance = now - at;
        var span = distance.Duration();
        if (span < TimeSpan.FromSeconds(45))
            return texts["just now"];
        if (span >= TimeSpan.FromDays(365))
            return at.ToString("d MMM yyyy", CultureInfo.CurrentCulture);
        string length = span switch
        {
            { TotalMinutes: < 59.5 } => texts["{0} min", Math.Max(1, (int)Math.Round(span.TotalMinutes))],
            { TotalHours: < 23.5 } => texts["{0} h", (int)Math.Round(span.TotalHours)],
            { TotalDays: < 1.5 } => texts["1 day"],
            { TotalDays: < 60 } => texts["{0} days", (int)Math.Round(span.TotalDays)],
            _ => texts["{0} months", (int)Math.Round(span.TotalDays / 30.44)],
        };
        return brief && distance >= TimeSpan.Zero ? length : texts[distance < TimeSpan.Zero ? "in {0}" : "{0} ago", length];
    }

    /// <summary>The time of day in the reader's zone: "03:12:07".</summary>
    public static string Clock(DateTimeOffset at, TimeZoneInfo? zone) => TimeZoneInfo.ConvertTime(at, zone ?? TimeZoneInfo.Utc).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>The exact moment in the reader's zone, and which zone that is.</summary>
    public static string Exact(DateTimeOffset at, TimeZoneInfo? zone)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone ?? TimeZoneInfo.Utc);
        return $"{local.ToString("ddd d MMM yyyy, HH:mm:ss", CultureInfo.CurrentCulture)} {(zone is null || zone.BaseUtcOffset == TimeSpan.Zero && zone.Id == "UTC" ? "UTC" : zone.Id)}";
    }
}

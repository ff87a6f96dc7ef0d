using System.Globalization;
using Maestro.Modules.Kinds;
using Maestro.Modules.Scheduling;
using Maestro.Web.Shared;
using Microsoft.Extensions.Localization;

namespace Maestro.Web.Scheduling;

/// <summary>Words about schedules.</summary>
internal static class ScheduleWords
{
    /// <summary>The Kind of record that a sort of work is about; null where it needs none, or Maestro does not keep it.</summary>
    internal static Kind? TargetOf(string? module, IKinds kinds) => module switch
    {
        "crawl" => kinds.Find("connection"),
        "report" => kinds.Find("report"),
        "graph" => kinds.Find("graph"),
        _ => null,
    };

    internal static string Icon(string? module) => module switch { "crawl" => "connection", "report" => "report", "graph" => "graph", _ => "bolt" };

    internal static string Work(string? module, IStringLocalizer<Texts> texts) => module switch
    {
        "crawl" => texts["Crawl"],
        "report" => texts["Report"],
        "graph" => texts["Map"],
        "webhook" => texts["Webhook"],
        _ => module ?? "",
    };

    internal static string WorkText(string module, IStringLocalizer<Texts> texts) => module switch
    {
        "crawl" => texts["Read a connection again"],
        "report" => texts["Run a report"],
        "graph" => texts["Draw a map anew"],
        "webhook" => texts["Call another program"],
        _ => "",
    };

    internal static string Cause(FiringCause cause, IStringLocalizer<Texts> texts) => cause switch
    {
        FiringCause.Manual => texts["by hand"],
        FiringCause.Retry => texts["tried again"],
        FiringCause.Chain => texts["after another"],
        FiringCause.First => texts["at creation"],
        _ => texts["on time"],
    };

    /// <summary>When it comes, in words: "Every 5 minutes", "Weekdays at 08:00"; a cron expression that no words fit stands as it is.</summary>
    internal static string Timing(ScheduleTiming timing, IStringLocalizer<Texts> texts)
    {
        var words = timing.Cron is { } cron ? Cron(cron, texts) ?? cron : Interval(timing, texts);
        return timing.TimeZone == "UTC" || timing.Period is "seconds" or "minutes" or "hours" ? words : $"{words} ({timing.TimeZone.Split('/')[^1].Replace('_', ' ')})";
    }

    internal static string Period(string period, IStringLocalizer<Texts> texts) => period switch
    {
        "seconds" => texts["seconds"],
        "minutes" => texts["minutes"],
        "hours" => texts["hours"],
        "days" => texts["days"],
        _ => texts["weeks"],
    };

    private static string Interval(ScheduleTiming timing, IStringLocalizer<Texts> texts) => (timing.Every, timing.Period) switch
    {
        (1, "seconds") => texts["Every second"],
        (1, "minutes") => texts["Every minute"],
        (1, "hours") => texts["Every hour"],
        (1, "days") => texts["Every day"],
        (1, "weeks") => texts["Every week"],
        ({ } every, { } period) => texts["Every {0} {1}", every.ToString("N0", CultureInfo.CurrentCulture), Period(period, texts)],
        _ => "",
    };

    private static string? Cron(string cron, IStringLocalizer<Texts> texts)
    {
        if (cron.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var minute, var hour, var day, "*", var weekday])
            return null;
        if (minute.StartsWith("*/", StringComparison.Ordinal) && int.TryParse(minute[2..], out var step) && (hour, day, weekday) is ("*", "*", "*"))
            return texts["Every {0} {1}", step, texts["minutes"].Value];
        if (!int.TryParse(minute, out var at))
            return null;
        if ((hour, day, weekday) is ("*", "*", "*"))
            return at == 0 ? texts["Every hour"] : texts["{0} minutes past every hour", at];
        if (!int.TryParse(hour, out var full) || full is < 0 or > 23 || at is < 0 or > 59)
            return null;
        var time = new TimeOnly(full, at).ToString("HH:mm", CultureInfo.CurrentCulture);
        return (day, weekday.ToLowerInvariant()) switch
        {
            ("*", "*") => texts["Every day at {0}", time].Value,
            ("*", "1-5" or "mon-fri") => texts["Weekdays at {0}", time].Value,
            ("*", [>= '0' and <= '7']) => texts["{0}, {1}", Day(weekday[0] - '0'), time].Value,
            (_, "*") when int.TryParse(day, out var number) => texts["On day {0} of the month at {1}", number, time].Value,
            _ => null,
        };
    }

    private static string Day(int number)
    {
        var name = CultureInfo.CurrentCulture.DateTimeFormat.DayNames[number % 7];
        return char.ToUpper(name[0], CultureInfo.CurrentCulture) + name[1..];
    }

    /// <summary>How a schedule is, as a word that has a tone.</summary>
    internal static string State(bool active, bool enabled, ScheduleState? state, int? mostRuns) =>
        !active ? "retired" : state?.PausedAt is not null ? "paused" : !enabled ? "disabled" : state?.Runs >= mostRuns ? "complete" : "enabled";
}

using System.Buffers.Binary;
using System.Globalization;
using System.Text.RegularExpressions;
using Quartz;

namespace Maestro.Modules.Scheduling.Clock;

/// <summary>Timings as Quartz understands them. What is shown as the next times is asked of the very trigger that fires.</summary>
internal static partial class Timings
{
    internal static readonly string[] Periods = ["seconds", "minutes", "hours", "days", "weeks"];

    /// <summary>Gaps that are looked at to see how close together a cron expression fires.</summary>
    private const int Looked = 10;

    /// <summary>What is wrong with a timing, by field path; empty when it is sound.</summary>
    internal static Dictionary<string, string> FaultsOf(ScheduleTiming timing, TimeSpan least, DateTimeOffset now)
    {
        var faults = new Dictionary<string, string>();
        if (!IsZone(timing.TimeZone))
            faults["time_zone"] = $"\"{timing.TimeZone}\" is not a time zone such as America/Sao_Paulo";
        if (timing.Cron is not null && timing.Every is not null)
            faults["cron"] = "stands beside an interval: a schedule has one of them";
        else if (timing.Cron is not null)
            Cron(timing, faults);
        else if (timing.Every is null && timing.Period is null)
            faults["interval"] = "is required, or a cron expression";
        else if (timing.Every is not (>= 1 and <= 100_000))
            faults["interval.every"] = "must be a whole number from 1 to 100000";
        else if (!Periods.Contains(timing.Period))
            faults["interval.period"] = $"must be one of {string.Join(", ", Periods)}";
        if (faults.Count > 0)
            return faults;
        var times = Next(timing, now, now, Looked);
        if (times.Count == 0)
            faults["cron"] = "names a time that never comes";
        else if (times.Zip(times.Skip(1)).Any(pair => pair.Second - pair.First < least))
            faults[timing.Cron is null ? "interval.every" : "cron"] = string.Create(CultureInfo.InvariantCulture, $"comes more often than every {least.TotalSeconds} seconds, which is as often as this Maestro allows");
        return faults;
    }

    private static void Cron(ScheduleTiming timing, Dictionary<string, string> faults)
    {
        try
        {
            Expression(timing);
        }
        catch (FormatException wrong)
        {
            faults["cron"] = $"is not a cron expression: {wrong.Message.TrimEnd('.')}";
        }
    }

    /// <summary>The next times after a moment, for a schedule that began at <paramref name="anchor"/>.</summary>
    internal static IReadOnlyList<DateTimeOffset> Next(ScheduleTiming timing, DateTimeOffset anchor, DateTimeOffset after, int count)
    {
        var trigger = Builder(timing, anchor, once: false).Build();
        var times = new List<DateTimeOffset>(count);
        DateTimeOffset? time = Later(anchor, after, timing);
        while (times.Count < count && (time = trigger.GetFireTimeAfter(time)) is { } next)
            times.Add(next.ToUniversalTime());
        return times;
    }

    /// <summary>The trigger of a schedule whose next time lies after a moment; null when there is none.</summary>
    internal static ITrigger? Trigger(TriggerKey key, string description, ScheduleTiming timing, DateTimeOffset anchor, DateTimeOffset after, bool once) =>
        Next(timing, anchor, after, 1) is [var first]
            ? Builder(timing, timing.Cron is null ? first : after, once).WithIdentity(key).WithDescription(description).Build()
            : null;

    /// <summary>
    /// Where the clock of a schedule begins: its first time is one interval later. Intervals are shifted by up to a tenth, never more than
    /// <paramref name="most"/>, so that what was made together does not come together.
    /// </summary>
    internal static DateTimeOffset AnchorOf(Guid id, DateTimeOffset created, ScheduleTiming timing, TimeSpan most)
    {
        var whole = new DateTimeOffset(created.UtcTicks - (created.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
        if (timing.Cron is not null)
            return whole;
        var tenth = Math.Min((int)(Length(timing).TotalSeconds / 10), (int)most.TotalSeconds);
        return whole.AddSeconds(BinaryPrimitives.ReadUInt32BigEndian(id.ToByteArray().AsSpan(12)) % (tenth + 1));
    }

    // An interval begins to count at the anchor itself; a cron expression names its times.
    private static DateTimeOffset Later(DateTimeOffset anchor, DateTimeOffset after, ScheduleTiming timing) => timing.Cron is null && after < anchor ? anchor : after;

    private static TriggerBuilder<IJob> Builder(ScheduleTiming timing, DateTimeOffset start, bool once)
    {
        var builder = TriggerBuilder.Create().StartAt(start);
        if (timing.Cron is not null)
            return builder.WithCronSchedule(Expression(timing), cron => cron.InTimeZone(Zone(timing)).WithMisfireInstruction(once ? CronTriggerMisfireInstruction.FireAndProceed : CronTriggerMisfireInstruction.DoNothing));
        return timing.Period is "days" or "weeks"
            // Across a change of the clocks a daily time stays the same on the wall.
            ? builder.WithCalendarIntervalSchedule(days => days.WithInterval(timing.Every!.Value, timing.Period == "days" ? IntervalUnit.Day : IntervalUnit.Week).InTimeZone(Zone(timing)).PreserveHourOfDayAcrossDaylightSavings(true)
                .WithMisfireInstruction(once ? CalendarIntervalTriggerMisfireInstruction.FireAndProceed : CalendarIntervalTriggerMisfireInstruction.DoNothing))
            : builder.WithSimpleSchedule(simple => simple.WithInterval(Length(timing)).RepeatForever()
                .WithMisfireInstruction(once ? SimpleTriggerMisfireInstruction.NowWithExistingCount : SimpleTriggerMisfireInstruction.NextWithExistingCount));
    }

    private static CronExpression Expression(ScheduleTiming timing)
    {
        var parts = timing.Cron!.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var fields = parts.Length;
        // Quartz keeps "any" and "none" as these two numbers, and takes them for that when they are written out.
        if (parts.Take(6).Any(part => TooLarge().IsMatch(part)))
            throw new FormatException("no field goes up to 98 or 99");
        return fields switch
        {
            5 => CronExpression.Parse(timing.Cron, CronFormat.Unix),
            6 or 7 => CronExpression.Parse(timing.Cron, CronFormat.Quartz),
            _ => throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"it has {fields} fields; it takes 5 (Unix) or 6 to 7 (Quartz, beginning with seconds)")),
        };
    }

    private static TimeSpan Length(ScheduleTiming timing) => timing.Every!.Value * (timing.Period switch
    {
        "seconds" => TimeSpan.FromSeconds(1),
        "minutes" => TimeSpan.FromMinutes(1),
        "hours" => TimeSpan.FromHours(1),
        "days" => TimeSpan.FromDays(1),
        _ => TimeSpan.FromDays(7),
    });

    private static TimeZoneInfo Zone(ScheduleTiming timing) => TimeZoneInfo.FindSystemTimeZoneById(timing.TimeZone);

    private static bool IsZone(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId;

    [GeneratedRegex("(?<![0-9])9[89](?![0-9])")]
    private static partial Regex TooLarge();
}

using System.Globalization;
using Maestro.Modules.Scheduling;
using Maestro.Modules.Scheduling.Clock;

namespace Maestro.Tests.Scheduling;

/// <summary>When a schedule comes: cron in both spellings, time zones, changes of the clocks, intervals.</summary>
public sealed class TimingsTests
{
    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static string Next(ScheduleTiming timing, string after, int count, string? anchor = null) =>
        string.Join(' ', Timings.Next(timing, At(anchor ?? after), At(after), count).Select(time => time.ToString("MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)));

    [Theory]
    // Unix: five fields; a day of the month and a day of the week mean either of them.
    [InlineData("30 4 * * 1", "UTC", "2026-11-01", "11-02T04:30:00 11-09T04:30:00 11-16T04:30:00")]
    [InlineData("0 8 13 * 5", "UTC", "2026-11-01", "11-06T08:00:00 11-13T08:00:00 11-20T08:00:00")]
    [InlineData("0 8 14 * 5", "UTC", "2026-11-07", "11-13T08:00:00 11-14T08:00:00 11-20T08:00:00")]
    [InlineData("0 0 * * 0", "UTC", "2026-11-01T12:00", "11-08T00:00:00 11-15T00:00:00 11-22T00:00:00")]
    [InlineData("0 0 * * 7", "UTC", "2026-11-01T12:00", "11-08T00:00:00 11-15T00:00:00 11-22T00:00:00")]
    [InlineData("*/20 9-10 * * mon-fri", "UTC", "2026-11-06T10:00", "11-06T10:20:00 11-06T10:40:00 11-09T09:00:00")]
    [InlineData("0 0 29 2 *", "UTC", "2026-11-01", "02-29T00:00:00 02-29T00:00:00 02-29T00:00:00")]
    // Quartz: seconds first, Sunday is 1, a year may follow.
    [InlineData("15 0 8 ? * MON", "UTC", "2026-11-01", "11-02T08:00:15 11-09T08:00:15 11-16T08:00:15")]
    [InlineData("0 0 8 ? * 1", "UTC", "2026-11-01T12:00", "11-08T08:00:00 11-15T08:00:00 11-22T08:00:00")]
    [InlineData("0 0 12 L * ?", "UTC", "2026-11-01", "11-30T12:00:00 12-31T12:00:00 01-31T12:00:00")]
    [InlineData("0 0 0 1 1 ? 2027", "UTC", "2026-11-01", "01-01T00:00:00")]
    // Zones.
    [InlineData("0 8 * * *", "America/Sao_Paulo", "2026-11-01", "11-01T11:00:00 11-02T11:00:00 11-03T11:00:00")]
    [InlineData("0 8 * * *", "Asia/Kolkata", "2026-11-01", "11-01T02:30:00 11-02T02:30:00 11-03T02:30:00")]
    // Clocks go forward: what does not exist comes when the clocks have moved. Clocks go back: a time that comes twice fires once.
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-03-28", "03-28T01:30:00 03-29T01:00:00 03-30T00:30:00")]
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00", "10-25T00:30:00 10-26T01:30:00 10-27T01:30:00")]
    [InlineData("*/30 * * * *", "Europe/Berlin", "2026-10-25T00:10", "10-25T00:30:00 10-25T01:00:00 10-25T01:30:00")]
    public void A_cron_expression_comes_when_it_says(string cron, string zone, string after, string expected) =>
        Assert.Equal(expected, Next(new ScheduleTiming { Cron = cron, TimeZone = zone }, after, 3));

    [Theory]
    [InlineData(5, "minutes", "UTC", "2026-11-01T00:02:30", "11-01T00:05:00 11-01T00:10:00")]
    [InlineData(90, "seconds", "UTC", "2026-11-01T00:00:00", "11-01T00:01:30 11-01T00:03:00")]
    [InlineData(6, "hours", "UTC", "2026-11-01T23:00:00", "11-02T00:00:00 11-02T06:00:00")]
    [InlineData(2, "weeks", "UTC", "2026-11-01T23:00:00", "11-15T00:00:00 11-29T00:00:00")]
    public void An_interval_counts_from_when_the_schedule_was_made(int every, string period, string zone, string after, string expected) =>
        Assert.Equal(expected, Next(new ScheduleTiming { Every = every, Period = period, TimeZone = zone }, after, 2, "2026-11-01T00:00:00"));

    [Fact]
    public void A_day_keeps_its_hour_across_a_change_of_the_clocks() =>
        Assert.Equal("10-24T06:00:00 10-25T07:00:00 10-26T07:00:00", Next(new ScheduleTiming { Every = 1, Period = "days", TimeZone = "Europe/Berlin" }, "2026-10-23T06:00", 3));

    [Fact]
    public void A_new_schedule_waits_a_whole_interval_and_is_shifted_by_a_tenth_at_most()
    {
        var (made, timing) = (At("2026-11-01T10:00:00.700"), new ScheduleTiming { Every = 10, Period = "minutes" });
        for (var tries = 0; tries < 200; tries++)
        {
            var anchor = Timings.AnchorOf(Guid.CreateVersion7(), made, timing, TimeSpan.FromMinutes(5));
            Assert.InRange(anchor, At("2026-11-01T10:00:00"), At("2026-11-01T10:01:00"));
            Assert.Equal(anchor.AddMinutes(10), Timings.Next(timing, anchor, made, 1)[0]);
        }

        Assert.Equal(At("2026-11-01T10:00:00"), Timings.AnchorOf(Guid.CreateVersion7(), made, timing, TimeSpan.Zero));
    }

    [Theory]
    [InlineData("61 * * * *", "UTC", "cron")]
    [InlineData("99 * * * *", "UTC", "cron")]
    [InlineData("0 0 8 98 * ?", "UTC", "cron")]
    [InlineData("* * * *", "UTC", "cron")]
    [InlineData("nonsense", "UTC", "cron")]
    [InlineData("0 0 31 2 *", "UTC", "cron")]
    [InlineData("*/5 * * * * ?", "UTC", "cron")]
    [InlineData("0 8 * * *", "Mars/Olympus", "time_zone")]
    public void What_is_no_timing_is_said_with_its_field(string cron, string zone, string field) =>
        Assert.Equal([field], Timings.FaultsOf(new ScheduleTiming { Cron = cron, TimeZone = zone }, TimeSpan.FromSeconds(60), At("2026-11-01")).Keys);

    [Fact]
    public void An_interval_has_bounds_and_a_schedule_one_timing()
    {
        string[] Faults(ScheduleTiming timing) => [.. Timings.FaultsOf(timing, TimeSpan.FromSeconds(60), At("2026-11-01")).Keys];
        Assert.Equal(["interval.every"], Faults(new ScheduleTiming { Every = 59, Period = "seconds" }));
        Assert.Equal([], Faults(new ScheduleTiming { Every = 60, Period = "seconds" }));
        Assert.Equal(["interval.every"], Faults(new ScheduleTiming { Every = 0, Period = "days" }));
        Assert.Equal(["interval.period"], Faults(new ScheduleTiming { Every = 1, Period = "fortnights" }));
        Assert.Equal(["interval"], Faults(new ScheduleTiming()));
        Assert.Equal(["cron"], Faults(new ScheduleTiming { Every = 1, Period = "days", Cron = "0 8 * * *" }));
    }
}

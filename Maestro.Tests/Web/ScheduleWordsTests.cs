using System.Globalization;
using Maestro.Modules.Scheduling;
using Maestro.Web.Scheduling;

namespace Maestro.Tests.Web;

/// <summary>When a schedule comes, in words.</summary>
public sealed class ScheduleWordsTests
{
    [Theory]
    [InlineData("0 8 * * *", "UTC", "Every day at 08:00")]
    [InlineData("30 17 * * 1-5", "America/Sao_Paulo", "Weekdays at 17:30 (Sao Paulo)")]
    [InlineData("0 8 * * 1", "UTC", "Monday, 08:00")]
    [InlineData("0 8 * * 7", "UTC", "Sunday, 08:00")]
    [InlineData("15 6 1 * *", "UTC", "On day 1 of the month at 06:15")]
    [InlineData("*/5 * * * *", "UTC", "Every 5 minutes")]
    [InlineData("0 * * * *", "UTC", "Every hour")]
    [InlineData("20 * * * *", "UTC", "20 minutes past every hour")]
    [InlineData("0 8 13 * 5", "UTC", "0 8 13 * 5")]
    [InlineData("0 99 * * *", "UTC", "0 99 * * *")]
    [InlineData("0 0 12 L * ?", "UTC", "0 0 12 L * ?")]
    public void A_cron_expression_that_words_fit_is_said_in_words(string cron, string zone, string expected) =>
        Assert.Equal(expected, Said(new ScheduleTiming { Cron = cron, TimeZone = zone }));

    [Theory]
    [InlineData(1, "hours", "America/Sao_Paulo", "Every hour")]
    [InlineData(15, "minutes", "UTC", "Every 15 minutes")]
    [InlineData(1, "days", "Europe/Berlin", "Every day (Berlin)")]
    [InlineData(2, "weeks", "UTC", "Every 2 weeks")]
    public void An_interval_is_said_with_its_zone_where_that_matters(int every, string period, string zone, string expected) =>
        Assert.Equal(expected, Said(new ScheduleTiming { Every = every, Period = period, TimeZone = zone }));

    private static string Said(ScheduleTiming timing)
    {
        using var stage = new Stage();
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (CultureInfo.GetCultureInfo("en-US"), CultureInfo.GetCultureInfo("en-US"));
        try
        {
            return ScheduleWords.Timing(timing, stage.Texts);
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
        }
    }
}

using Maestro.Modules.Notifications;
using Maestro.Web.Shared;
using Microsoft.Extensions.Localization;

namespace Maestro.Web.Notifications;

/// <summary>Words about what people are told.</summary>
internal static class EventText
{
    internal static string Of(NotificationEvent what, IStringLocalizer<Texts> texts) => what switch
    {
        NotificationEvent.RunFailed => texts["A run fails"],
        NotificationEvent.RunFinished => texts["Work that you started is finished"],
        NotificationEvent.ScheduleFinished => texts["A scheduled run is finished"],
        NotificationEvent.SchedulePaused => texts["A schedule is paused"],
        NotificationEvent.ReportReady => texts["A report is ready"],
        NotificationEvent.Records => texts["Records of a subscription change"],
    };

    /// <summary>What is filtered for: a word or two.</summary>
    internal static string Short(NotificationEvent what, IStringLocalizer<Texts> texts) => what switch
    {
        NotificationEvent.RunFailed => texts["What failed"],
        NotificationEvent.RunFinished => texts["Finished work"],
        NotificationEvent.ScheduleFinished => texts["Scheduled runs"],
        NotificationEvent.SchedulePaused => texts["Paused schedules"],
        NotificationEvent.ReportReady => texts["Reports"],
        NotificationEvent.Records => texts["Subscriptions"],
    };

    internal static Tone ToneOf(Severity severity) => severity switch
    {
        Severity.Good => Tone.Good,
        Severity.Warning => Tone.Warning,
        Severity.Bad => Tone.Bad,
        _ => Tone.Info,
    };
}

namespace Maestro.Modules.Notifications;

/// <summary>How somebody is told of an event.</summary>
/// <param name="Inbox">In the inbox.</param>
/// <param name="Toast">At the foot of open pages.</param>
/// <param name="Mail">By a mail at once.</param>
/// <param name="Digest">In the mail of the day.</param>
public sealed record Choice(NotificationEvent Event, bool Inbox, bool Toast, bool Mail, bool Digest)
{
    /// <summary>True where the inbox cannot be switched off: nobody is to miss that something of theirs fails.</summary>
    public bool Locked => Event == NotificationEvent.RunFailed;

    /// <summary>What holds for whoever has not chosen.</summary>
    internal static Choice Usual(NotificationEvent what) => what switch
    {
        NotificationEvent.RunFailed => new(what, true, true, false, true),
        NotificationEvent.RunFinished => new(what, true, true, false, false),
        NotificationEvent.ScheduleFinished => new(what, false, false, false, false),
        NotificationEvent.SchedulePaused => new(what, true, true, true, false),
        NotificationEvent.ReportReady => new(what, true, true, false, false),
        NotificationEvent.Records => new(what, true, true, false, true),
    };
}

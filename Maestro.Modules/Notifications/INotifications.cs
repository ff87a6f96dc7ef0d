using Maestro.Modules.Kernel;

namespace Maestro.Modules.Notifications;

/// <summary>
/// What a person is told. A message is the person's own; what it names is looked up when it is read, with the rights of that moment, so
/// that nobody is told the name of something that they may no longer see.
/// </summary>
public interface INotifications
{
    /// <summary>The actor's messages, newest first, and how many are unread. In the language of the caller's culture.</summary>
    Task<Inbox> InboxAsync(Actor actor, InboxQuery query, CancellationToken cancel);

    /// <summary>How many of the actor's messages are unread.</summary>
    Task<int> UnreadAsync(Actor actor, CancellationToken cancel);

    /// <summary>The actor's messages for open pages, after a number that the call before has given; of the very first only that number.</summary>
    Task<Fresh> FreshAsync(Actor actor, long? after, CancellationToken cancel);

    /// <summary>Marks a message as read. Throws <see cref="Problem"/> (missing) for another's.</summary>
    Task ReadAsync(Actor actor, Guid id, CancellationToken cancel);

    /// <summary>Marks all of the actor's messages as read, or all of one event.</summary>
    Task ReadAllAsync(Actor actor, NotificationEvent? only, CancellationToken cancel);
}

/// <summary>What somebody can be told of. Stored and answered as text in lower case, with underscores.</summary>
public enum NotificationEvent
{
    /// <summary>A run failed, or a part of it did.</summary>
    RunFailed,

    /// <summary>A run that a person has started is finished.</summary>
    RunFinished,

    /// <summary>A run that a schedule has started is finished.</summary>
    ScheduleFinished,

    /// <summary>A schedule is paused, because so many of its runs in a row have failed.</summary>
    SchedulePaused,

    /// <summary>The result of a report is there.</summary>
    ReportReady,

    /// <summary>Records that match a subscription are new, changed or gone.</summary>
    Records,
}

/// <summary>How serious a message is. Answered as text in lower case.</summary>
public enum Severity
{
    Info,
    Good,
    Warning,
    Bad,
}

/// <summary>Which messages to list.</summary>
/// <param name="Unread">Only those not read.</param>
/// <param name="Only">Only those of one event.</param>
/// <param name="Cursor">Place that the page before has given.</param>
public sealed record InboxQuery(bool Unread = false, NotificationEvent? Only = null, int Limit = 50, string? Cursor = null);

/// <summary>A page of messages.</summary>
/// <param name="Unread">How many messages of all are unread.</param>
public sealed record Inbox(IReadOnlyList<Message> Messages, int Unread, string? Next);

/// <summary>Messages that have come, in order.</summary>
/// <param name="Last">Number to ask from next time.</param>
public sealed record Fresh(IReadOnlyList<Message> Messages, long Last);

/// <summary>A message as its reader may see it now.</summary>
public sealed record Message
{
    public required Guid Id { get; init; }

    public required NotificationEvent Event { get; init; }

    public required Severity Severity { get; init; }

    /// <summary>What happened, in a few words: "Crawl of Production AWS failed".</summary>
    public required string Title { get; init; }

    /// <summary>What else is worth knowing, in a sentence.</summary>
    public string? Text { get; init; }

    public required DateTimeOffset At { get; init; }

    public DateTimeOffset? ReadAt { get; init; }

    /// <summary>Address of the page about it, below the base; null where there is nothing that the reader may see.</summary>
    public string? Page { get; init; }

    /// <summary>The run that it is about, where it is about one that the reader may see.</summary>
    public Guid? Run { get; init; }

    /// <summary>Kind of the record that it is about, where the reader may see it.</summary>
    public string? Kind { get; init; }

    /// <summary>The record that it is about, where the reader may see it.</summary>
    public Guid? Record { get; init; }

    /// <summary>The change set that it is about.</summary>
    public Guid? ChangeSet { get; init; }
}

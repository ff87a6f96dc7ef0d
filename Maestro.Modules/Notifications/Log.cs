using Microsoft.Extensions.Logging;

namespace Maestro.Modules.Notifications;

/// <summary>Every message that Notifications writes to the log. None holds what a message to a person says.</summary>
internal static partial class Log
{
    [LoggerMessage(6001, LogLevel.Error, "What has happened could not be told; it is tried again")]
    public static partial void NotTold(ILogger log, Exception cause);

    [LoggerMessage(6002, LogLevel.Error, "What stands in the feed of {Feed} at {Place} cannot be told of and is left out")]
    public static partial void LeftOut(ILogger log, Exception cause, string feed, string place);

    [LoggerMessage(6003, LogLevel.Warning, "Subscription {Subscription} cannot be matched: {Fault}")]
    public static partial void NotMatched(ILogger log, Guid subscription, string fault);

    [LoggerMessage(6004, LogLevel.Error, "Messages could not be carried out of Maestro; it is tried again")]
    public static partial void NotCarried(ILogger log, Exception cause);
}

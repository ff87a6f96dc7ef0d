using Microsoft.Extensions.Logging;

namespace Maestro.Modules.Mail;

/// <summary>Every message that Mail writes to the log. None holds what a letter says: it may carry a one-time link.</summary>
internal static partial class Log
{
    [LoggerMessage(1101, LogLevel.Warning, "Mail {Id} could not be sent (attempt {Attempt}): {Fault}")]
    public static partial void NotSent(ILogger log, Guid id, int attempt, string fault);

    [LoggerMessage(1102, LogLevel.Error, "Mail {Id} is given up after {Attempt} attempts: {Fault}")]
    public static partial void GivenUp(ILogger log, Guid id, int attempt, string fault);

    [LoggerMessage(1103, LogLevel.Error, "The outbox cannot be read; trying again in a while")]
    public static partial void Unreadable(ILogger log, Exception error);
}

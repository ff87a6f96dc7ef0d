using Microsoft.Extensions.Logging;

namespace Maestro.Modules.Audit;

/// <summary>Every message of the module.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 300, Level = LogLevel.Warning, Message = "The news of changes is interrupted; listening again soon")]
    internal static partial void Deaf(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 301, Level = LogLevel.Error, Message = "A listener to changes failed")]
    internal static partial void ListenerFailed(ILogger logger, Exception exception);
}

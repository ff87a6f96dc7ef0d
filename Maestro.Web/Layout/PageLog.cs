namespace Maestro.Web.Layout;

/// <summary>What the shell writes to the log.</summary>
internal static partial class PageLog
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "A page failed.")]
    public static partial void PageFailed(ILogger logger, Exception exception);
}

using Microsoft.Extensions.Logging;

namespace Maestro.Modules.Access;

/// <summary>Every message that Access writes to the log.</summary>
internal static partial class Log
{
    [LoggerMessage(1001, LogLevel.Warning, "There is no user yet. Open /first-run and enter this one-time code: {Code}")]
    public static partial void FirstRunCode(ILogger log, string code);

    [LoggerMessage(1002, LogLevel.Information, "Created the first administrator {Email}")]
    public static partial void FirstAdministrator(ILogger log, string email);

    [LoggerMessage(1003, LogLevel.Warning, "The directory could not be asked who is still there: {Fault}")]
    public static partial void NotWatched(ILogger log, string fault);

    [LoggerMessage(1004, LogLevel.Warning, "The directory {Server} fails with {Code}: {Fault}")]
    public static partial void DirectoryFails(ILogger log, string server, int code, string fault);
}

using Microsoft.Extensions.Logging;

namespace Maestro.Modules.Files;

/// <summary>Every message that Files writes to the log.</summary>
internal static partial class Log
{
    [LoggerMessage(1201, LogLevel.Warning, "The file store {Store} does not answer: {Fault}")]
    public static partial void StoreFails(ILogger log, string store, string fault);

    [LoggerMessage(1202, LogLevel.Information, "Collected {Count} files that nothing uses any more")]
    public static partial void Collected(ILogger log, int count);

    [LoggerMessage(1204, LogLevel.Warning, "File {Id} cannot be removed yet: {Fault}")]
    public static partial void NotCollected(ILogger log, Guid id, string fault);

    [LoggerMessage(1203, LogLevel.Error, "Files cannot be collected; trying again in a while")]
    public static partial void CollectorFails(ILogger log, Exception error);
}

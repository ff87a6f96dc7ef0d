using Microsoft.Extensions.Logging;

namespace Maestro.Modules.Scheduling;

/// <summary>Every message that Scheduling writes to the log.</summary>
internal static partial class Log
{
    [LoggerMessage(5001, LogLevel.Error, "Run {Run} ({Title}) failed by a fault of Maestro")]
    public static partial void RunBroke(ILogger log, Exception cause, Guid run, string title);

    [LoggerMessage(5002, LogLevel.Error, "The state of run {Run} could not be written down; it is tried again")]
    public static partial void NotWritten(ILogger log, Exception cause, Guid run);

    [LoggerMessage(5003, LogLevel.Warning, "{Count} runs of a Maestro that has stopped are marked as failed")]
    public static partial void Orphans(ILogger log, int count);

    [LoggerMessage(5004, LogLevel.Error, "Runs of Maestros that have stopped could not be looked for; it is tried again")]
    public static partial void NotSwept(ILogger log, Exception cause);

    [LoggerMessage(5005, LogLevel.Error, "Firing {Firing} of schedule {Schedule} could not be begun by a fault of Maestro")]
    public static partial void FiringBroke(ILogger log, Exception cause, Guid firing, Guid schedule);

    [LoggerMessage(5006, LogLevel.Warning, "Schedule {Schedule} ({Name}) is paused: {Count} in a row have failed")]
    public static partial void Paused(ILogger log, Guid schedule, string name, int count);

    [LoggerMessage(5007, LogLevel.Error, "Firings could not be looked after; it is tried again")]
    public static partial void NotFired(ILogger log, Exception cause);

    [LoggerMessage(5008, LogLevel.Error, "The clock of schedules has stopped; it is started again")]
    public static partial void ClockStopped(ILogger log, Exception cause);
}

namespace Maestro.Web.Hosting;

/// <summary>Every message of the host.</summary>
internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Making a PostgreSQL {Major} cluster in {Folder}")]
    public static partial void ClusterMaking(ILogger log, string folder, int major);

    [LoggerMessage(Level = LogLevel.Information, Message = "PostgreSQL {Major} runs on {Address} as {User} (ready after {Milliseconds:F0} ms)")]
    public static partial void ClusterReady(ILogger log, int major, string address, string user, double milliseconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "PostgreSQL has stopped")]
    public static partial void ClusterStopped(ILogger log);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A PostgreSQL server of an earlier Maestro that was killed still runs (process {Process}); ending it")]
    public static partial void OrphanFound(ILogger log, int process);

    [LoggerMessage(Level = LogLevel.Warning, Message = "PostgreSQL has not stopped after {Seconds} s; stopping it without waiting for its clients")]
    public static partial void ClusterSlow(ILogger log, double seconds);

    [LoggerMessage(Level = LogLevel.Critical, Message = "PostgreSQL has ended with exit code {Code}")]
    public static partial void ClusterEnded(ILogger log, int code);

    [LoggerMessage(Level = LogLevel.Debug, Message = "PostgreSQL: {Line}")]
    public static partial void ClusterSays(ILogger log, string line);

    [LoggerMessage(Level = LogLevel.Error, Message = "PostgreSQL: {Line}")]
    public static partial void ClusterFatal(ILogger log, string line);

    [LoggerMessage(Level = LogLevel.Information, Message = "Maestro {Version} is ready on {Addresses}")]
    public static partial void Ready(ILogger log, string version, string addresses);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The setting {Name} of Maestro 0.6 is set and has no effect any more: {Why}")]
    public static partial void DeadSetting(ILogger log, string name, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database does not answer yet ({Reason}); trying again")]
    public static partial void DatabaseAwaited(ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Made a new master key in {Path}; keep a copy of it apart from the database")]
    public static partial void KeyMade(ILogger log, string path);

    [LoggerMessage(Level = LogLevel.Information, Message = "Draining: /ready answers 503, new requests are still served for {Seconds} s")]
    public static partial void Draining(ILogger log, double seconds);
}

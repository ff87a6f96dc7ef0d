using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace Maestro.Tests.Support;

/// <summary>Everything that a Maestro logs, of every level, exceptions whole.</summary>
internal sealed class LogCapture : ILoggerProvider
{
    internal ConcurrentQueue<string> Lines { get; } = [];

    /// <summary>Instead of the console, for <see cref="App.StartAsync"/>; the level is a setting: <c>--Logging:LogLevel:Default=Trace</c>.</summary>
    internal void Hook(WebApplicationBuilder builder) => builder.Logging.ClearProviders().AddProvider(this);

    public ILogger CreateLogger(string categoryName) => new Writer(categoryName, Lines);

    public void Dispose()
    {
        // The lines outlive the application that wrote them.
    }

    private sealed class Writer(string category, ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{logLevel} {category}: {formatter(state, exception)} {exception}");
    }
}

namespace Maestro.Web.Tools;

/// <summary>Every message of the tools.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 900, Level = LogLevel.Information, Message = "Loading the demo estate: 90 days of a company that does not exist")]
    internal static partial void DemoBegins(ILogger log);

    [LoggerMessage(EventId = 901, Level = LogLevel.Information, Message = "The demo estate is loaded")]
    internal static partial void DemoLoaded(ILogger log);

    [LoggerMessage(EventId = 902, Level = LogLevel.Warning, Message = "Sign in as {Email} with the password {Password}. It is printed this once")]
    internal static partial void DemoPassword(ILogger log, string email, string password);
}

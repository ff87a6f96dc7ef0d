namespace Maestro.Modules.Discovery.Providers;

/// <summary>What an engine's name says of a database.</summary>
internal static class Engines
{
    /// <summary>Which form the database has, by its engine.</summary>
    internal static string Modal(string? engine) => engine switch
    {
        not null when engine.Contains("mysql", StringComparison.OrdinalIgnoreCase) || engine.Contains("mariadb", StringComparison.OrdinalIgnoreCase) || engine == "aurora" => "mysql",
        not null when engine.StartsWith("oracle", StringComparison.OrdinalIgnoreCase) => "oracle",
        _ => "generic",
    };
}

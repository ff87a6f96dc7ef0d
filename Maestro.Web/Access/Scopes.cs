using Maestro.Modules.Kernel;
using Maestro.Web.Shared;
using Microsoft.Extensions.Localization;

namespace Maestro.Web.Access;

/// <summary>Words for what tokens and members may do.</summary>
internal static class Scopes
{
    /// <summary>What a token's scope is called.</summary>
    public static string WordOf(string scope) => scope switch
    {
        "write" => "Read and write",
        "admin" => "Everything",
        _ => "Read",
    };

    /// <summary>What the level of a service's token is called.</summary>
    public static string LevelWordOf(string scope) => WordOf(scope switch { "admin" => Level.Admin, "write" => Level.Write, _ => Level.Read });

    /// <summary>What a level is called.</summary>
    public static string WordOf(Level level) => level switch
    {
        Level.Admin => "Admin",
        Level.Write => "Write",
        Level.Read => "Read",
        _ => "None",
    };

    /// <summary>The levels to choose from.</summary>
    public static IReadOnlyList<Pick> Levels(IStringLocalizer texts) =>
        [.. new[] { Level.Read, Level.Write, Level.Admin }.Select(level => new Pick(level.ToString(), texts[WordOf(level)]))];
}

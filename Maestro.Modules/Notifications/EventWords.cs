using System.Text.Json;
using Maestro.Modules.Kernel;

namespace Maestro.Modules.Notifications;

/// <summary>Events as they are stored and answered: <c>run_failed</c>.</summary>
public static class EventWords
{
    private static readonly Dictionary<string, NotificationEvent> Known = Enum.GetValues<NotificationEvent>().ToDictionary(Of);

    public static string Of(NotificationEvent what) => JsonNamingPolicy.SnakeCaseLower.ConvertName(what.ToString());

    /// <summary>Reads one. Throws <see cref="Problem"/> (malformed) for a word that is none.</summary>
    public static NotificationEvent Read(string word) =>
        Known.TryGetValue(word, out var what) ? what : throw Problem.Malformed($"event: \"{word}\" is none of {string.Join(", ", Known.Keys)}.");

    /// <summary>Reads one, or nothing.</summary>
    public static NotificationEvent? Find(string? word) => word is not null && Known.TryGetValue(word, out var what) ? what : null;

    internal static string Of(Severity severity) => severity.ToString().ToLowerInvariant();
}

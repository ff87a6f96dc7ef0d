using System.Text.RegularExpressions;

namespace Maestro.Modules.Inventory.Queries;

/// <summary>Search words: every one occurs, as a substring; words under three letters begin a word.</summary>
internal static class Words
{
    private const int Most = 8;

    internal static IEnumerable<string> Split(string? words) =>
        (words ?? "").ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(word => !word.Contains('\0', StringComparison.Ordinal)).Take(Most);

    internal static string Sql(string word, Sql sql, bool live)
    {
        var text = live ? "r.search" : "lower(r.name || ' ' || r.doc::text)";
        return word.Length >= 3
            ? $"{text} like {sql.Value("%" + Queries.Sql.Like(word) + "%")}"
            // Most rows fall to the plain test before the costly one is made.
            : $"({text} like {sql.Value("%" + Queries.Sql.Like(word) + "%")} and {text} ~ {sql.Value("(^|[^[:alnum:]])" + Regex.Escape(word))})";
    }
}

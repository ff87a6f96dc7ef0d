using System.Text;
using System.Text.RegularExpressions;

namespace Maestro.Modules.Inventory.Queries;

/// <summary>Search words: every one occurs, as a substring; words under three letters begin a word.</summary>
internal static class Words
{
    private const int Most = 8;

    /// <summary>Stands before the first letters of a word, at the end of a search text. No text that a person writes holds it.</summary>
    private const char Mark = '\u001f';

    internal static IEnumerable<string> Split(string? words) =>
        (words ?? "").ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(word => !word.Contains('\0', StringComparison.Ordinal)).Take(Most);

    /// <summary>
    /// Adds how the words of a text begin, each beginning once: what is asked for with one or two letters is then a plain
    /// test, which the trigram index helps, instead of a regular expression upon every row.
    /// </summary>
    internal static string WithBeginnings(string text)
    {
        var marked = new StringBuilder(text);
        var seen = new HashSet<(char, char)>();
        for (var at = 0; at < text.Length; at++)
        {
            if (!char.IsLetterOrDigit(text[at]) || (at > 0 && char.IsLetterOrDigit(text[at - 1])))
                continue;
            var second = at + 1 < text.Length && char.IsLetterOrDigit(text[at + 1]) ? text[at + 1] : '\0';
            if (!seen.Add((text[at], second)))
                continue;
            marked.Append(Mark).Append(text[at]);
            if (second != '\0')
                marked.Append(second);
        }

        return marked.ToString();
    }

    internal static string Sql(string word, Sql sql, bool live)
    {
        var text = live ? "r.search" : "lower(r.name || ' ' || r.doc::text)";
        if (word.Length >= 3)
            return $"{text} like {sql.Value("%" + Queries.Sql.Like(word) + "%")}";
        if (live && word.All(char.IsLetterOrDigit))
            return $"{text} like {sql.Value($"%{Mark}{word}%")}";
        // Most rows fall to the plain test before the costly one is made.
        return $"({text} like {sql.Value("%" + Queries.Sql.Like(word) + "%")} and {text} ~ {sql.Value("(^|[^[:alnum:]])" + Regex.Escape(word))})";
    }
}

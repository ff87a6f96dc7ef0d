using System.Text.RegularExpressions;
using Maestro.Web.Shared;
using Microsoft.Extensions.Localization;

namespace Maestro.Web.Scheduling;

/// <summary>What came of a run or a part of it, in the reader's language. It is stored in English; what a provider says stays as the provider says it.</summary>
internal static partial class RunSayings
{
    internal static readonly Sayings Known = new(
        "{0} of {1} known records were not there; that is too many to retire without asking.",
        "{0} could not be read, so nothing was retired. First: {1}",
        "Some files could not be read, so nothing was retired. First: {0}",
        "Some of it could not be read, so nothing was retired.",
        "It answered {0} after {1} ms.",
        "It answered {0}.",
        "Everything was read.",
        "There was nothing to crawl.",
        "The time that a crawl may take was over.",
        "It is switched off: nothing was crawled.",
        "The plan is ready to be reviewed.",
        "Maestro made a mistake. It is written in its log.",
        "Maestro stopped.",
        "Stopped before it began.",
        "Stopped.");

    internal static string? In(IStringLocalizer<Texts> texts, string? said)
    {
        if (said is null || Parts.Match(said) is not { Success: true } parts)
            return said is null ? null : Known.In(texts, said);
        var others = parts.Groups["others"].Value.Split(", ").Select(one => one.Split(' ', 2)).Select(one => $"{one[0]} {StatusDot.WordOf(one[^1], texts).ToLowerInvariant()}");
        return $"{texts["{0} of {1} parts are complete: {2}.", parts.Groups["whole"].Value, parts.Groups["all"].Value, string.Join(", ", others)].Value} {In(texts, parts.Groups["first"].Value)}";
    }

    /// <summary>Why a schedule was paused: what the run that failed last said.</summary>
    internal static string LastWords(IStringLocalizer<Texts> texts, string? reason) =>
        reason?.IndexOf(Said, StringComparison.Ordinal) is >= 0 and var at ? texts["The last one said: {0}", In(texts, reason[(at + Said.Length)..])!] : reason ?? "";

    private const string Said = "The last one said: ";

    [GeneratedRegex(@"^(?<whole>\d+) of (?<all>\d+) parts are complete; (?<others>\d+ \w+(, \d+ \w+)*)\. First: (?<first>.+)$", RegexOptions.CultureInvariant | RegexOptions.Singleline, 200)]
    private static partial Regex Parts { get; }
}

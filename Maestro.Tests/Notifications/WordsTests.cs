using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Maestro.Modules.Notifications.Wording;

namespace Maestro.Tests.Notifications;

/// <summary>Messages speak both languages.</summary>
public sealed partial class WordsTests
{
    [Fact]
    public void Every_sentence_of_a_message_has_a_Portuguese_one_with_the_same_places()
    {
        var portuguese = Sentences.Words.GetResourceSet(CultureInfo.GetCultureInfo("pt-BR"), true, false)!;
        var sources = Directory.EnumerateFiles(Folder(), "*.cs").Select(File.ReadAllText).ToList();
        if (sources.Count == 0)
            Assert.Skip("The sources are not on this machine.");
        // A sentence is what has a space, or a place, and is said; what is looked up has neither.
        var sentences = sources.SelectMany(source => Text().Matches(Comment().Replace(source, ""))).Where(match => match.Groups[1].Value.Length == 0).Select(match => match.Groups[2].Value)
            .Where(text => text.Any(char.IsLetter) && (text.Contains(' ', StringComparison.Ordinal) || text.Contains('{', StringComparison.Ordinal))).Distinct().ToList();
        Assert.NotEmpty(sentences);
        Assert.Equal("", string.Join('\n', sentences.Where(text => portuguese.GetString(text) is null)));
        Assert.Equal("", string.Join('\n', sentences.Where(text => !Places(text).SetEquals(Places(portuguese.GetString(text)!)))));
    }

    private static HashSet<string> Places(string text) => [.. Place().Matches(text).Select(match => match.Value)];

    private static string Folder([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "Maestro.Modules", "Notifications", "Wording"));

    [GeneratedRegex("(\\$?)\"([^\"]*)\"")]
    private static partial Regex Text();

    [GeneratedRegex("//.*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();
}

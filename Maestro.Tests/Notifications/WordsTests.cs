using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Maestro.Modules.Kinds;
using Maestro.Modules.Notifications;
using Maestro.Modules.Notifications.Inboxes;
using Maestro.Modules.Notifications.Telling;
using Maestro.Modules.Notifications.Wording;
using Maestro.Modules.Scheduling;

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

    [Theory]
    [InlineData("en", "Crawl of Production AWS failed in part", "2 of 48 parts were denied.")]
    [InlineData("pt-BR", "Varredura de Production AWS falhou em parte", "2 de 48 partes foram negadas.")]
    public void A_crawl_says_how_many_of_its_parts_were_denied(string language, string title, string text)
    {
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        try
        {
            var run = new Run
            {
                Id = Guid.NewGuid(), Type = "crawl", Title = "Production AWS", Status = RunStatus.Partial, MakerId = Guid.NewGuid(), MakerName = "Ana", Progress = new(), CreatedAt = DateTimeOffset.UnixEpoch,
            };
            var facts = new Facts { Type = "crawl", Status = "partial", Parts = new Dictionary<string, int> { ["complete"] = 46, ["denied"] = 2 } };
            var row = new MessageRow
            {
                Id = Guid.NewGuid(), UserId = run.MakerId, Event = "run_failed", Severity = "warning", Facts = facts.Print(), RunId = run.Id, At = DateTimeOffset.UnixEpoch, Inbox = true, Toast = true, Digest = false, MailDue = false,
            };
            var message = new Wordsmith(new Catalogue()).Print(row, new Sight(new Dictionary<Guid, Run> { [run.Id] = run }, new Dictionary<Guid, Modules.Inventory.Record>(), new Dictionary<Guid, Subscription>()));
            Assert.Equal((title, text, $"runs/{run.Id}"), (message.Title, message.Text, message.Page));
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
        }
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

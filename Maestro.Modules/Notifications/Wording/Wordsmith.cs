using System.Globalization;
using Maestro.Modules.Kinds;
using Maestro.Modules.Notifications.Inboxes;
using Maestro.Modules.Notifications.Telling;
using Maestro.Modules.Scheduling;
using static Maestro.Modules.Notifications.Wording.Sentences;

namespace Maestro.Modules.Notifications.Wording;

/// <summary>Puts a message into words, with the names that its reader may see.</summary>
internal sealed class Wordsmith(IKinds kinds)
{
    private static readonly string Records = EventWords.Of(NotificationEvent.Records);

    internal Message Print(MessageRow row, Sight sight)
    {
        var facts = Facts.Read(row.Facts);
        if (row.Event == Records)
            return ListPrint(row, facts, sight.ListOf(row));
        var (run, record) = (sight.RunOf(row), sight.RecordOf(row));
        var what = EventWords.Read(row.Event);
        var name = record?.Name ?? run?.Title;
        var hidden = name is null;
        return new Message
        {
            Id = row.Id, Event = what, Severity = Enum.Parse<Severity>(row.Severity, ignoreCase: true), At = row.At, ReadAt = row.ReadAt,
            Title = Title(what, facts, name), Text = hidden ? Say("You may no longer see what it is about.") : Text(what, facts, run),
            Page = PageOf(what, row, run is not null, record is not null), Run = run?.Id, Kind = record?.Kind, Record = record?.Id,
        };
    }

    // What was counted the reader could read then; what it is called is the reader's own word.
    private Message ListPrint(MessageRow row, Facts facts, Subscription? list)
    {
        var kind = kinds.Find(row.Kind!);
        var things = kind is null ? Say("records") : KindTexts.LabelPluralOf(kind).ToLower(CultureInfo.CurrentCulture);
        var counts = new[] { ("{0} new", facts.Fresh), ("{0} changed", facts.Changed), ("{0} gone", facts.Gone) }.Where(count => count.Item2 > 0).Select(count => Say(count.Item1, Number(count.Item2))).ToList();
        return new Message
        {
            Id = row.Id, Event = NotificationEvent.Records, Severity = facts.Gone > 0 && facts.Fresh == 0 ? Severity.Warning : Severity.Info, At = row.At, ReadAt = row.ReadAt, ChangeSet = row.ChangeSetId,
            Title = list is null ? Say("{0}: {1}", Capital(things), string.Join(", ", counts)) : Say("{0} in {1}: {2}", Capital(things), list.Name, string.Join(", ", counts)),
            Page = list is not null && kind is not null && facts is { Changed: 0, Gone: 0, Since: { } since } ? NewPage(kind, list, since) : $"history/{row.ChangeSetId}",
        };
    }

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpper(text[0], CultureInfo.CurrentCulture) + text[1..];

    // The list as it was subscribed to, and of that what came since.
    private static string NewPage(Kind kind, Subscription list, DateTimeOffset since)
    {
        var fresh = $"created_at__gte={Uri.EscapeDataString(Kinds.Types.Instant.Print(since))}";
        var query = list.Query.Length == 0 ? fresh : $"{list.Query}&{fresh}";
        return $"inventory/{kind.Plural}?{query}";
    }

    private static string Title(NotificationEvent what, Facts facts, string? name) => what switch
    {
        NotificationEvent.SchedulePaused => name is null ? Say("A schedule is paused") : Say("Schedule {0} is paused", name),
        _ => Say(facts.Status switch
        {
            "failed" => "{0} failed",
            "partial" => "{0} failed in part",
            "stopped" => "{0} was stopped",
            _ => what == NotificationEvent.ReportReady ? "{0} is ready" : "{0} finished",
        }, Work(facts.Type, name)),
    };

    /// <summary>What ran: "Crawl of Production AWS".</summary>
    private static string Work(string? type, string? name) => name is null
        ? Say(type switch { "crawl" => "A crawl", "import" => "An import", "report" => "A report", "graph" => "A map", "webhook" => "A webhook", _ => "A run" })
        : type switch
        {
            "crawl" => Say("Crawl of {0}", name),
            "import" => Say("Import of {0}", name),
            "report" => Say("Report {0}", name),
            "graph" => Say("Map {0}", name),
            "webhook" => Say("Webhook {0}", name),
            _ => name,
        };

    private static string? Text(NotificationEvent what, Facts facts, Run? run)
    {
        if (what == NotificationEvent.SchedulePaused)
            return Paused(facts);
        var text = Ends(facts) ?? (facts.Status is "failed" or "partial" or "stopped" ? run?.Message : Counts(facts) ?? run?.Message);
        if (what != NotificationEvent.RunFailed || facts.Tries < 2)
            return text;
        var tries = Number(facts.Tries);
        return facts.Recovered ? Say("Try {0} went well.", tries) : string.Join(' ', new[] { text, Say("It was tried {0} times.", tries) }.OfType<string>());
    }

    private static string Paused(Facts facts)
    {
        var (failures, tries) = (Number(facts.Failures), Number(facts.Tries));
        if (facts.Tries <= facts.Failures)
            return Say(facts.Failures == 1 ? "Its run has failed. Nothing runs until somebody resumes it." : "{0} runs in a row have failed. Nothing runs until somebody resumes it.", failures);
        return facts.Failures == 1 ? Say("Its run has failed after {0} tries. Nothing runs until somebody resumes it.", tries)
            : Say("{0} runs in a row have failed, after {1} tries in all. Nothing runs until somebody resumes it.", failures, tries);
    }

    // Of parts that went well nothing is said.
    private static string? Ends(Facts facts)
    {
        var all = facts.Parts.Values.Sum();
        var bad = facts.Parts.Where(part => part.Key is "denied" or "throttled" or "failed" or "held").Select(part => (part.Key, part.Value)).OrderByDescending(part => part.Value).ThenBy(part => part.Key, StringComparer.Ordinal).ToList();
        if (bad.Count == 0)
            return null;
        if (bad is [var (only, count)])
            return Say(only switch { "denied" => "{0} of {1} parts were denied.", "throttled" => "{0} of {1} parts were throttled.", "held" => "{0} of {1} parts wait to be released.", _ => "{0} of {1} parts failed." }, Number(count), Number(all));
        var words = bad.Select(part => Say(part.Key switch { "denied" => "{0} denied", "throttled" => "{0} throttled", "held" => "{0} held", _ => "{0} with errors" }, Number(part.Value)));
        return Say("{0} of {1} parts did not succeed: {2}.", Number(bad.Sum(part => part.Value)), Number(all), string.Join(", ", words));
    }

    private static string? Counts(Facts facts)
    {
        if (!facts.Counts.ContainsKey("created"))
            return null;
        var words = new[] { ("created", "{0} new"), ("changed", "{0} changed"), ("missing", "{0} missing"), ("gone", "{0} gone") }
            .Where(word => facts.Counts.GetValueOrDefault(word.Item1) > 0).Select(word => Say(word.Item2, Number(facts.Counts[word.Item1]))).ToList();
        return words.Count == 0 ? Say("Nothing has changed.") : string.Join(", ", words) + ".";
    }

    private string? PageOf(NotificationEvent what, MessageRow row, bool run, bool record)
    {
        if (run && what != NotificationEvent.SchedulePaused)
            return $"runs/{row.RunId}";
        return record ? PageOf(kinds.Get(row.Kind!), row.RecordId!.Value) : null;
    }

    private static string PageOf(Kind kind, Guid id) => kind.Name is "connection" or Schedule.KindName ? $"{kind.Plural}/{id}" : $"inventory/{kind.Plural}/{id}";
}

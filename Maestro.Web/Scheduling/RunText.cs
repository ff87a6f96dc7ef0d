using System.Globalization;
using Maestro.Modules.Scheduling;
using Maestro.Web.Shared;
using Microsoft.Extensions.Localization;

namespace Maestro.Web.Scheduling;

/// <summary>Words about runs.</summary>
internal static class RunText
{
    /// <summary>The status to show: one that has been asked to stop is stopping.</summary>
    internal static string Word(Run run) => run.Stopping ? "stopping" : RunWords.Of(run.Status);

    internal static string Type(string type, IStringLocalizer<Texts> texts) => type == "import" ? texts["Import"] : ScheduleWords.Work(type, texts);

    /// <summary>What an argument is called, a key of the text files.</summary>
    internal static string Argument(string name) => name switch
    {
        "provider" => "Provider",
        "tasks" => "Tasks",
        "regions" => "Regions",
        "source" => "Source",
        "files" => "Files",
        "kind" => "Kind",
        "datacenter" => "Datacenter",
        "origin" => "Origin",
        "schedule" => "Schedule",
        _ => name,
    };

    /// <summary>What a run was asked to do beyond the usual: "Tasks: server-list · Files: state.json".</summary>
    internal static string Arguments(Run run, IStringLocalizer<Texts> texts) =>
        string.Join(" · ", Asked(run).Select(pair => $"{texts[Argument(pair.Key)].Value}: {Said(pair.Key, pair.Value, texts)}"));

    /// <summary>What it was asked to do beyond the usual, and beyond what its title and its connection say.</summary>
    internal static IEnumerable<KeyValuePair<string, string>> Asked(Run run) =>
        run.Arguments.Where(pair => pair.Value != "all" && pair.Key != "provider" && !(pair.Key == "schedule" && pair.Value == run.Title));

    /// <summary>The value of an argument as people say it.</summary>
    internal static string Said(string name, string value, IStringLocalizer<Texts> texts) => name switch
    {
        "tasks" => string.Join(", ", value.Split(", ").Select(task => texts[Discovery.Connecting.TaskText.Of(task)].Value)),
        _ => value,
    };

    internal static string Icon(string type) => type == "import" ? "upload" : ScheduleWords.Icon(type);

    /// <summary>How its parts ended, most important first: "7 of 12 parts are complete: 1 held, 2 denied".</summary>
    internal static string Parts(Run run, IStringLocalizer<Texts> texts)
    {
        var complete = run.Parts.Count(part => part.Status is RunPartStatus.Complete or RunPartStatus.NotEnabled);
        var others = run.Parts.Where(part => part.Status is not (RunPartStatus.Complete or RunPartStatus.NotEnabled)).GroupBy(part => part.Status).OrderBy(group => group.Key)
            .Select(group => $"{group.Count().ToString("N0", CultureInfo.CurrentCulture)} {StatusDot.WordOf(RunWords.Of(group.Key), texts).ToLower(CultureInfo.CurrentCulture)}").ToList();
        return others.Count == 0 ? texts["All {0} parts are complete.", complete] : texts["{0} of {1} parts are complete: {2}.", complete, run.Parts.Count, string.Join(", ", others)];
    }

    internal static string Took(Run run, DateTimeOffset now)
    {
        if (run.StartedAt is not { } start)
            return "";
        return Span((run.FinishedAt ?? now) - start);
    }

    /// <summary>How long something took.</summary>
    internal static string Span(TimeSpan span)
    {
        return span < TimeSpan.FromSeconds(1) ? "< 1 s"
            : span < TimeSpan.FromMinutes(1) ? string.Create(CultureInfo.CurrentCulture, $"{(int)span.TotalSeconds} s")
            : span < TimeSpan.FromHours(1) ? string.Create(CultureInfo.CurrentCulture, $"{(int)span.TotalMinutes} min {span.Seconds} s")
            : string.Create(CultureInfo.CurrentCulture, $"{(int)span.TotalHours} h {span.Minutes} min");
    }

    /// <summary>What a run does at the moment.</summary>
    internal static string Step(Run run, IStringLocalizer<Texts> texts) => run.Progress switch
    {
        { Step: "reading", Total: > 1 and { } total } => texts["Reading file {0} of {1}", run.Progress.Done + 1, total],
        { Step: "reading" } => texts["Reading the files"],
        { Step: "comparing", Total: { } total } => texts["Comparing {0} things with the inventory", total],
        { Step: "signing in" } => texts["Signing in"],
        { Step: "fetching files" } => texts["Fetching the files"],
        { Step: "reading files", Total: { } files } => texts["Reading file {0} of {1}", run.Progress.Done + 1, files],
        { Step: { Length: > 0 } step, Total: { } parts } when run.Type == "crawl" => texts["Crawling {0}: part {1} of {2}", texts[Discovery.Connecting.TaskText.Of(step)].Value, run.Progress.Done + 1, parts],
        _ => texts["Waiting for its turn"],
    };

    internal static double? Share(Run run) => run.Progress is { Total: > 1 and { } total } && run.Progress.Step != "comparing" ? (double)run.Progress.Done / total : null;

    /// <summary>What a run counted, largest words first: "120 to create, 3 with errors".</summary>
    internal static string Counts(Run run, IStringLocalizer<Texts> texts) =>
        string.Join(", ", new[]
        {
            ("create", "{0} to create"), ("change", "{0} to change"), ("retire", "{0} to retire"), ("restore", "{0} to restore"),
            ("seen", "{0} seen"), ("created", "{0} new"), ("changed", "{0} changed"), ("missing", "{0} missing"), ("gone", "{0} gone"),
            ("conflict", "{0} in conflict"), ("unchanged", "{0} unchanged"), ("error", "{0} with errors"),
        }.Where(word => run.Counts.GetValueOrDefault(word.Item1) > 0).Select(word => texts[word.Item2, run.Counts[word.Item1].ToString("N0", CultureInfo.CurrentCulture)].Value));
}

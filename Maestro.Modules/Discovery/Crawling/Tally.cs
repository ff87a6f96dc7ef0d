using Maestro.Modules.Scheduling;

namespace Maestro.Modules.Discovery.Crawling;

/// <summary>What the parts of a crawl came to.</summary>
internal sealed class Tally
{
    private readonly List<RunPart> parts = [];

    public IReadOnlyList<RunPart> Parts => parts;

    public void Add(RunPart part) => parts.Add(part);

    public RunOutcome Outcome()
    {
        var whole = parts.Count(part => part.Status is RunPartStatus.Complete or RunPartStatus.NotEnabled);
        var held = parts.Count(part => part.Status == RunPartStatus.Held);
        var status = whole == parts.Count ? RunStatus.Done : whole + held > 0 ? RunStatus.Partial : RunStatus.Failed;
        return new RunOutcome(status, Words(whole)) { Counts = Counts() };
    }

    private string Words(int whole)
    {
        if (parts.Count == 0)
            return "There was nothing to crawl.";
        var others = parts.Where(part => part.Status is not (RunPartStatus.Complete or RunPartStatus.NotEnabled)).GroupBy(part => part.Status).OrderBy(group => group.Key)
            .Select(group => FormattableString.Invariant($"{group.Count()} {RunWords.Of(group.Key)}"));
        return whole == parts.Count
            ? "Everything was read."
            : FormattableString.Invariant($"{whole} of {parts.Count} parts are complete; {string.Join(", ", others)}. First: {parts.First(part => part.Message is not null && part.Status is not (RunPartStatus.Complete or RunPartStatus.NotEnabled)).Message}");
    }

    private Dictionary<string, long> Counts() => new()
    {
        ["seen"] = parts.Sum(part => part.Seen), ["created"] = parts.Sum(part => part.Created), ["changed"] = parts.Sum(part => part.Changed),
        ["missing"] = parts.Sum(part => part.Missing), ["gone"] = parts.Sum(part => part.Gone),
    };
}

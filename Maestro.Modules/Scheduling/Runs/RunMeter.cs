using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Maestro.Modules.Scheduling.Runs;

/// <summary>
/// Figures of this process's runs for <c>/metrics</c>: how many ended how, how long they took, what waits. Everybody may read them, so they
/// carry sorts of work and of endings, and no names.
/// </summary>
internal sealed class RunMeter : IDisposable
{
    private readonly Meter meter;
    private readonly Counter<long> ended;
    private readonly Counter<long> parts;
    private readonly Counter<long> records;
    private readonly Histogram<double> duration;

    public RunMeter(IMeterFactory factory, RunQueue queue)
    {
        meter = factory.Create("Maestro.Scheduling");
        ended = meter.CreateCounter<long>("maestro.runs", description: "Runs that have ended, by type and status.");
        parts = meter.CreateCounter<long>("maestro.run.parts", description: "Parts of runs, such as a crawl's scopes, by task and status.");
        records = meter.CreateCounter<long>("maestro.run.records", description: "Records that runs saw, created, changed, missed or retired, by type and action.");
        duration = meter.CreateHistogram<double>("maestro.run.duration", "s", "How long runs took, waiting included, by type.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 5, 15, 60, 300, 900, 3_600] });
        meter.CreateObservableGauge("maestro.runs.open", () => queue.All.Count, description: "Runs that wait or are under way.");
    }

    public void Ended(QueuedRun run, RunOutcome outcome, TimeSpan took)
    {
        var type = KeyValuePair.Create("type", (object?)run.Start.Type);
        ended.Add(1, type, new("status", RunWords.Of(outcome.Status)));
        duration.Record(took.TotalSeconds, type);
        foreach (var (action, count) in outcome.Counts)
            records.Add(count, type, new("action", action));
        foreach (var part in run.Report.Parts())
            parts.Add(1, new TagList { type, { "task", part.Task }, { "status", RunWords.Of(part.Status) } });
    }

    public void Dispose() => meter.Dispose();
}

using Maestro.Modules.Discovery.Connections;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Modules.Scheduling;

namespace Maestro.Modules.Discovery.Crawling;

/// <summary>The work <c>crawl</c>: what a schedule about a connection starts.</summary>
internal sealed class CrawlSchedules(IInventory inventory, Crawls crawls, IRuns runs) : IScheduledWork
{
    internal const string Word = "crawl";

    public string Module => Word;

    public string TargetKind => "connection";

    public async Task CheckAsync(Actor actor, ScheduledWork what, CancellationToken cancel)
    {
        var line = Line.Of(await DemandAsync(actor, what, cancel));
        if (what.Tasks.Except(line.Provider.Tasks).FirstOrDefault() is { } unknown)
            throw Problem.Invalid("tasks", $"\"{Files.Refusal.Shown(unknown)}\" is none of {string.Join(", ", line.Provider.Tasks)}");
    }

    public async Task<Run> StartAsync(Actor actor, ScheduledWork what, CancellationToken cancel)
    {
        var record = await DemandAsync(actor, what, cancel);
        var line = Line.Of(record);
        var tasks = what.Tasks.Count == 0 ? null : what.Tasks.Where(task => !line.Off.Contains(task)).ToList();
        // What is switched off rests without failing: its schedules go on when it is switched on again.
        return !line.Enabled || tasks is { Count: 0 }
            ? await runs.StartAsync(actor, new RunStart(Word, line.Name, (_, _) => Task.FromResult(new RunOutcome(RunStatus.Done, "It is switched off: nothing was crawled."))) { Target = line.Id }, cancel)
            : await crawls.StartAsync(actor, record, tasks, cancel);
    }

    private async Task<Record> DemandAsync(Actor actor, ScheduledWork what, CancellationToken cancel)
    {
        if (what.Target is not { } target)
            throw Problem.Invalid("target", "is required: the connection to crawl");
        Record record;
        try
        {
            record = await inventory.GetAsync(actor, "connection", target, null, cancel);
        }
        catch (Problem missing) when (missing.Kind == ProblemKind.Missing)
        {
            throw Problem.Invalid("target", "is no connection, or one that you may not see");
        }

        return record.Level >= Level.Write ? record : throw Problem.Invalid("target", "may only be read by you: crawling takes write on it");
    }
}

using Maestro.Modules.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Maestro.Modules.Scheduling.Runs;

/// <summary>How Scheduling is, for the page about Maestro.</summary>
internal sealed class SchedulingStanding(IMaestroDbFactory databases, TimeProvider time) : IStanding
{
    public string Module => "Scheduling";

    public async Task<IReadOnlyList<Standing>> StandAsync(Actor actor, CancellationToken cancel)
    {
        Standing.Demand(actor);
        await using var db = databases.Open(actor);
        var yesterday = time.GetUtcNow().AddDays(-1);
        var word = RunWords.Of(RunStatus.Failed);
        var failed = await db.Set<RunRow>().LongCountAsync(row => row.Status == word && row.FinishedAt > yesterday, cancel);
        return
        [
            new("Runs waiting", await db.Set<RunRow>().LongCountAsync(row => row.Status == RunWords.Queued, cancel)),
            new("Runs under way", await db.Set<RunRow>().LongCountAsync(row => row.Status == RunWords.Running, cancel)),
            new("Runs failed in the last 24 hours", failed, Good: failed == 0),
        ];
    }
}

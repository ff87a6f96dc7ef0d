using Maestro.Modules.Kernel;
using Maestro.Modules.Scheduling.Firings;
using Microsoft.EntityFrameworkCore;

namespace Maestro.Modules.Scheduling.Runs;

/// <summary>How Scheduling is, for the page about Maestro.</summary>
internal sealed class SchedulingStanding(IMaestroDbFactory databases, IClock clock, TimeProvider time) : IStanding
{
    public string Module => "Scheduling";

    public async Task<IReadOnlyList<Standing>> StandAsync(Actor actor, CancellationToken cancel)
    {
        Standing.Demand(actor);
        await using var db = databases.Open(actor);
        var yesterday = time.GetUtcNow().AddDays(-1);
        var word = RunWords.Of(RunStatus.Failed);
        var failed = await db.Set<RunRow>().LongCountAsync(row => row.Status == word && row.FinishedAt > yesterday, cancel);
        var paused = await db.Set<ScheduleStateRow>().LongCountAsync(row => row.PausedAt != null, cancel);
        return
        [
            new("Runs waiting", await db.Set<RunRow>().LongCountAsync(row => row.Status == RunWords.Queued, cancel)),
            new("Runs under way", await db.Set<RunRow>().LongCountAsync(row => row.Status == RunWords.Running, cancel)),
            new("Runs failed in the last 24 hours", failed, Good: failed == 0),
            new("Firings waiting", await db.Set<FiringRow>().LongCountAsync(row => row.Status == FiringWords.Waiting, cancel)),
            new("Schedules paused by failures", paused, Good: paused == 0),
            new(clock.Ticks ? "The clock of schedules ticks" : "The clock of schedules stands still", null, Good: clock.Ticks || !clock.IsWanted),
        ];
    }
}

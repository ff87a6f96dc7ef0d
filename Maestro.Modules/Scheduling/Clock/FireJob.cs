using Maestro.Modules.Scheduling.Firings;
using Maestro.Modules.Scheduling.Schedules;
using Quartz;

namespace Maestro.Modules.Scheduling.Clock;

/// <summary>What Quartz runs when a schedule's time has come: writes that down. Running it twice changes nothing.</summary>
internal sealed class FireJob(FiringStore store, ScheduleBook book, Wake wake) : IJob
{
    internal const string Group = "schedules";

    internal static JobKey KeyOf(Guid schedule) => new($"{schedule}", Group);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var schedule = Guid.Parse(context.JobDetail.Key.Name);
        // The record is the truth: what was switched off a moment ago does not fire any more.
        if (await book.FindAsync(schedule, cancellationToken) is not { IsOn: true } view)
            return;
        var planned = context.ScheduledFireTimeUtc ?? context.FireTimeUtc;
        if (await store.FireAsync(schedule, new DateTimeOffset(planned.UtcTicks - (planned.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero), view.MaxRuns, cancellationToken))
            wake.Worker();
        else
            // It has run its most, or is paused: its trigger has nothing left to do.
            wake.Clock();
    }
}

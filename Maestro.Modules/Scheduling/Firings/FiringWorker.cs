using Maestro.Modules.Scheduling.Runs;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Maestro.Modules.Scheduling.Firings;

/// <summary>
/// Begins the firings that are due and settles those that have ended, in whichever process is first. Takes only as many as there is room
/// for: what waits, waits in the database, where nothing is lost.
/// </summary>
internal sealed class FiringWorker(FiringStore store, Starting starting, Settling settling, RunQueue queue, Wake wake, IOptions<SchedulingOptions> options, TimeProvider time, ILogger<FiringWorker> log) : BackgroundService
{
    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Sweep = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var swept = DateTimeOffset.MinValue;
        while (!stoppingToken.IsCancellationRequested)
        {
            var open = true;
            try
            {
                if (time.GetUtcNow() - swept > Sweep)
                {
                    swept = time.GetUtcNow();
                    await store.SweepAsync(TimeSpan.FromDays(options.Value.KeepDays), stoppingToken);
                }

                await WorkAsync(stoppingToken);
                open = await store.AnyOpenAsync(stoppingToken);
            }
#pragma warning disable CA1031 // The database may be away for a while: it is logged here, which is its edge, and tried again.
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                Log.NotFired(log, fault);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            try
            {
                await wake.WorkerAsync(open ? Busy : Idle, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task WorkAsync(CancellationToken stopping)
    {
        while (await settling.SettleOneAsync(stopping))
        {
        }

        while (queue.HasRoom && await store.ClaimAsync(queue.Worker, stopping) is { } firing)
            await starting.StartAsync(firing, stopping);
    }
}

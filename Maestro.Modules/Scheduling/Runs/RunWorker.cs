using Maestro.Modules.Kernel;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Maestro.Modules.Scheduling.Runs;

/// <summary>Works off the queue of this process, a few runs at a time; writes progress down, hears stops, and ends what dead processes left behind.</summary>
internal sealed class RunWorker(RunQueue queue, RunStore store, RunMeter meter, TimeProvider time, ILogger<RunWorker> log) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var works = Enumerable.Range(0, queue.Workers).Select(_ => WorkAsync(stoppingToken));
        await Task.WhenAll([WatchAsync(stoppingToken), .. works]);
        // What still waits will not begin any more.
        while (queue.Waiting.TryRead(out var run))
            await EndAsync(run, new RunOutcome(RunStatus.Failed, RunStore.MaestroStopped), null);
    }

    public override Task StopAsync(CancellationToken cancellationToken)
    {
        queue.Close();
        return base.StopAsync(cancellationToken);
    }

    private async Task WorkAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            QueuedRun run;
            try
            {
                run = await queue.Waiting.ReadAsync(stopping);
            }
            catch (Exception end) when (end is OperationCanceledException or System.Threading.Channels.ChannelClosedException)
            {
                return;
            }

            var (outcome, problem) = await RunAsync(run, stopping);
            await EndAsync(run, outcome, problem);
        }
    }

    private async Task<(RunOutcome Outcome, RunProblem? Problem)> RunAsync(QueuedRun run, CancellationToken stopping)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stopping, run.Stopped);
        try
        {
            return await store.BeginAsync(run.Id, both.Token)
                ? (await run.Start.Work(run.Report, both.Token), null)
                : (new RunOutcome(RunStatus.Stopped, "Stopped before it began."), null);
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            return (new RunOutcome(RunStatus.Failed, RunStore.MaestroStopped), null);
        }
        catch (Exception) when (run.Stopped.IsCancellationRequested)
        {
            // A driver may say by any exception that it has been cancelled.
            return (new RunOutcome(RunStatus.Stopped, "Stopped."), null);
        }
        catch (Problem problem)
        {
            return (new RunOutcome(RunStatus.Failed, problem.Message), new RunProblem(problem.Kind, problem.Message, problem.Errors));
        }
#pragma warning disable CA1031 // A fault of one run must not end the others; it is logged here, which is its edge.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            Log.RunBroke(log, fault, run.Id, run.Start.Title);
            return (new RunOutcome(RunStatus.Failed, "Maestro made a mistake. It is written in its log."), null);
        }
    }

    private async Task EndAsync(QueuedRun run, RunOutcome outcome, RunProblem? problem)
    {
        using var limit = new CancellationTokenSource(LastWords, time);
        try
        {
            await store.FlushAsync(run, limit.Token);
            await store.EndAsync(run.Id, outcome, problem, limit.Token);
        }
#pragma warning disable CA1031 // The database may be gone by now: the sweep of a later start ends this run.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            Log.NotWritten(log, fault, run.Id);
        }
        finally
        {
            meter.Ended(run, outcome, run.Age);
            queue.Remove(run);
            await run.DisposeAsync();
        }
    }

    private async Task WatchAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Beat, time);
        var beats = 0;
        try
        {
            do
            {
                if (queue.All.Count > 0)
                    await WriteAsync(stopping);
                if (beats++ % 15 == 0)
                    await SweepAsync(stopping);
            }
            while (await timer.WaitForNextTickAsync(stopping));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The end of this process.
        }
    }

    private async Task WriteAsync(CancellationToken stopping)
    {
        foreach (var run in queue.All)
        {
            try
            {
                await store.FlushAsync(run, stopping);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                Log.NotWritten(log, fault, run.Id);
            }
        }

        try
        {
            foreach (var id in await store.BeatAsync(queue.Worker, stopping))
                queue.Stop(id);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.NotSwept(log, fault);
        }
    }

    private async Task SweepAsync(CancellationToken stopping)
    {
        try
        {
            if (await store.SweepAsync(Silence, stopping) is > 0 and var count)
                Log.Orphans(log, count);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.NotSwept(log, fault);
        }
    }
}

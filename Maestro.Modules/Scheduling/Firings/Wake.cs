namespace Maestro.Modules.Scheduling.Firings;

/// <summary>Tells the clock and the worker of this process that there is something to do; both look by themselves from time to time.</summary>
internal sealed class Wake : IDisposable
{
    private readonly SemaphoreSlim clock = new(0);
    private readonly SemaphoreSlim worker = new(0);

    /// <summary>Schedules have changed.</summary>
    public void Clock() => Ring(clock);

    /// <summary>A firing waits.</summary>
    public void Worker() => Ring(worker);

    public Task<bool> ClockAsync(TimeSpan atMost, CancellationToken cancel) => clock.WaitAsync(atMost, cancel);

    public Task<bool> WorkerAsync(TimeSpan atMost, CancellationToken cancel) => worker.WaitAsync(atMost, cancel);

    public void Dispose()
    {
        clock.Dispose();
        worker.Dispose();
    }

    private static void Ring(SemaphoreSlim bell)
    {
        if (bell.CurrentCount == 0)
            bell.Release();
    }
}

using Maestro.Modules.Audit;
using Microsoft.Extensions.Hosting;

namespace Maestro.Modules.Notifications.Following;

/// <summary>Work that is done again and again: at once when there is news, and by itself in between. What fails is tried again.</summary>
internal abstract class Rounds(INews news, TimeProvider time, TimeSpan between, TimeSpan pause, params NewsOf[] wakes) : BackgroundService
{
    /// <summary>The least between two rounds: what is written meanwhile, perhaps hundreds of changes, is told of in the next.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim bell = new(0);

    /// <summary>Does all that is due; false when another process is at it.</summary>
    internal abstract Task<bool> RoundAsync(CancellationToken cancel);

    /// <summary>Logs why a round was not done.</summary>
    protected abstract void Failed(Exception fault);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var heard = wakes.Select(what => news.Listen(what, Ring)).ToList();
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await TryAsync(stoppingToken);
                await Task.Delay(Rest, time, stoppingToken);
                await bell.WaitAsync(between, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The stop: what is due stays due.
        }
        finally
        {
            heard.ForEach(one => one.Dispose());
        }
    }

    private async Task TryAsync(CancellationToken stopping)
    {
        try
        {
            await RoundAsync(stopping);
        }
#pragma warning disable CA1031 // The database may be away for a while, or something cannot be told of: it is logged here, which is its edge, and tried again.
        catch (Exception fault) when (!stopping.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Failed(fault);
            await Task.Delay(pause, time, stopping);
        }
    }

    private Task Ring(Guid id)
    {
        if (bell.CurrentCount == 0)
            bell.Release();
        return Task.CompletedTask;
    }

    public override void Dispose()
    {
        bell.Dispose();
        base.Dispose();
    }
}

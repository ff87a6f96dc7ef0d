using Maestro.Modules.Audit;
using Maestro.Modules.Notifications.Following;
using Maestro.Modules.Notifications.Hooks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Maestro.Modules.Notifications.Mailing;

/// <summary>Carries messages out of Maestro, in one process at a time: woken by messages, and looking by itself in between.</summary>
internal sealed class Carrier(Bookmarks bookmarks, Mails mails, HookRounds hooks, INews news, TimeProvider time, ILogger<Carrier> log) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(20);
    private readonly SemaphoreSlim bell = new(0);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var heard = news.Listen(NewsOf.Messages, Ring);
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await TryRoundAsync(stoppingToken);
                await bell.WaitAsync(Round, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The stop: what is due stays due.
        }
    }

    /// <summary>Carries what is due; false when another process is at it.</summary>
    internal Task<bool> RoundAsync(CancellationToken cancel) => bookmarks.AloneAsync(Bookmarks.Carrying, async () =>
    {
        await mails.RoundAsync(cancel);
        await hooks.RoundAsync(cancel);
    }, cancel);

    private async Task TryRoundAsync(CancellationToken stopping)
    {
        try
        {
            await RoundAsync(stopping);
        }
#pragma warning disable CA1031 // The database may be away for a while: it is logged here, which is its edge, and tried again.
        catch (Exception fault) when (!stopping.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Log.NotCarried(log, fault);
            await Task.Delay(TimeSpan.FromSeconds(5), time, stopping);
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

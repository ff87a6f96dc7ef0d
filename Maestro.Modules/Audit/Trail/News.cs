using System.Collections.Concurrent;
using Maestro.Modules.Kernel;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Maestro.Modules.Audit.Trail;

/// <summary>Passes on what PostgreSQL notifies after each commit, so that open pages of every process refresh.</summary>
internal sealed class News(IMaestroDbFactory databases, TimeProvider time, ILogger<News> logger) : BackgroundService, INews
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<Guid, Func<Guid, Task>> listeners = [];

    public IDisposable Listen(Func<Guid, Task> hear)
    {
        var id = Guid.NewGuid();
        listeners[id] = hear;
        return new Ending(() => listeners.TryRemove(id, out _));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await HearAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception broken) when (broken is NpgsqlException or IOException)
            {
                Log.Deaf(logger, broken);
                await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task HearAsync(CancellationToken cancel)
    {
        await using var connection = await databases.ConnectAsync(Actor.System("news"), cancel);
        connection.Notification += (_, news) =>
        {
            if (Guid.TryParse(news.Payload, out var changeSet))
                Tell(changeSet);
        };
        await using (var command = new NpgsqlCommand("listen maestro_changes", connection))
            await command.ExecuteNonQueryAsync(cancel);
        while (true)
            await connection.WaitAsync(cancel);
    }

    private void Tell(Guid changeSet)
    {
        foreach (var hear in listeners.Values)
            _ = TellAsync(hear, changeSet);
    }

    // One listener's failure is its own; it is logged here, at the edge.
    private async Task TellAsync(Func<Guid, Task> hear, Guid changeSet)
    {
        try
        {
            await hear(changeSet);
        }
        catch (Exception broken)
        {
            Log.ListenerFailed(logger, broken);
        }
    }

    private sealed class Ending(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}

using System.Collections.Concurrent;
using Maestro.Modules.Kernel;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Maestro.Modules.Audit.Trail;

/// <summary>Passes on what PostgreSQL notifies after each commit, so that every process hears of it.</summary>
internal sealed class News(IMaestroDbFactory databases, TimeProvider time, ILogger<News> logger) : BackgroundService, INews
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<Guid, (NewsOf What, Func<Guid, Task> Hear)> listeners = [];

    public IDisposable Listen(NewsOf what, Func<Guid, Task> hear)
    {
        var id = Guid.NewGuid();
        listeners[id] = (what, hear);
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
            if (Guid.TryParse(news.Payload, out var id))
                Tell(news.Channel, id);
        };
        await using (var command = new NpgsqlCommand("listen maestro_changes; listen maestro_runs; listen maestro_messages", connection))
            await command.ExecuteNonQueryAsync(cancel);
        while (true)
            await connection.WaitAsync(cancel);
    }

    private void Tell(string channel, Guid id)
    {
        foreach (var (what, hear) in listeners.Values)
        {
            if (channel == ChannelOf(what))
                _ = TellAsync(hear, id);
        }
    }

    private static string ChannelOf(NewsOf what) => what switch { NewsOf.Changes => "maestro_changes", NewsOf.Runs => "maestro_runs", NewsOf.Messages => "maestro_messages" };

    // One listener's failure is its own; it is logged here, at the edge.
    private async Task TellAsync(Func<Guid, Task> hear, Guid id)
    {
        try
        {
            await hear(id);
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

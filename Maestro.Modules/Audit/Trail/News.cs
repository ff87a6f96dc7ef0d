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
    private readonly ConcurrentDictionary<Guid, (NewsOf What, Func<string, Task> Hear)> listeners = [];

    public IDisposable Listen(Func<ChangeNews, Task> hear) => Add(NewsOf.Changes, payload => Read(payload) is { } news ? hear(news) : Task.CompletedTask);

    public IDisposable Listen(NewsOf what, Func<Guid, Task> hear) => Add(what, payload => Guid.TryParse(payload.Split(' ')[0], out var id) ? hear(id) : Task.CompletedTask);

    private static ChangeNews? Read(string payload) =>
        payload.Split(' ') is [var id, var kinds] && Guid.TryParse(id, out var changeSet) ? new(changeSet, kinds.Split(',').ToHashSet(StringComparer.Ordinal)) : null;

    private Ending Add(NewsOf what, Func<string, Task> hear)
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
        connection.Notification += (_, news) => Tell(news.Channel, news.Payload);
        await using (var command = new NpgsqlCommand("listen maestro_changes; listen maestro_runs; listen maestro_messages", connection))
            await command.ExecuteNonQueryAsync(cancel);
        while (true)
            await connection.WaitAsync(cancel);
    }

    private void Tell(string channel, string payload)
    {
        foreach (var (what, hear) in listeners.Values)
        {
            if (channel == ChannelOf(what))
                _ = TellAsync(hear, payload);
        }
    }

    private static string ChannelOf(NewsOf what) => what switch { NewsOf.Changes => "maestro_changes", NewsOf.Runs => "maestro_runs", NewsOf.Messages => "maestro_messages" };

    // One listener's failure is its own; it is logged here, at the edge.
    private async Task TellAsync(Func<string, Task> hear, string payload)
    {
        try
        {
            await hear(payload);
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

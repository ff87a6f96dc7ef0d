using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json.Nodes;
using Maestro.Modules.Audit;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Modules.Notifications.Api;
using Maestro.Modules.Notifications.Inboxes;
using Maestro.Modules.Scheduling;

namespace Maestro.Modules.Notifications.Streaming;

/// <summary>
/// Writes server-sent events: what the feeds hold for one reader, from a place on, a page at a time, so that nothing is kept for whoever
/// reads slowly. Who reads is asked anew before each round.
/// </summary>
internal sealed class EventStream(IFeed feed, IRuns runs, MessageFeed messages, INews news, TimeProvider time)
{
    private const int PageSize = 200;

    /// <summary>How often the feeds are looked at without news: a transaction that was under way may have ended.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>How long a reader may take over what was sent.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    internal async Task<StreamPlace> NowAsync(CancellationToken cancel)
    {
        var now = await feed.NowAsync(cancel);
        return new(now, now, now);
    }

    /// <summary>Writes until the reader has gone, may read no more, or the token is cancelled.</summary>
    /// <param name="who">The reader as of now; null when it may read no more.</param>
    /// <param name="only">Names of the only Kinds whose changes are told; null for all.</param>
    internal async Task WriteAsync(PipeWriter to, StreamPlace from, IReadOnlySet<string>? only, Func<CancellationToken, Task<Actor?>> who, CancellationToken cancel)
    {
        using var signal = new SemaphoreSlim(0);
        Task Ring(Guid id)
        {
            if (signal.CurrentCount == 0)
                signal.Release();
            return Task.CompletedTask;
        }

        using var changed = news.Listen(NewsOf.Changes, Ring);
        using var ended = news.Listen(NewsOf.Runs, Ring);
        using var told = news.Listen(NewsOf.Messages, Ring);
        var place = from;
        Put(to, $"retry: 3000\nid: {place}\n\n");
        var written = time.GetTimestamp();
        while (await FlushAsync(to, cancel))
        {
            if (await who(cancel) is not { } reader)
            {
                Put(to, ": The session or token has ended.\n\n");
                await FlushAsync(to, cancel);
                return;
            }

            var (next, wrote, more) = await RoundAsync(to, reader, place, only, cancel);
            place = next;
            if (wrote)
                written = time.GetTimestamp();
            else if (time.GetElapsedTime(written) >= Heartbeat)
            {
                // The id moves on past what the reader could not see.
                Put(to, $": still here\nid: {place}\n\n");
                written = time.GetTimestamp();
            }

            if (!more && !wrote)
                await signal.WaitAsync(Look, cancel);
        }
    }

    private async Task<(StreamPlace Next, bool Wrote, bool More)> RoundAsync(PipeWriter to, Actor reader, StreamPlace place, IReadOnlySet<string>? only, CancellationToken cancel)
    {
        var changes = await feed.ReadAsync(reader, place.Changes, PageSize, cancel);
        var wrote = false;
        foreach (var change in changes.Rows)
        {
            place = place with { Changes = change.Place };
            if (only?.Contains(change.Kind) != false)
                wrote |= Put(to, "change", place, Print(change));
        }

        place = place with { Changes = changes.Next };
        var ends = await runs.EndedAsync(reader, place.Runs, PageSize, cancel);
        foreach (var end in ends.Rows)
        {
            place = place with { Runs = end.Place };
            if (end is { Paused: false, Run: { } run })
                wrote |= Put(to, "run", place, Print(end, run));
        }

        place = place with { Runs = ends.Next };
        var mine = await messages.ReadAsync(reader, place.Messages, PageSize, cancel);
        foreach (var (at, message) in mine.Rows)
        {
            place = place with { Messages = at };
            wrote |= Put(to, "notification", place, NotificationsApi.Print(message));
        }

        return (place with { Messages = mine.Next }, wrote, changes.More || ends.More || mine.More);
    }

    private static bool Put(PipeWriter to, string name, StreamPlace place, JsonObject data)
    {
        Put(to, $"event: {name}\nid: {place}\ndata: {data.ToJsonString(Json.Compact)}\n\n");
        return true;
    }

    private static void Put(PipeWriter to, string text) => to.Write(Encoding.UTF8.GetBytes(text));

    // Nothing more is prepared before what was sent has been taken.
    private async Task<bool> FlushAsync(PipeWriter to, CancellationToken cancel)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        try
        {
            return !(await to.FlushAsync(both.Token)).IsCompleted;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            Put(to, ": Too slow; come back with Last-Event-ID.\n\n");
            return false;
        }
    }

    private static JsonObject Print(FeedChange change) => new()
    {
        ["record"] = new JsonObject { ["id"] = change.RecordId.ToString(), ["kind"] = change.Kind, ["name"] = change.Name },
        ["action"] = change.Action,
        ["state"] = change.State,
        ["version"] = change.Version,
        ["at"] = Kinds.Types.Instant.Print(change.At),
        ["actor"] = new JsonObject { ["id"] = change.ActorId.ToString(), ["name"] = change.ActorName },
        ["source"] = new JsonObject { ["type"] = change.Source, ["name"] = change.SourceName },
        ["change_set"] = change.ChangeSet.ToString(),
    };

    private static JsonObject Print(Ending end, Run run) => new()
    {
        ["id"] = run.Id.ToString(),
        ["type"] = run.Type,
        ["title"] = run.Title,
        ["status"] = RunWords.Of(run.Status),
        ["target"] = run.Target?.ToString(),
        ["schedule"] = end.Schedule?.ToString(),
        ["finished_at"] = run.FinishedAt is { } finished ? Kinds.Types.Instant.Print(finished) : null,
        ["message"] = run.Message,
        ["plan"] = run.Plan?.ToString(),
        ["counts"] = new JsonObject(run.Counts.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))),
    };
}

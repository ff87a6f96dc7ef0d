using Maestro.Modules.Audit;

namespace Maestro.Modules.Notifications.Streaming;

/// <summary>How far somebody has heard each feed; what stands in <c>id:</c> and comes back as <c>Last-Event-ID</c>.</summary>
internal sealed record StreamPlace(FeedPlace Changes, FeedPlace Runs, FeedPlace Messages)
{
    public override string ToString() => $"{Changes}.{Runs}.{Messages}";

    internal static StreamPlace? Read(string text) =>
        text.Split('.') is [var changes, var runs, var messages] && FeedPlace.TryRead(changes, out var change) && FeedPlace.TryRead(runs, out var run) && FeedPlace.TryRead(messages, out var message)
            ? new(change, run, message) : null;
}

using System.Collections.Concurrent;

namespace Maestro.Modules.Discovery.Calling;

/// <summary>Spaces calls so that no service gets more a second than it bears.</summary>
internal sealed class Pace(IReadOnlyDictionary<string, double> perSecond, TimeProvider time, double factor = 1)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> next = new(StringComparer.Ordinal);

    /// <summary>Waits for this service's turn.</summary>
    public async Task TurnAsync(string service, CancellationToken cancel)
    {
        var rate = factor * (perSecond.TryGetValue(service, out var own) ? own : perSecond.GetValueOrDefault("", 10));
        var now = time.GetUtcNow();
        var turn = next.AddOrUpdate(service, now, (_, last) => last + TimeSpan.FromSeconds(1 / rate) is var free && free > now ? free : now);
        if (turn > now)
            await Task.Delay(turn - now, time, cancel);
    }
}

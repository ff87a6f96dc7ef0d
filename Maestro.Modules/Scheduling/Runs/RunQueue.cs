using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;
using Maestro.Modules.Kernel;
using Microsoft.Extensions.Options;

namespace Maestro.Modules.Scheduling.Runs;

/// <summary>Work that waits in this process or is under way in it.</summary>
internal sealed class QueuedRun(Guid id, RunStart start, RunReport report) : IAsyncDisposable
{
    private readonly long since = Stopwatch.GetTimestamp();
    private readonly CancellationTokenSource stop = new();

    public Guid Id => id;

    public RunStart Start => start;

    public RunReport Report => report;

    /// <summary>How long ago it was asked for.</summary>
    public TimeSpan Age => Stopwatch.GetElapsedTime(since);

    /// <summary>Cancelled when a person stops the run.</summary>
    public CancellationToken Stopped => stop.Token;

    public void Stop()
    {
        try
        {
            stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has ended meanwhile, which is what was wanted.
        }
    }

    public async ValueTask DisposeAsync()
    {
        stop.Dispose();
        if (start.Holds is { } holds)
            await holds.DisposeAsync();
    }
}

/// <summary>Holds what this process has taken on; bounded, because what waits holds files.</summary>
internal sealed class RunQueue(IOptions<SchedulingOptions> options)
{
    private readonly Channel<QueuedRun> waiting = Channel.CreateBounded<QueuedRun>(options.Value.QueueLength);
    private readonly ConcurrentDictionary<Guid, QueuedRun> all = [];

    /// <summary>Tells this process from others on the same database.</summary>
    public Guid Worker { get; } = Guid.CreateVersion7();

    public int Workers => options.Value.Workers;

    public ICollection<QueuedRun> All => all.Values;

    public ChannelReader<QueuedRun> Waiting => waiting.Reader;

    /// <summary>Whether one more may wait. Schedules ask first, and wait in the database.</summary>
    public bool HasRoom => waiting.Reader.Count < options.Value.QueueLength;

    public void Add(QueuedRun run)
    {
        all[run.Id] = run;
        if (waiting.Writer.TryWrite(run))
            return;
        all.TryRemove(run.Id, out _);
        throw Full();
    }

    public void Remove(QueuedRun run) => all.TryRemove(run.Id, out _);

    /// <summary>Stops a run of this process; false when it is another's.</summary>
    public bool Stop(Guid id)
    {
        if (!all.TryGetValue(id, out var run))
            return false;
        run.Stop();
        return true;
    }

    public void Close() => waiting.Writer.TryComplete();

    private static Problem Full() =>
        new(ProblemKind.TooMany, "Too much work is waiting already. Try again in a few minutes.") { RetryAfter = TimeSpan.FromMinutes(1) };
}

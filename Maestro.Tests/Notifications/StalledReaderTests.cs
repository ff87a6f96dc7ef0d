using System.IO.Pipelines;
using System.Text;
using Maestro.Modules.Kernel;
using Maestro.Modules.Notifications.Streaming;
using Maestro.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Maestro.Tests.Notifications;

/// <summary>Nothing is kept for whoever opens the stream of events and reads nothing.</summary>
public sealed class StalledReaderTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reader_that_takes_nothing_is_told_so_and_let_go_without_more_being_prepared()
    {
        var events = ActivatorUtilities.CreateInstance<EventStream>(shared.App.Services, new Hasty());
        // As much as a socket whose other end does not read: the first line fills it.
        var socket = new Pipe(new PipeOptions(pauseWriterThreshold: 8, resumeWriterThreshold: 4, useSynchronizationContext: false));
        var asked = 0;
        await events.WriteAsync(socket.Writer, await events.NowAsync(Cancel), null, Who, Cancel).WaitAsync(TimeSpan.FromMinutes(1), Cancel);
        Assert.Equal(0, asked);

        await socket.Writer.CompleteAsync();
        var sent = await socket.Reader.ReadAtLeastAsync(1_000, Cancel);
        var text = Encoding.UTF8.GetString(sent.Buffer);
        Assert.StartsWith("retry: 3000\nid: ", text, StringComparison.Ordinal);
        Assert.EndsWith(": Too slow; come back with Last-Event-ID.\n\n", text, StringComparison.Ordinal);

        Task<Actor?> Who(CancellationToken cancel)
        {
            asked++;
            return Task.FromResult<Actor?>(Actor.System("reader"));
        }
    }

    // A hundred times as fast.
    private sealed class Hasty : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, dueTime / 100, period);
    }
}

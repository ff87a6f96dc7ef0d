using Maestro.Modules.Audit;
using Maestro.Modules.Notifications.Inboxes;
using Maestro.Modules.Notifications.Matching;
using Maestro.Modules.Notifications.Telling;
using Maestro.Modules.Scheduling;
using Microsoft.Extensions.Logging;

namespace Maestro.Modules.Notifications.Following;

/// <summary>
/// Follows what happens, in one process at a time: woken by the news of it, and looking by itself in between. What it has told of is behind
/// the bookmark; what it told of when it died is told again, and makes no second message.
/// </summary>
internal sealed class Follower(Bookmarks bookmarks, IRuns runs, IFeed feed, RunTelling telling, ChangeTelling changes, Keeping keeping, FollowMeter meter, INews news, TimeProvider time, ILogger<Follower> log)
    : Rounds(news, time, between: TimeSpan.FromSeconds(5), pause: TimeSpan.FromSeconds(1), NewsOf.Runs, NewsOf.Changes)
{
    internal const string RunFeed = "runs";
    internal const string ChangeFeed = "changes";
    private const int PageSize = 100;
    private const int ChangesAtOnce = 1_000;

    /// <summary>What cannot be told of after so many attempts is left out, so that it does not keep everything behind it back.</summary>
    internal const int MostFailures = 5;

    internal override Task<bool> RoundAsync(CancellationToken cancel) => bookmarks.AloneAsync(Bookmarks.Telling, async () =>
    {
        while (await StepAsync(RunFeed, (place, stop) => runs.EndedAsync(Audience.Self, place, PageSize, stop), TellEachAsync, cancel))
        {
        }

        await TellChangesAsync(cancel);
        await keeping.SweepAsync(cancel);
    }, cancel);

    // Where nobody subscribes to anything, a crawl is not read again.
    private async Task TellChangesAsync(CancellationToken cancel)
    {
        if (!await changes.AnyAsync(cancel))
        {
            await bookmarks.RenewAsync(ChangeFeed, cancel);
            return;
        }

        while (await StepAsync(ChangeFeed, (place, stop) => feed.ReadAsync(Audience.Self, place, ChangesAtOnce, stop), TellAllAsync, cancel))
        {
        }
    }

    private Task TellAllAsync(IReadOnlyList<FeedChange> heard, CancellationToken cancel) =>
        heard.Count == 0 ? Task.CompletedTask : OneAsync(ChangeFeed, heard[^1].Place, heard[0].At, () => changes.TellAsync(heard, cancel), cancel);

    private async Task TellEachAsync(IReadOnlyList<Ending> endings, CancellationToken cancel)
    {
        foreach (var ending in endings)
            await OneAsync(RunFeed, ending.Place, ending.At, () => telling.TellAsync(ending, cancel), cancel);
    }

    private async Task<bool> StepAsync<T>(string name, Func<FeedPlace, CancellationToken, Task<FeedPage<T>>> read, Func<IReadOnlyList<T>, CancellationToken, Task> tell, CancellationToken cancel)
    {
        var bookmark = await bookmarks.FindAsync(name, cancel);
        var place = new FeedPlace(bookmark.Tx, bookmark.Id);
        var page = await read(place, cancel);
        await tell(page.Rows, cancel);
        if (page.Next > place)
            await bookmarks.MoveAsync(name, page.Next, cancel);
        return page.More;
    }

    // A mistake of ours in one thing must not silence all others.
    private async Task OneAsync(string name, FeedPlace place, DateTimeOffset at, Func<Task> tell, CancellationToken cancel)
    {
        try
        {
            await tell();
            meter.Told(name, at);
            await bookmarks.MoveAsync(name, place, cancel);
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested && fault is not Npgsql.NpgsqlException)
        {
            if (await bookmarks.FailAsync(name, cancel) < MostFailures)
                throw;
            Log.LeftOut(log, fault, name, place.ToString());
            await bookmarks.MoveAsync(name, place, cancel);
        }
    }

    protected override void Failed(Exception fault) => Log.NotTold(log, fault);
}

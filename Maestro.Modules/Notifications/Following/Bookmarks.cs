using Maestro.Modules.Audit;
using Maestro.Modules.Kernel;
using Maestro.Modules.Notifications.Telling;
using Microsoft.EntityFrameworkCore;

namespace Maestro.Modules.Notifications.Following;

/// <summary>Keeps up to where each feed has been told, and who of several processes tells at the moment.</summary>
internal sealed class Bookmarks(IMaestroDbFactory databases, IFeed feed)
{
    /// <summary>Turns of telling and of carrying: any numbers that no other advisory lock of Maestro uses.</summary>
    internal const long Telling = 0x4D41_4553_5452_4F03;

    internal const long Carrying = 0x4D41_4553_5452_4F04;

    /// <summary>How many transactions a feed that nobody wants may lie behind.</summary>
    private const ulong Behind = 1_000;

    /// <summary>Does something while no other process does; false when one is at it.</summary>
    internal async Task<bool> AloneAsync(long turn, Func<Task> work, CancellationToken cancel)
    {
        await using var db = databases.Open(Audience.Self);
        // A lock of the connection, which is kept until the work is done: it goes with a process that dies.
        await db.Database.OpenConnectionAsync(cancel);
        if ((await db.Database.SqlQuery<bool>($"select pg_try_advisory_lock({turn}) as \"Value\"").ToListAsync(cancel)) is not [true])
            return false;
        try
        {
            await work();
        }
        finally
        {
            await db.Database.ExecuteSqlAsync($"select pg_advisory_unlock({turn})", CancellationToken.None);
        }

        return true;
    }

    /// <summary>Where a feed goes on. One that is new begins now; so does one whose place lies ahead of the database, which was put back from a copy.</summary>
    internal async Task<BookmarkRow> FindAsync(string name, CancellationToken cancel)
    {
        await using var db = databases.Open(Audience.Self);
        var row = await db.Set<BookmarkRow>().SingleOrDefaultAsync(one => one.Feed == name, cancel);
        var now = await feed.NowAsync(cancel);
        if (row is not null && row.Tx <= now.Tx)
            return row;
        if (row is null)
            db.Add(row = new BookmarkRow { Feed = name, Tx = now.Tx, Id = now.Id });
        else if (await AheadAsync(db, row.Tx, cancel))
            (row.Tx, row.Id, row.Failures) = (now.Tx, now.Id, 0);
        await db.SaveChangesAsync(cancel);
        return row;
    }

    internal async Task MoveAsync(string name, FeedPlace to, CancellationToken cancel)
    {
        await using var db = databases.Open(Audience.Self);
        var row = await db.Set<BookmarkRow>().SingleAsync(one => one.Feed == name, cancel);
        (row.Tx, row.Id, row.Failures) = (to.Tx, to.Id, 0);
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Lets a feed that nobody wants go on from now. Not at each transaction: moving the bookmark is one.</summary>
    internal async Task RenewAsync(string name, CancellationToken cancel)
    {
        var (bookmark, now) = (await FindAsync(name, cancel), await feed.NowAsync(cancel));
        if (now.Tx > bookmark.Tx + Behind)
            await MoveAsync(name, now, cancel);
    }

    /// <summary>Telling of what comes next has failed; how often by now.</summary>
    internal async Task<int> FailAsync(string name, CancellationToken cancel)
    {
        await using var db = databases.Open(Audience.Self);
        var row = await db.Set<BookmarkRow>().SingleAsync(one => one.Feed == name, cancel);
        row.Failures++;
        await db.SaveChangesAsync(cancel);
        return row.Failures;
    }

    private static async Task<bool> AheadAsync(MaestroDb db, ulong tx, CancellationToken cancel)
    {
        var text = tx.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return (await db.Database.SqlQuery<bool>($"select {text}::xid8 >= pg_snapshot_xmax(pg_current_snapshot()) as \"Value\"").ToListAsync(cancel)) is [true];
    }
}

using System.Globalization;
using Maestro.Modules.Audit;
using Maestro.Modules.Kernel;
using Maestro.Modules.Notifications.Wording;
using Microsoft.EntityFrameworkCore;

namespace Maestro.Modules.Notifications.Inboxes;

/// <summary>A person's messages as a feed: in the order of their transactions, none skipped.</summary>
internal sealed class MessageFeed(IMaestroDbFactory databases, Looking looking, Wordsmith wordsmith)
{
    internal async Task<FeedPage<(FeedPlace Place, Message Message)>> ReadAsync(Actor actor, FeedPlace after, int limit, CancellationToken cancel)
    {
        await using var db = databases.Open(actor);
        // As text: EF writes a 64-bit number without sign as a decimal.
        var tx = after.Tx.ToString(CultureInfo.InvariantCulture);
        var rows = await db.Set<MessageRow>().FromSql($"""
            select * from notifications.messages where user_id = {actor.UserId} and (tx, number) > ({tx}::xid8, {after.Id}) and tx < pg_snapshot_xmin(pg_current_snapshot())
            order by tx, number limit {limit}
            """).AsNoTracking().ToListAsync(cancel);
        if (rows.Count == 0)
            return new([], after, false);
        var shown = rows.Where(row => row.Inbox || row.Toast).ToList();
        var sight = await looking.AtAsync(actor, shown, cancel);
        return new([.. shown.Select(row => (new FeedPlace(row.Tx, row.Number), wordsmith.Print(row, sight)))], new(rows[^1].Tx, rows[^1].Number), rows.Count == limit);
    }
}

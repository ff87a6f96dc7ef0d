using Maestro.Modules.Kernel;
using Maestro.Modules.Notifications.Wording;
using Microsoft.EntityFrameworkCore;

namespace Maestro.Modules.Notifications.Inboxes;

/// <summary>The contract: shows people their own messages.</summary>
internal sealed class InboxDesk(IMaestroDbFactory databases, Looking looking, Wordsmith wordsmith, TimeProvider time) : INotifications
{
    private const int MostFresh = 50;

    public async Task<Inbox> InboxAsync(Actor actor, InboxQuery query, CancellationToken cancel)
    {
        await using var db = databases.Open(actor);
        var mine = Mine(db, actor).AsNoTracking();
        var unread = await mine.CountAsync(row => row.ReadAt == null, cancel);
        if (query.Unread)
            mine = mine.Where(row => row.ReadAt == null);
        if (query.Only is { } only)
        {
            var word = EventWords.Of(only);
            mine = mine.Where(row => row.Event == word);
        }

        if (query.Cursor is { } cursor)
        {
            var id = Guid.TryParse(cursor, out var last) ? last : throw Problem.Malformed("cursor: is not one that a list has given.");
            var at = await Mine(db, actor).Where(row => row.Id == id).Select(row => (DateTimeOffset?)row.At).SingleOrDefaultAsync(cancel) ?? throw Problem.Malformed("cursor: is not one that a list has given.");
            mine = mine.Where(row => row.At < at || (row.At == at && row.Id.CompareTo(id) < 0));
        }

        var rows = await mine.OrderByDescending(row => row.At).ThenByDescending(row => row.Id).Take(query.Limit + 1).ToListAsync(cancel);
        var page = rows.Take(query.Limit).ToList();
        var sight = await looking.AtAsync(actor, page, cancel);
        return new([.. page.Select(row => wordsmith.Print(row, sight))], unread, rows.Count > query.Limit ? page[^1].Id.ToString() : null);
    }

    public async Task<int> UnreadAsync(Actor actor, CancellationToken cancel)
    {
        await using var db = databases.Open(actor);
        return await Mine(db, actor).CountAsync(row => row.ReadAt == null, cancel);
    }

    // One process at a time puts messages down, so that their numbers appear in order.
    public async Task<Fresh> FreshAsync(Actor actor, long? after, CancellationToken cancel)
    {
        await using var db = databases.Open(actor);
        var all = db.Set<MessageRow>().AsNoTracking().Where(row => row.UserId == actor.UserId);
        if (after is not { } number)
            return new([], await all.MaxAsync(row => (long?)row.Number, cancel) ?? 0);
        var rows = await all.Where(row => row.Number > number && row.Toast && row.ReadAt == null).OrderBy(row => row.Number).Take(MostFresh).ToListAsync(cancel);
        var sight = await looking.AtAsync(actor, rows, cancel);
        return new([.. rows.Select(row => wordsmith.Print(row, sight))], rows.Count == 0 ? number : rows[^1].Number);
    }

    public async Task ReadAsync(Actor actor, Guid id, CancellationToken cancel)
    {
        DemandWrite(actor);
        await using var db = databases.Open(actor);
        if (!await Mine(db, actor).AnyAsync(row => row.Id == id, cancel))
            throw Problem.Missing("This message");
        await MarkAsync(db, actor, Mine(db, actor).Where(row => row.Id == id), cancel);
    }

    public async Task ReadAllAsync(Actor actor, NotificationEvent? only, CancellationToken cancel)
    {
        DemandWrite(actor);
        await using var db = databases.Open(actor);
        var word = only is { } what ? EventWords.Of(what) : null;
        await MarkAsync(db, actor, Mine(db, actor).Where(row => word == null || row.Event == word), cancel);
    }

    private async Task MarkAsync(MaestroDb db, Actor actor, IQueryable<MessageRow> rows, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (await rows.Where(row => row.ReadAt == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.ReadAt, now), cancel) > 0)
            await MessageBox.RingAsync(db, actor.UserId, cancel);
    }

    private static IQueryable<MessageRow> Mine(MaestroDb db, Actor actor) => db.Set<MessageRow>().Where(row => row.UserId == actor.UserId && row.Inbox);

    private static void DemandWrite(Actor actor)
    {
        if (!actor.MayWrite)
            throw Problem.Denied("This token may only read.");
    }
}

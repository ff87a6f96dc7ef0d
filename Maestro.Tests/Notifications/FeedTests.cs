using Maestro.Modules.Audit;
using Maestro.Modules.Kernel;
using Maestro.Tests.Support;
using Npgsql;

namespace Maestro.Tests.Notifications;

/// <summary>The feed of changes: nothing is skipped, whatever commits when, and only readers read it.</summary>
public sealed class FeedTests(Postgres postgres) : IAsyncLifetime
{
    private World world = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => world = await World.StartAsync(postgres);

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task A_change_whose_transaction_commits_late_is_not_skipped_and_the_order_holds()
    {
        var feed = world.Get<IFeed>();
        var begin = await feed.NowAsync(Cancel);
        await using var slow = await world.Database.Source.OpenConnectionAsync(Cancel);
        await using var late = await slow.BeginTransactionAsync(Cancel);
        var first = await InsertAsync(slow);
        var second = await world.CreateAsync("server", """{"name": "quick"}""");
        // The quick one is committed, and is not told before the slow one, which began earlier.
        Assert.Empty((await feed.ReadAsync(Actor.System("test"), begin, 100, Cancel)).Rows);
        await late.CommitAsync(Cancel);
        var page = await UntilAsync(2, () => feed.ReadAsync(Actor.System("test"), begin, 100, Cancel));
        Assert.Equal([first, second], page.Rows.Select(change => change.RecordId));
        Assert.True(page.Rows[0].Place < page.Rows[1].Place);
        Assert.Empty((await feed.ReadAsync(Actor.System("test"), page.Next, 100, Cancel)).Rows);
    }

    [Fact]
    public async Task Pages_join_without_a_gap_and_a_stranger_reads_nothing_but_moves_on()
    {
        var feed = world.Get<IFeed>();
        var begin = await feed.NowAsync(Cancel);
        var made = new List<Guid>();
        for (var at = 0; at < 5; at++)
            made.Add(await world.CreateAsync("server", $$"""{"name": "one-{{at}}"}"""));
        await UntilAsync(5, () => feed.ReadAsync(world.Ana, begin, 100, Cancel));
        var read = new List<Guid>();
        var place = begin;
        while (await feed.ReadAsync(world.Ana, place, 2, Cancel) is { Rows.Count: > 0 } page)
        {
            read.AddRange(page.Rows.Select(change => change.RecordId));
            place = page.Next;
        }

        Assert.Equal(made, read);
        var strange = await feed.ReadAsync(world.Ben, begin, 100, Cancel);
        Assert.Empty(strange.Rows);
        Assert.Equal(place, strange.Next);
    }

    [Fact]
    public void A_place_is_read_as_it_was_written()
    {
        Assert.True(FeedPlace.TryRead(new FeedPlace(812, 9931).ToString(), out var place));
        Assert.Equal(new FeedPlace(812, 9931), place);
        foreach (var wrong in new[] { null, "", "812", "812-", "-1-2", "a-b", "1-2-3" })
            Assert.False(FeedPlace.TryRead(wrong, out _));
    }

    // Transactions of other tests on the same server delay the feed.
    private static async Task<FeedPage<FeedChange>> UntilAsync(int count, Func<Task<FeedPage<FeedChange>>> read)
    {
        var page = await read();
        for (var tries = 0; tries < 600 && page.Rows.Count < count; tries++)
        {
            await Task.Delay(100, Cancel);
            page = await read();
        }

        return page;
    }

    // A change as a slow transaction would leave it.
    private async Task<Guid> InsertAsync(NpgsqlConnection connection)
    {
        var (set, record) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await using var command = new NpgsqlCommand("""
            with s as (insert into audit.change_sets (id, at, actor_id, actor_name, as_admin, source, source_name, title, counts) values ($1, now(), $3, 'Ana', false, 'person', 'Ana', 'late', '{}') returning id)
            insert into audit.changes (change_set_id, record_id, kind, root, name, action, diff, after, state, hand_before, version, valid_from)
            select id, $2, 'server', 'server', 'late', 'create', '[]', '{}', 'present', '{}', 1, now() from s
            """, connection);
        foreach (var id in new[] { set, record, world.Ana.UserId })
            command.Parameters.Add(new() { Value = id });
        await command.ExecuteNonQueryAsync(Cancel);
        await using var known = new NpgsqlCommand("""
            insert into inventory.records (id, kind, root, name, state, active, owner_type, owner_id, readers, doc, hand, tags, search, version, created_at, updated_at)
            values ($1, 'server', 'server', 'late', 'present', true, 'user', $2, array[$2], '{}', '{}', '{}', 'late', 1, now(), now())
            """, connection);
        known.Parameters.Add(new() { Value = record });
        known.Parameters.Add(new() { Value = world.Ana.UserId });
        await known.ExecuteNonQueryAsync(Cancel);
        return record;
    }
}

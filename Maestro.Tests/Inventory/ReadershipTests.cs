using Maestro.Modules.Inventory;
using Maestro.Modules.Inventory.Queries;
using Maestro.Modules.Inventory.Records;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Tests.Support;

namespace Maestro.Tests.Inventory;

/// <summary>Whoever may read little is served in another way than whoever may read much, and with the same answer.</summary>
public sealed class ReadershipTests(Postgres postgres) : IAsyncLifetime
{
    private World world = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        world = await World.StartAsync(postgres);
        for (var at = 0; at < 23; at++)
            await world.CreateAsync("server", $$"""{"name":"web-{{at % 4}}","cpu":{{at % 3 + 1}},"environment":"{{(at % 2 == 0 ? "Production" : "Staging")}}"}""", at % 5 == 0 ? world.Ben : world.Ana);
    }

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task A_person_with_few_records_is_known_as_such_and_an_administrator_is_not()
    {
        await using var connection = await world.Get<IMaestroDbFactory>().ConnectAsync(world.Ana, Cancel);
        var readership = world.Get<Readership>();
        Assert.True(await readership.IsSmallAsync(connection, world.Ana, Cancel));
        Assert.False(await readership.IsSmallAsync(connection, world.Admin, Cancel));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("name", false)]
    [InlineData("-name", false)]
    [InlineData("cpu,-name", false)]
    [InlineData("name", true)]
    [InlineData("", true)]
    public async Task Sorting_what_may_be_read_and_walking_an_index_give_the_same_pages(string ordering, bool past)
    {
        var order = ordering.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(key => new Sort(key.TrimStart('-'), key.StartsWith('-'))).ToList();
        var query = new Query { Kind = "server", Order = order, Filter = new Filter.Test("environment", "", ["Production", "Staging"]), At = past ? DateTimeOffset.UtcNow : null };
        if (past)
            await world.CreateAsync("server", """{"name":"later"}""");
        var (sorted, walked) = (await PagesAsync(query, sorts: true), await PagesAsync(query, sorts: false));
        Assert.Equal(walked, sorted);
        Assert.Equal(18, sorted.Count);
        Assert.Equal(18, sorted.Distinct().Count());
    }

    private async Task<List<Guid>> PagesAsync(Query query, bool sorts)
    {
        await using var connection = await world.Get<IMaestroDbFactory>().ConnectAsync(world.Ana, Cancel);
        var (ids, cursor) = (new List<Guid>(), "");
        while (true)
        {
            var list = new ListSql(world.Get<IKinds>(), world.Ana, query with { Cursor = cursor }) { SortsFew = sorts };
            await using var command = list.Page(5).Command(connection);
            var rows = await RecordReading.RowsAsync(command, list.OrderKeys().Count, Cancel);
            ids.AddRange(rows.Select(row => row.Id));
            if (rows.Count < 5)
                return ids;
            cursor = CursorText.Print(rows[^1].Keys, rows[^1].Id);
        }
    }
}

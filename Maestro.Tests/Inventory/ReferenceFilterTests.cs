using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;
using Maestro.Tests.Access;
using Maestro.Tests.Support;

namespace Maestro.Tests.Inventory;

/// <summary>Filters through references: where there is none, and at another moment.</summary>
public sealed class ReferenceFilterTests(Postgres postgres) : IAsyncLifetime
{
    private readonly MovableClock clock = new();
    private World world = null!;

    public async ValueTask InitializeAsync() => world = await World.StartAsync(postgres, clock);

    public ValueTask DisposeAsync() => world.DisposeAsync();

    private async Task<int> FoundAsync(string kind, Guid id, string path, string op, string value, DateTimeOffset? at = null, Actor? actor = null) =>
        (await world.Inventory.ListAsync(actor ?? world.Admin, new Query { Kind = kind, Filter = new Filter.Test(path, op, [value]), Ids = [id], At = at, Counted = false }, default)).Rows.Count;

    [Fact]
    public async Task A_reference_that_is_not_there_is_not_the_one_denied_for_every_Kind()
    {
        var wrong = new List<string>();
        var tried = 0;
        foreach (var kind in new Catalogue().All.Where(kind => kind.WrittenBy is null))
        {
            var id = await world.CreateAsync(kind.Name, SampleRecords.Of(kind, "absent").ToJsonString(), world.Admin);
            foreach (var field in kind.Fields.Where(field => field.Type is Ref or ListOf { Item: Ref }))
            {
                tried++;
                foreach (var (path, op, value, expected) in new[]
                {
                    (field.Name, "n", Guid.CreateVersion7().ToString(), 1), (field.Name, "", Guid.CreateVersion7().ToString(), 0),
                    ($"{field.Name}__name", "n", "nobody", 1), ($"{field.Name}__name", "nic", "nobody", 1), ($"{field.Name}__name", "", "nobody", 0), (field.Name, "empty", "true", 1),
                })
                {
                    if (await FoundAsync(kind.Name, id, path, op, value) != expected)
                        wrong.Add($"{kind.Name}: {path}__{op}");
                }
            }
        }

        Assert.True(tried > 50, $"Only {tried} references were tried.");
        Assert.Equal([], wrong);
    }

    [Fact]
    public async Task As_of_a_moment_a_filter_follows_the_references_and_names_of_that_moment()
    {
        var (first, second) = (await world.CreateAsync("client", """{"name": "first"}"""), await world.CreateAsync("client", """{"name": "second"}"""));
        var app = await world.CreateAsync("system", $$"""{"name": "shop", "clients": [{"id": "{{first}}"}]}""");
        clock.Pass(TimeSpan.FromHours(1));
        var then = clock.GetUtcNow();
        clock.Pass(TimeSpan.FromHours(1));
        await world.PatchAsync("system", app, $$"""{"clients": [{"id": "{{second}}"}]}""");
        await world.PatchAsync("client", first, """{"name": "renamed"}""");
        clock.Pass(TimeSpan.FromHours(1));

        Assert.Equal((1, 0), (await FoundAsync("system", app, "clients", "", first.ToString(), then), await FoundAsync("system", app, "clients", "", second.ToString(), then)));
        Assert.Equal((0, 1), (await FoundAsync("system", app, "clients", "", first.ToString()), await FoundAsync("system", app, "clients", "", second.ToString())));
        Assert.Equal((0, 1), (await FoundAsync("system", app, "clients", "n", first.ToString(), then), await FoundAsync("system", app, "clients", "n", second.ToString(), then)));
        Assert.Equal((1, 0), (await FoundAsync("system", app, "clients__name", "", "first", then), await FoundAsync("system", app, "clients__name", "", "renamed", then)));
        Assert.Equal((0, 1), (await FoundAsync("system", app, "clients__name", "n", "first", then), await FoundAsync("system", app, "clients__name", "n", "first")));
        Assert.Equal((0, 1), (await FoundAsync("system", app, "clients__name", "", "first"), await FoundAsync("system", app, "clients__name", "", "second")));
    }

    [Fact]
    public async Task As_of_a_moment_what_has_been_retired_since_is_still_followed()
    {
        var client = await world.CreateAsync("client", """{"name": "Acme"}""");
        var system = await world.CreateAsync("system", $$"""{"name": "Shop", "clients": [{"id": "{{client}}"}]}""");
        var app = await world.CreateAsync("application", $$"""{"name": "shop", "system": [{"id": "{{system}}"}]}""");
        clock.Pass(TimeSpan.FromHours(1));
        var then = clock.GetUtcNow();
        clock.Pass(TimeSpan.FromHours(1));
        await world.PatchAsync("system", system, """{"name": "Other shop"}""");
        await world.ApplyAsync(new Draft("client") { Id = client, Action = DraftAction.Retire });
        clock.Pass(TimeSpan.FromHours(1));
        Assert.Equal(1, await FoundAsync("application", app, "system__clients__name", "", "Acme", then));
        Assert.Equal(0, await FoundAsync("application", app, "system__clients__name", "n", "Acme", then));
    }

    [Fact]
    public async Task As_of_a_moment_a_target_that_the_reader_may_not_read_does_not_count()
    {
        var client = await world.CreateAsync("client", """{"name": "secret"}""");
        var app = await world.CreateAsync("system", $$"""{"name": "shop", "clients": [{"id": "{{client}}"}]}""");
        await world.GrantAsync("system", app, new Grant(Subject.User(world.Ana.UserId), Level.Admin), new Grant(Subject.User(world.Ben.UserId), Level.Read));
        clock.Pass(TimeSpan.FromHours(1));
        var then = clock.GetUtcNow();
        clock.Pass(TimeSpan.FromHours(1));
        await world.PatchAsync("client", client, """{"name": "renamed"}""");
        clock.Pass(TimeSpan.FromHours(1));
        Assert.Equal((1, 1), (await FoundAsync("system", app, "clients__name", "", "secret", then), await FoundAsync("system", app, "name", "", "shop", then, world.Ben)));
        Assert.Equal(0, await FoundAsync("system", app, "clients__name", "", "secret", then, world.Ben));
    }
}

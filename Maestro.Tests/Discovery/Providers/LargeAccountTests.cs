using System.Net;
using System.Text.Json.Nodes;
using Maestro.Tests.Discovery.Crawling;
using Maestro.Tests.Support;

namespace Maestro.Tests.Discovery.Providers;

/// <summary>Accounts of ten thousand machines, whole and broken off.</summary>
public sealed class LargeAccountTests(Postgres postgres) : IClassFixture<Postgres>
{
    private const int Machines = 10_000;

    // Azure's machines are joined with their interfaces and sizes, so none of them is told before the list is whole.
    [Theory]
    [InlineData("aws", 5000)]
    [InlineData("azure", 0)]
    [InlineData("digitalocean", 5000)]
    [InlineData("openstack", 5000)]
    public async Task Ten_thousand_machines_are_found_once_kept_when_half_of_them_cannot_be_listed_and_held_when_half_of_them_are_gone(string provider, int listed)
    {
        var account = new LargeAccount(provider, Machines);
        var (resource, task, perPage) = account.Listing;
        await using var world = await CrawlWorld.StartAsync(postgres, provider, ["--Discovery:PaceFactor=1000", "--Discovery:Attempts=1"], resource);
        world.Server.Troubles = (ask, _) => account.PageOf(ask) is { } page ? Own(world, account.Answer(page)) : null;
        var connection = await world.ConnectAsync(world.Draft(provider));
        var found = PartOf(await world.CrawlAsync(connection, task), resource);
        Assert.Equal(("complete", Machines, Machines), ((string)found["status"]!, (int)found["seen"]!, (int)found["created"]!));

        var half = Machines / perPage / 2;
        world.Server.Troubles = (ask, _) => account.PageOf(ask) is { } page ? page < half ? Own(world, account.Answer(page)) : new Trouble(HttpStatusCode.ServiceUnavailable) : null;
        var broken = PartOf(await world.CrawlAsync(connection, task), resource);
        Assert.Equal(("failed", listed, 0, 0, 0), ((string)broken["status"]!, (int)broken["seen"]!, (int)broken["changed"]!, (int)broken["missing"]!, (int)broken["gone"]!));

        var smaller = new LargeAccount(provider, Machines / 2);
        world.Server.Troubles = (ask, _) => smaller.PageOf(ask) is { } page ? Own(world, smaller.Answer(page)) : null;
        var held = PartOf(await world.CrawlAsync(connection, task), resource);
        Assert.Equal(("held", Machines / 2, 0), ((string)held["status"]!, (int)held["seen"]!, (int)held["missing"]!));
        await using var count = world.App.Database.Source.CreateCommand("select count(*) from inventory.records where root = 'server' and state = 'present'");
        Assert.Equal((long)Machines, await count.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    private static Trouble Own(CrawlWorld world, Trouble page) => page with { Body = page.Body.Replace("{server}", world.Server.Address.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal) };

    private static JsonObject PartOf(JsonObject run, string resource) => ((JsonArray)run["parts"]!).OfType<JsonObject>().Single(part => (string)part["resource"]! == resource);
}

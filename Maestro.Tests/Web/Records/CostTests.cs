using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Tests.Support;
using Maestro.Web.Inventory.Panels;
using Microsoft.Extensions.DependencyInjection;

namespace Maestro.Tests.Web.Records;

/// <summary>What belongs to a system or stands in a datacenter is added up, by the best price that is known of each.</summary>
public sealed class CostTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private static readonly Actor Reader = new() { UserId = Guid.CreateVersion7(), Name = "Administrator", IsAdmin = true };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_costs_what_was_typed_in_else_its_providers_price_else_the_public_list()
    {
        var client = new ApiClient(await shared.App.SignInAsync());
        var place = (string)(await client.PostAsync("api/v1/datacenters", new JsonObject { ["name"] = "Cost place", ["provider"] = "AWS" })).Body["id"]!;
        await ServerAsync(new JsonObject { ["name"] = "typed", ["monthly_cost"] = 100, ["datacenters"] = In("m5.large") });
        await ServerAsync(new JsonObject { ["name"] = "listed", ["datacenters"] = In("m5.large") });
        await ServerAsync(new JsonObject { ["name"] = "windows", ["os"] = new JsonObject { ["base"] = "Windows" }, ["datacenters"] = In("m5.large") });
        await ServerAsync(new JsonObject { ["name"] = "unknown", ["datacenters"] = In("no-such-size") });
        var (inventory, kinds) = (shared.App.Services.GetRequiredService<IInventory>(), shared.App.Services.GetRequiredService<IKinds>());
        var line = await new Costs(inventory, kinds).OfAsync(Reader, "server", new Filter.Test("datacenters", "", [place]), "", Cancel);
        var flavor = (await inventory.ListAsync(Reader, new Query { Kind = "public-flavor", Filter = new Filter.Test("api_name", "", ["m5.large"]) }, Cancel)).Rows.Single().Fields;
        var hours = (decimal)flavor["linux_on_demand_cost"]! + (decimal)flavor["windows_on_demand_cost"]!;
        Assert.Equal((100 + (hours * 730), 4, 3, 2), (line!.Sum, line.Count, line.Known, line.Listed));

        async Task ServerAsync(JsonObject fields) => Assert.Equal(System.Net.HttpStatusCode.Created, (await client.PostAsync("api/v1/servers", fields)).Status);
        JsonObject In(string size) => new() { ["id"] = place, ["instance"] = size };
    }

    [Fact]
    public async Task Only_a_number_can_be_added_up()
    {
        var inventory = shared.App.Services.GetRequiredService<IInventory>();
        var problem = await Assert.ThrowsAsync<Problem>(async () =>
            await inventory.SumAsync(Reader, new Query { Kind = "server" }, "hostname", Cancel));
        Assert.Contains("hostname", problem.Message, StringComparison.Ordinal);
    }
}

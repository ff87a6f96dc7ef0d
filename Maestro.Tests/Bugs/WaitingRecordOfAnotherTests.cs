using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Tests.Support;

namespace Maestro.Tests.Bugs;

/// <summary>Bringing what a record waits for that one may only read was an internal error.</summary>
public sealed class WaitingRecordOfAnotherTests(Postgres postgres)
{
    [Fact]
    public async Task What_another_ones_record_waits_for_can_be_brought_and_leaves_that_record_alone()
    {
        await using var world = await World.StartAsync(postgres);
        var source = new Origin { Provider = "terraform", Key = "one", Name = "Terraform", Owner = world.Ana.Owner, Tolerant = true };
        var waiting = new Draft("snapshot") { ExternalId = "snap-1", Fields = (JsonObject)JsonNode.Parse("""{"name":"waits","unique_id":"snap-1","volume":{"external_id":"vol-1"}}""")! };
        var id = (await world.ImportAsync(source, [waiting])).Applied.Ids[0];
        await world.GrantAsync("snapshot", id, new Grant(Subject.User(world.Ana.UserId), Level.Admin), new Grant(Subject.User(world.Ben.UserId), Level.Read));
        var brought = new Draft("volume") { ExternalId = "vol-1", Fields = new JsonObject { ["name"] = "brought", ["unique_id"] = "vol-1" } };
        var (plan, _) = await world.ImportAsync(source with { Key = "two", Owner = world.Ben.Owner }, [brought], world.Ben);
        Assert.Equal((1, 1), (plan.Counts.Create, plan.Counts.Total));
        Assert.Null((await world.Inventory.GetAsync(world.Admin, "snapshot", id, null, default)).Fields["volume"]?["id"]);
    }
}

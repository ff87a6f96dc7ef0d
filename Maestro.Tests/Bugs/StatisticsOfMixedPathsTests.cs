using Maestro.Tests.Support;

namespace Maestro.Tests.Bugs;

/// <summary>An application's size is a word, a volume's a number: the statistics of the number read every row, so that no analyze of the table ended any more.</summary>
public sealed class StatisticsOfMixedPathsTests(Postgres postgres)
{
    [Fact]
    public async Task The_table_of_records_can_be_analyzed_whatever_Kinds_it_holds()
    {
        await using var world = await World.StartAsync(postgres);
        await world.CreateAsync("application", """{"name": "shop", "size": "medium"}""");
        await world.CreateAsync("volume", """{"name": "disk", "size": 20}""");
        await using var command = world.Database.Source.CreateCommand("analyze inventory.records");
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}

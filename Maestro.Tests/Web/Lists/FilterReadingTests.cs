using Maestro.Web.Inventory.Lists;

namespace Maestro.Tests.Web.Lists;

public sealed class FilterReadingTests : IDisposable
{
    private static readonly Guid Shop = Guid.Parse("01900000-0000-7000-8000-000000000001");
    private static readonly Dictionary<Guid, string> Names = new() { [Shop] = "storefront" };
    private readonly Shelf shelf = new();

    public void Dispose() => shelf.Dispose();

    [Theory]
    [InlineData("environment=Production&environment=Staging", "Environment", "is", "Production, Staging")]
    [InlineData("os__dist__n=Windows", "OS · Distribution", "is not", "Windows")]
    [InlineData("name__ic=web", "Name", "contains", "web")]
    [InlineData("cpu__gte=4", "CPU", "is at least", "4 cores")]
    [InlineData("tags__cost-center__empty=false", "Tag cost-center", "exists", "")]
    [InlineData("tags__env=prod", "Tag env", "is", "prod")]
    [InlineData("last_seen__empty=true", "Seen", "is empty", "")]
    [InlineData("end_of_life__lt=2026-01-02T03:04:05Z", "End of life", "is before", "2 Jan 2026, 03:04")]
    [InlineData("applications=01900000-0000-7000-8000-000000000001", "Applications", "is", "storefront")]
    [InlineData("datacenters__provider=AWS", "Placement · Provider", "is", "AWS")]
    [InlineData("state=missing", "State", "is", "Missing")]
    public void A_parameter_reads_as_a_sentence(string query, string label, string words, string values)
    {
        var filter = Assert.Single(shelf.Reading.Of(Shelf.Server, ListAddress.Read(query), Names));

        Assert.Equal((label, words, values), (filter.Label, filter.Words, string.Join(", ", filter.Values)));
    }

    [Theory]
    [InlineData("environment=Production&environment=Staging")]
    [InlineData("os__dist__n=Windows")]
    [InlineData("cpu__gte=4")]
    [InlineData("tags__cost-center__empty=false")]
    [InlineData("last_seen__empty=true")]
    [InlineData("end_of_life__lt=2026-01-02T03:04:05Z")]
    [InlineData("applications=01900000-0000-7000-8000-000000000001")]
    public void A_condition_written_back_is_the_same_parameter(string query)
    {
        var address = ListAddress.Read(query);
        var filter = Assert.Single(shelf.Reading.Of(Shelf.Server, address, Names));

        var written = FilterReading.Write(address, filter.Parameter, filter.Field!, filter.Operator, filter.Key, filter.Raw);

        Assert.Equal(query, written.ToString());
    }

    [Fact]
    public void Another_operator_takes_the_place_of_the_condition_and_starts_from_the_first_page()
    {
        var address = ListAddress.Read("name__ic=web&cpu__gte=4&cursor=abc");
        var filter = shelf.Reading.Of(Shelf.Server, address, Names)[0];

        var written = FilterReading.Write(address, filter.Parameter, filter.Field!, FilterWords.Exists, null, []);

        Assert.Equal("cpu__gte=4&name__empty=false", written.ToString());
    }

    [Fact]
    public void What_cannot_be_read_is_shown_as_it_stands_and_can_be_removed()
    {
        var filter = Assert.Single(shelf.Reading.Of(Shelf.Server, ListAddress.Read("colour=red"), Names));

        Assert.Equal(("colour", "=", "red"), (filter.Label, filter.Words, filter.Values[0]));
        Assert.Null(filter.Field);
    }

    [Fact]
    public void What_is_no_filter_makes_no_chip() =>
        Assert.Empty(shelf.Reading.Of(Shelf.Server, ListAddress.Read("q=web&ordering=-name&limit=25&columns=name,os&at=2026-01-01T00:00:00Z&active=false&cursor="), Names));

    [Fact]
    public void Every_filter_field_of_every_kind_is_understood_by_the_grammar()
    {
        foreach (var kind in Shelf.Kinds.All)
        {
            foreach (var field in new FilterFields(Shelf.Kinds, shelf.Words).All(kind))
            {
                foreach (var op in field.Operators)
                    Assert.Equal(op, Shelf.Queries.Test(kind, field.Name(op), ["x"]).Operator);
            }
        }
    }
}

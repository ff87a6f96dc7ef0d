using Maestro.Web.Inventory.Lists;

namespace Maestro.Tests.Web.Lists;

public sealed class ListAddressTests
{
    [Theory]
    [InlineData("http://host/inventory/servers?os__dist=Ubuntu&q=web%20prod", "os__dist=Ubuntu&q=web%20prod")]
    [InlineData("http://host/inventory/servers", "")]
    [InlineData("?at=2026-01-02T03:04:05Z#top", "at=2026-01-02T03:04:05Z")]
    [InlineData("columns=name,os,cpu", "columns=name,os,cpu")]
    [InlineData("name=a%26b%3Dc", "name=a%26b%3Dc")]
    public void An_address_is_read_and_written(string text, string written) => Assert.Equal(written, ListAddress.Read(text).ToString());

    [Fact]
    public void An_order_goes_up_then_down_then_away()
    {
        var up = ListAddress.Read("q=web&cursor=abc").Ordered("name");
        var down = up.Ordered("name");

        Assert.Equal("q=web&ordering=name", up.ToString());
        Assert.Equal("q=web&ordering=-name", down.ToString());
        Assert.Equal("q=web", down.Ordered("name").ToString());
    }

    [Fact]
    public void A_parameter_keeps_its_place_when_its_values_change() =>
        Assert.Equal("environment=Staging&environment=Test&cpu=4", ListAddress.Read("environment=Production&cpu=4").With("environment", "Staging", "Test").ToString());
}

using System.Text.Json.Nodes;
using Maestro.Modules.Kinds;

namespace Maestro.Tests.Kinds;

/// <summary>Checks across the fields of one record.</summary>
public sealed class RulesTests
{
    private static readonly Catalogue Catalogue = new();

    [Theory]
    [InlineData("""{"role":{"min_size":4,"max_size":2}}""", "role.max_size: must not be less than the smallest size")]
    [InlineData("""{"role":{"min_size":1,"max_size":2,"desired_capacity":3}}""", "role.desired_capacity: must lie between the smallest and the largest size")]
    public void An_auto_scaling_group_has_sizes_in_order(string document, string message) => Assert.Equal([message], Broken("auto-scaling", document));

    [Theory]
    [InlineData("""{"role":{"min_size":1,"max_size":4,"desired_capacity":2}}""")]
    [InlineData("""{"role":{"desired_capacity":2}}""")]
    [InlineData("{}")]
    public void An_auto_scaling_group_may_leave_sizes_out(string document) => Assert.Empty(Broken("auto-scaling", document));

    [Fact]
    public void A_contact_by_mail_has_a_mail_address() =>
        Assert.Equal(
            ["contacts.1.value: is not an e-mail address"],
            Broken("client", """{"contacts":[{"channel":"Email","value":"ops@acme.example"},{"channel":"Email","value":"+55 11 5555"},{"channel":"Phone","value":"+55 11 5555"}]}"""));

    private static IEnumerable<string> Broken(string kind, string document) =>
        Catalogue.Get(kind).Rules((JsonObject)JsonNode.Parse(document)!).Select(rule => $"{rule.Path}: {rule.Message}");
}

using System.Net;
using System.Text.Json.Nodes;
using Maestro.Tests.Support;
using static Maestro.Tests.Access.Incidents.Scene;

namespace Maestro.Tests.Access.Incidents.Security;

/// <summary>W-09: filters took raw operators and any regular expression, 500 on numbers; <c>limit</c> had no bound; a broken <c>query</c> returned everything.</summary>
[Collection(Scene.Name), Trait("Weakness", "W-09")]
public sealed class W09FiltersTests(Scene scene)
{
    [Theory]
    [InlineData("cpu=many", 400)]
    [InlineData("cpu__ic=4", 400)]
    [InlineData("cpu__gt=", 400)]
    [InlineData("cpu=1e400", 400)]
    [InlineData("cpu=99999999999999999999999999999999999999", 400)]
    [InlineData("name=%5B(", 200)]
    [InlineData("name__regex=.*", 400)]
    [InlineData("end_of_life__gt=yesterday", 400)]
    [InlineData("limit=1001", 400)]
    [InlineData("limit=0", 400)]
    [InlineData("limit=-1", 400)]
    [InlineData("limit=9999999999999", 400)]
    [InlineData("query=%7Bbroken", 400)]
    [InlineData("filter=%7Bbroken", 400)]
    [InlineData("select=name", 400)]
    public async Task W_09_a_filter_is_understood_or_refused(string query, int expected)
    {
        var answer = await scene.Owner.GetAsync($"api/v1/servers?{query}");
        Assert.True((int)answer.Status == expected, $"{query}: {(int)answer.Status} {answer.Text}");
    }

    [Fact]
    public async Task W_09_a_page_holds_what_it_was_asked_for()
    {
        foreach (var _ in Enumerable.Range(0, 3))
            await scene.MakeAsync("servers", $$"""{"name":"{{scene.Unique("paged")}}"}""");
        var page = await scene.Owner.GetAsync("api/v1/servers?limit=2");
        Assert.Equal(2, page.Body["results"]!.AsArray().Count);
    }
}

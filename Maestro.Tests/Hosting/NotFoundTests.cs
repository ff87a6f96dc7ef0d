using System.Net;
using Maestro.Tests.Support;

namespace Maestro.Tests.Hosting;

/// <summary>An address that shows nothing: a page for a person, a bare answer for everything else.</summary>
public sealed class NotFoundTests(SharedApp shared) : IClassFixture<SharedApp>
{
    [Theory]
    [InlineData("nowhere/at/all", "text/html", "text/html")]
    [InlineData("css/gone.css", "text/css", null)]
    [InlineData("nowhere", "*/*", null)]
    [InlineData("api/v1/nowhere", "text/html", "application/problem+json")]
    public async Task A_mistyped_address_gets_what_its_visitor_can_read(string url, string accept, string? type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Add("Accept", accept);
        using var answer = await (await shared.App.SignInAsync()).SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.NotFound, type), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }
}

using System.Text.Json.Nodes;
using Maestro.Modules.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Maestro.Tests.Kernel;

public sealed class ProblemHandlerTests
{
    [Fact]
    public async Task Errors_stand_under_the_names_of_their_fields()
    {
        var (context, body) = await HandleAsync(Problem.Invalid(new Dictionary<string, string[]> { ["cpu"] = ["is not a number."], ["name"] = ["is required.", "is too short."] }));
        Assert.Equal(422, context.Response.StatusCode);
        Assert.Equal("application/problem+json", context.Response.ContentType);
        Assert.Equal("""{"cpu":["is not a number."],"name":["is required.","is too short."]}""", body["errors"]!.ToJsonString());
        Assert.Equal("2 fields are not valid.", (string)body["detail"]!);
    }

    [Fact]
    public async Task A_moment_to_try_again_is_rounded_up_to_whole_seconds()
    {
        var (context, _) = await HandleAsync(new Problem(ProblemKind.TooMany, "Too often.") { RetryAfter = TimeSpan.FromSeconds(1.2) });
        Assert.Equal(429, context.Response.StatusCode);
        Assert.Equal("2", context.Response.Headers.RetryAfter);
    }

    [Fact]
    public async Task Somebody_signed_out_is_told_how_to_sign_in()
    {
        var (context, _) = await HandleAsync(new Problem(ProblemKind.SignedOut, "Sign in first."));
        Assert.Equal("Bearer", context.Response.Headers.WWWAuthenticate);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_413()
    {
        var (context, _) = await HandleAsync(new BadHttpRequestException("Request body too large.", StatusCodes.Status413PayloadTooLarge));
        Assert.Equal(413, context.Response.StatusCode);
    }

    [Fact]
    public async Task A_bug_is_left_to_bubble() =>
        Assert.False(await new ProblemHandler().TryHandleAsync(new DefaultHttpContext(), new InvalidOperationException(), default));

    private static async Task<(HttpContext Context, JsonObject Body)> HandleAsync(Exception exception)
    {
        var context = new DefaultHttpContext { RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider() };
        context.Response.Body = new MemoryStream();
        Assert.True(await new ProblemHandler().TryHandleAsync(context, exception, default));
        context.Response.Body.Position = 0;
        return (context, (JsonObject)(await JsonNode.ParseAsync(context.Response.Body))!);
    }
}

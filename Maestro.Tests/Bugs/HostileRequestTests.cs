using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Maestro.Tests.Access.Incidents;
using static Maestro.Tests.Access.Incidents.Scene;

namespace Maestro.Tests.Bugs;

/// <summary>What the fuzz run found: each was an internal error, a broken connection, or told how Maestro is made.</summary>
[Collection(Scene.Name)]
public sealed class HostileRequestTests(Scene scene)
{
    [Theory]
    [InlineData("""{"name":"\ud800"}""")]
    [InlineData("""{"name":"x","tags":[{"key":"\udfff","value":"v"}]}""")]
    [InlineData("""{"name":"x","os":{"dist":"a","dist":"b"}}""")]
    [InlineData("""{"name":"x","\ud800":1}""")]
    [InlineData("""{"name":"a\u0000b"}""")]
    [InlineData("""{"name":"x","applications":[{"name":"a\u0000b"}]}""")]
    public async Task A_body_that_cannot_be_read_or_kept_is_400(string body)
    {
        foreach (var (method, path) in new[] { (HttpMethod.Post, "servers"), (HttpMethod.Post, "teams"), (HttpMethod.Patch, "me"), (HttpMethod.Post, "me/tokens") })
        {
            var (status, text) = await SendAsync(method, path, body, "application/json", "application/json");
            Assert.True(status == HttpStatusCode.BadRequest, $"{path}: {(int)status} {text}");
        }
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("json")]
    [InlineData("xlsx")]
    public async Task A_file_that_cannot_be_made_says_why_instead_of_breaking_off(string format)
    {
        foreach (var query in new[] { "name__no_such=1", "cpu=many", "name=a%00b", "end_of_life__gt=9999999999999999", "q=%00" })
        {
            var answer = await scene.Owner.GetAsync($"api/v1/servers.{format}?{query}");
            Assert.True(answer.Status == HttpStatusCode.BadRequest, $"{query}: {(int)answer.Status} {answer.Text}");
        }
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("1")]
    public async Task What_is_said_of_a_bad_body_names_no_type_of_ours(string body)
    {
        var (status, text) = await SendAsync(HttpMethod.Post, "teams", body, "application/json", "application/json");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.DoesNotContain("System.", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/plain", "text/html")]
    [InlineData("application/xml", "image/png")]
    public async Task A_bare_status_is_a_problem_whatever_is_accepted(string type, string accept)
    {
        using var request = Request(HttpMethod.Post, "auth/token", "{}", type, accept);
        using var answer = await scene.Owner.Http.SendAsync(request, Cancel);
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.Equal(415, (int)JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!["status"]!);
    }

    private async Task<(HttpStatusCode Status, string Text)> SendAsync(HttpMethod method, string path, string body, string type, string accept)
    {
        using var request = Request(method, path, body, type, accept);
        var (status, text, _) = await Scene.SendAsync(scene.Owner, request);
        return (status, text);
    }

    private static HttpRequestMessage Request(HttpMethod method, string path, string body, string type, string accept)
    {
        var request = new HttpRequestMessage(method, "api/v1/" + path) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        request.Headers.Add("Accept", accept);
        return request;
    }
}

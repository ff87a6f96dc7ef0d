using System.Net;
using Maestro.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using static Maestro.Tests.Access.Incidents.Scene;

namespace Maestro.Tests.Access.Incidents;

/// <summary>Hashes in answers (Nautobot CVE-2023-46128: <c>?depth=</c>): every answer of every GET, asked by an administrator, holds no secret that the database keeps.</summary>
[Collection(Scene.Name), Trait("Incident", "password hashes in the API")]
public sealed class PasswordHashTests(Scene scene)
{
    [Theory]
    [InlineData("")]
    [InlineData("?limit=1000")]
    [InlineData("?depth=9&expand=*&include=password_hash")]
    [InlineData("?fields=id,name,password_hash,hash,secret")]
    public async Task CVE_2023_46128_no_answer_holds_a_hash(string query)
    {
        await scene.Owner.PostAsync("api/v1/me/tokens", new System.Text.Json.Nodes.JsonObject { ["name"] = "hashed" });
        var secrets = new List<string>();
        await using (var read = scene.App.Database.Source.CreateCommand("select password_hash from access.users where password_hash <> '' union all select encode(hash, 'base64') from access.tokens union all select encode(hash, 'hex') from access.tokens"))
        await using (var rows = await read.ExecuteReaderAsync(Cancel))
        {
            while (await rows.ReadAsync(Cancel))
                secrets.Add(rows.GetString(0));
        }
        Assert.True(secrets.Count > 5);
        var paths = scene.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.RoutePattern.RawText!.Contains("api/v1/", StringComparison.Ordinal) && route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Contains("GET") && !route.RoutePattern.RawText.Contains("kinds", StringComparison.Ordinal))
            .Select(route => System.Text.RegularExpressions.Regex.Replace(route.RoutePattern.RawText!.Trim('/'), @"\{[^}]*\}", scene.IdOf(scene.Owner).ToString())).Distinct().ToList();
        Assert.Contains("api/v1/users", paths);
        foreach (var path in paths.Append("api/v1/servers").Append("api/v1/search?q=owner"))
        {
            var (status, text) = await ReadAsync(path.Contains('?', StringComparison.Ordinal) ? path : path + query);
            Assert.NotEqual(HttpStatusCode.InternalServerError, status);
            Assert.DoesNotContain("password_hash\"", text, StringComparison.Ordinal);
            Assert.All(secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
        }
    }

    // A stream has no end: what it says within a moment, in which a server is made, is looked through.
    private async Task<(HttpStatusCode Status, string Text)> ReadAsync(string path)
    {
        using var answer = await scene.Admin.Http.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Cancel);
        if (answer.Content.Headers.ContentType?.MediaType != "text/event-stream")
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel));
        await scene.Owner.PostAsync("api/v1/servers", new System.Text.Json.Nodes.JsonObject { ["name"] = "streamed" });
        using var moment = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        moment.CancelAfter(TimeSpan.FromSeconds(3));
        var text = new System.Text.StringBuilder();
        try
        {
            using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(moment.Token));
            while (await lines.ReadLineAsync(moment.Token) is { } line)
                text.AppendLine(line);
        }
        catch (OperationCanceledException) when (!Cancel.IsCancellationRequested)
        {
            // The moment is over.
        }

        Assert.Contains("streamed", text.ToString(), StringComparison.Ordinal);
        return (answer.StatusCode, text.ToString());
    }
}

using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Maestro.Tests.Support;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Maestro.Tests.Access;

/// <summary>A token limited to servers, held by somebody with every right on an application called SECRET that runs on one of them.</summary>
public sealed class KindsLimitTests(KindsLimitTests.Estate estate) : IClassFixture<KindsLimitTests.Estate>
{
    private const string Secret = "SECRET";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Reads =>
    [
        "applications", "applications?q=SECRET", "applications?at={now}", "applications/{app}", "applications/{app}?at={now}", "applications/{app}/history", "applications/{app}/diff?from={before}",
        "applications/{app}/links", "applications/{app}/sources", "applications/{app}/grants", "applications/facets?group=name", "load-balancers", "load-balancers/{app}",
        "applications.csv", "applications.json", "applications.xlsx", "search?q=SECRET", "search?q=secr", "change-sets", "change-sets?q=SECRET", "change-sets/{set}", "conflicts", "runs", "drift", "drift?kind=applications", "drift.csv?kind=applications",
        "servers", "servers/{server}", "servers/{server}/links", "servers/{server}/history", "servers/{server}/sources", "servers?at={now}", "servers.csv", "servers.json",
        "datacenters", "datacenters/{place}", "datacenters/{place}/links", "servers/facets?group=datacenters.name", "plans/{plan}", "options", "flavors",
    ];

    [Theory]
    [MemberData(nameof(Reads))]
    public async Task No_answer_names_what_the_token_does_not_reach(string path)
    {
        var whole = await ReadAsync(estate.Whole, path);
        var limited = await ReadAsync(estate.Limited, path);
        Assert.DoesNotContain(Secret, limited.Text, StringComparison.OrdinalIgnoreCase);
        Assert.True((int)whole.Status < 400, $"{path}: the whole token gets {whole.Status}");
        Assert.NotEqual(HttpStatusCode.InternalServerError, limited.Status);
        if (path.StartsWith("applications/{app}", StringComparison.Ordinal) || path is "plans/{plan}" or "change-sets/{set}" or "datacenters/{place}" or "load-balancers/{app}")
            Assert.Equal(HttpStatusCode.NotFound, limited.Status);
    }

    [Fact]
    public async Task What_it_is_for_it_still_does()
    {
        Assert.Contains("visible", (await ReadAsync(estate.Limited, "servers?q=visible")).Text, StringComparison.Ordinal);
        var made = await SendAsync(estate.Limited, HttpMethod.Post, "servers", new { name = "made", cpu = 2 });
        Assert.Equal(HttpStatusCode.Created, made.Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(estate.Limited, HttpMethod.Patch, $"servers/{estate.Server}", new { cpu = 4 })).Status);
        Assert.Equal(["server"], JsonNode.Parse((await ReadAsync(estate.Limited, "me")).Text)!["rights"]!["kinds"]!.AsArray().Select(kind => (string)kind!));
    }

    [Fact]
    public async Task References_to_other_Kinds_are_hidden_and_writing_keeps_them()
    {
        var seen = JsonNode.Parse((await ReadAsync(estate.Limited, $"servers/{estate.Server}")).Text)!;
        Assert.True((bool)seen["datacenters"]!["hidden"]!);
        await SendAsync(estate.Limited, HttpMethod.Patch, $"servers/{estate.Server}", new { cpu = 8 });
        Assert.Equal("SECRET place", (string)JsonNode.Parse((await ReadAsync(estate.Whole, $"servers/{estate.Server}")).Text)!["datacenters"]!["name"]!);
    }

    [Fact]
    public async Task A_filter_or_order_through_a_reference_tells_nothing_of_it()
    {
        foreach (var path in new[] { "servers?datacenters__name=SECRET place", "servers?datacenters__name__isw=SEC", "servers?datacenters__provider=AWS" })
            Assert.Empty(JsonNode.Parse((await ReadAsync(estate.Limited, path)).Text)!["results"]!.AsArray());
        Assert.NotEmpty(JsonNode.Parse((await ReadAsync(estate.Whole, "servers?datacenters__name=SECRET place")).Text)!["results"]!.AsArray());
    }

    [Theory]
    [InlineData("POST", "applications", """{"name": "new"}""")]
    [InlineData("PATCH", "applications/{app}", """{"name": "renamed"}""")]
    [InlineData("PUT", "applications/{app}", """{"name": "renamed"}""")]
    [InlineData("DELETE", "applications/{app}", null)]
    [InlineData("PATCH", "applications", """[{"id": "{app}", "name": "renamed"}]""")]
    [InlineData("DELETE", "applications", """[{"id": "{app}"}]""")]
    [InlineData("PUT", "applications/{app}/grants", "[]")]
    [InlineData("POST", "applications/{app}/restore", null)]
    [InlineData("POST", "applications/{app}/release", """{"fields": ["name"]}""")]
    [InlineData("POST", "applications/{app}/merge", """{"from": "{server}"}""")]
    [InlineData("PATCH", "servers/{app}", """{"name": "renamed"}""")]
    [InlineData("POST", "datacenters", """{"name": "new"}""")]
    [InlineData("POST", "options", """{"name": "new"}""")]
    [InlineData("POST", "change-sets/{set}/undo", null)]
    [InlineData("POST", "plans/{plan}/apply", null)]
    [InlineData("DELETE", "plans/{plan}", null)]
    [InlineData("POST", "servers/{server}/merge", """{"from": "{app}"}""")]
    public async Task Nothing_else_is_written(string method, string path, string? body)
    {
        var before = (await ReadAsync(estate.Whole, $"applications/{estate.Application}")).Text;
        var answer = await SendAsync(estate.Limited, new HttpMethod(method), path, body is null ? null : JsonNode.Parse(estate.Fill(body)));
        Assert.InRange((int)answer.Status, 400, 422);
        Assert.DoesNotContain(Secret, answer.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(before, (await ReadAsync(estate.Whole, $"applications/{estate.Application}")).Text);
    }

    [Fact]
    public async Task An_import_takes_the_rows_of_its_Kinds_and_names_the_others_as_errors()
    {
        var answer = await SendAsync(estate.Limited, HttpMethod.Post, "imports?source=json", new
        {
            servers = new[] { new { name = "imported", unique_id = "i-imported" } }, applications = new[] { new { name = "app", unique_id = "a-imported" } },
        });
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Text);
        var plan = JsonNode.Parse(answer.Text)!;
        Assert.Equal((HttpStatusCode.Created, 1, 1), (answer.Status, (int)plan["counts"]!["create"]!, (int)plan["counts"]!["error"]!));
        Assert.Contains("limited to some Kinds", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_manages_no_people_no_tokens_and_nothing_that_is_new_and_says_nothing_of_Kinds()
    {
        var closed = estate.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.TrimStart('/').StartsWith("api/v1/", StringComparison.Ordinal)
                && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null && endpoint.Metadata.GetMetadata<Maestro.Modules.Access.SignIn.ForRecords>() is null)
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => (Method: method, Path: endpoint.RoutePattern.RawText!.TrimStart('/')["api/v1/".Length..]))).ToList();
        Assert.Contains(closed, one => one is { Method: "GET", Path: var path } && path.StartsWith("users", StringComparison.Ordinal));
        Assert.Contains(closed, one => one is { Method: "POST", Path: var path } && path.StartsWith("me/tokens", StringComparison.Ordinal));
        foreach (var (method, path) in closed)
        {
            var at = System.Text.RegularExpressions.Regex.Replace(path, @"\{[^}]*\}", Guid.Empty.ToString()).TrimEnd('/');
            var answer = await SendAsync(estate.Limited, new HttpMethod(method), at, method == "GET" ? null : new { });
            Assert.True(answer.Status == HttpStatusCode.Forbidden, $"{method} {path}: {answer.Status}");
        }
    }

    [Fact]
    public async Task A_limited_token_is_no_administrator_and_an_unknown_Kind_is_refused()
    {
        var refused = await SendAsync(estate.Admin, HttpMethod.Post, "me/tokens", new { name = "x", scope = "admin", kinds = new[] { "servers" } });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("cannot be limited", refused.Text, StringComparison.Ordinal);
        var unknown = await SendAsync(estate.Admin, HttpMethod.Post, "me/tokens", new { name = "x", scope = "read", kinds = new[] { "starships" } });
        Assert.Contains("starships is no Kind", unknown.Text, StringComparison.Ordinal);
        var made = JsonNode.Parse((await SendAsync(estate.Admin, HttpMethod.Post, "me/tokens", new { name = "x", scope = "write", kinds = new[] { "servers" } })).Text)!;
        using var admin = estate.App.Anonymous();
        admin.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)made["token"]!);
        Assert.Equal(HttpStatusCode.NotFound, (await ReadAsync(admin, $"applications/{estate.Application}")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await ReadAsync(admin, "security-events")).Status);
    }

    private Task<(HttpStatusCode Status, string Text)> ReadAsync(HttpClient client, string path) => SendAsync(client, HttpMethod.Get, path, null);

    private async Task<(HttpStatusCode Status, string Text)> SendAsync(HttpClient client, HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, "api/v1/" + estate.Fill(path));
        if (body is not null)
            request.Content = JsonContent.Create(body, body.GetType());
        var answer = await client.SendAsync(request, Cancel);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }

    /// <summary>The estate, and two tokens upon it.</summary>
    public sealed class Estate(Postgres postgres) : IAsyncLifetime
    {
        public App App { get; private set; } = null!;

        public HttpClient Admin { get; private set; } = null!;

        public HttpClient Whole { get; private set; } = null!;

        public HttpClient Limited { get; private set; } = null!;

        public Guid Server { get; private set; }

        public Guid Application { get; private set; }

        private Guid place, plan, set;

        public string Fill(string path) => path.Replace("{app}", $"{Application}", StringComparison.Ordinal).Replace("{server}", $"{Server}", StringComparison.Ordinal)
            .Replace("{place}", $"{place}", StringComparison.Ordinal).Replace("{plan}", $"{plan}", StringComparison.Ordinal).Replace("{set}", $"{set}", StringComparison.Ordinal)
            .Replace("{now}", Uri.EscapeDataString(TimeProvider.System.GetUtcNow().ToString("O")), StringComparison.Ordinal).Replace("{before}", "2026-01-01T00:00:00Z", StringComparison.Ordinal);

        public async ValueTask InitializeAsync()
        {
            App = await App.StartAsync(postgres);
            Admin = await App.SignInAsync();
            var ana = await App.SignInNewUserAsync("ana@example.org");
            place = await MakeAsync(ana, "datacenters", new { name = "SECRET place", provider = "AWS" });
            Server = await MakeAsync(ana, "servers", new { name = "visible", hostname = "visible", datacenters = new { id = place } });
            Application = await MakeAsync(ana, "load-balancers", new { name = "SECRET balancer", servers = new[] { new { id = Server } } });
            set = (Guid)(await ana.GetFromJsonAsync<JsonObject>($"api/v1/applications/{Application}/history", Cancel))!["results"]![0]!["change_set"]!;
            plan = (Guid)(await (await ana.PostAsJsonAsync("api/v1/imports?source=json", new { applications = new[] { new { name = "SECRET plan", unique_id = "a-1" } } }, Cancel)).EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonObject>(Cancel))!["id"]!;
            Whole = await TokenAsync(ana, []);
            Limited = await TokenAsync(ana, ["servers"]);
        }

        private static async Task<Guid> MakeAsync(HttpClient client, string path, object body)
        {
            var answer = await client.PostAsJsonAsync("api/v1/" + path, body, Cancel);
            var text = await answer.Content.ReadAsStringAsync(Cancel);
            return answer.IsSuccessStatusCode ? (Guid)JsonNode.Parse(text)!["id"]! : throw new InvalidOperationException(text);
        }

        private async Task<HttpClient> TokenAsync(HttpClient owner, string[] kinds)
        {
            var made = await owner.PostAsJsonAsync("api/v1/me/tokens", new { name = "script", scope = "write", kinds }, Cancel);
            var client = App.Anonymous();
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)(await made.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonObject>(Cancel))!["token"]!);
            return client;
        }

        public ValueTask DisposeAsync() => App.DisposeAsync();
    }
}

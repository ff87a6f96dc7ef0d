using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Maestro.Modules.Kinds;

namespace Maestro.Tests.Support;

/// <summary>An answer of the API, read.</summary>
public sealed record Answer(HttpStatusCode Status, string Text, string? ETag, string? Location)
{
    private JsonNode? node;

    public JsonNode Node => node ??= JsonNode.Parse(Text)!;

    public JsonObject Body => (JsonObject)Node;

    public JsonArray List => (JsonArray)Node;
}

/// <summary>Calls the API and reads what it answers.</summary>
public sealed class ApiClient(HttpClient http)
{
    public HttpClient Http => http;

    public Task<Answer> GetAsync(string url) => SendAsync(HttpMethod.Get, url, null);

    public Task<Answer> PostAsync(string url, JsonNode? body) => SendAsync(HttpMethod.Post, url, body);

    public Task<Answer> PutAsync(string url, JsonNode? body) => SendAsync(HttpMethod.Put, url, body);

    public Task<Answer> PatchAsync(string url, JsonNode? body, string? ifMatch = null) => SendAsync(HttpMethod.Patch, url, body, ifMatch);

    public Task<Answer> DeleteAsync(string url, JsonNode? body = null) => SendAsync(HttpMethod.Delete, url, body);

    public Task<string> TextAsync(string url) => http.GetStringAsync(new Uri(url, UriKind.Relative));

    public async Task<Answer> PostTextAsync(string url, string text, string type) =>
        await ReadAsync(await http.PostAsync(new Uri(url, UriKind.Relative), new StringContent(text, Encoding.UTF8, type)));

    private async Task<Answer> SendAsync(HttpMethod method, string url, JsonNode? body, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(url, UriKind.Relative));
        if (body is not null)
            request.Content = new StringContent(body.ToJsonString(Json.Compact), Encoding.UTF8, "application/json");
        if (ifMatch is not null)
            request.Headers.IfMatch.Add(EntityTagHeaderValue.Parse(ifMatch));
        return await ReadAsync(await http.SendAsync(request));
    }

    private static async Task<Answer> ReadAsync(HttpResponseMessage response) =>
        new(response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers.ETag?.ToString(), response.Headers.Location?.ToString());
}

/// <summary>One running Maestro with a person who writes, an administrator for shared Kinds, and a stranger.</summary>
public sealed class SharedApi(Postgres postgres) : IAsyncLifetime
{
    private App app = null!;
    private ApiClient? admin;
    private ApiClient? writer;
    private (ApiClient Client, string Id)? other;

    public App App => app;

    public ApiClient Nobody { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        app = await App.StartAsync(postgres);
        Nobody = new ApiClient(app.Anonymous());
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    public async Task<ApiClient> AdminAsync() => admin ??= new ApiClient(await app.SignInAsync());

    /// <summary>Who may write records of this Kind: administrators for shared ones, anybody else otherwise.</summary>
    public async Task<ApiClient> WriterAsync(string kind) =>
        new Catalogue().Get(kind).Shared ? await AdminAsync() : writer ??= new ApiClient(await app.SignInNewUserAsync("writer@example.org"));

    public async Task<(ApiClient Client, string Id)> OtherAsync()
    {
        if (other is { } known)
            return known;
        var client = new ApiClient(await app.SignInNewUserAsync("other@example.org"));
        var me = (await client.GetAsync("api/v1/me")).Body;
        other = (client, (me["user"]?["id"] ?? me["id"])!.GetValue<string>());
        return other.Value;
    }
}

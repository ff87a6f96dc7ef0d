using System.Net;
using System.Text.Json.Nodes;
using Maestro.Tests.Support;

namespace Maestro.Tests.Access.Incidents;

/// <summary>One Maestro for all incidents, with its cast: an administrator, an owner, a reader, a writer, somebody without any grant, and nobody.</summary>
[CollectionDefinition(Scene.Name)]
public sealed class SceneCollection : ICollectionFixture<Scene>;

/// <summary>The cast, and what it owns.</summary>
public sealed class Scene(Postgres postgres) : IAsyncLifetime
{
    public const string Name = "incidents";
    private readonly Dictionary<ApiClient, Guid> ids = [];
    private App app = null!;
    private int number;

    public App App => app;

    public ApiClient Admin { get; private set; } = null!;

    public ApiClient Owner { get; private set; } = null!;

    public ApiClient Reader { get; private set; } = null!;

    public ApiClient Writer { get; private set; } = null!;

    /// <summary>Signed in, without a grant on anything.</summary>
    public ApiClient Stranger { get; private set; } = null!;

    /// <summary>Not signed in.</summary>
    public ApiClient Nobody { get; private set; } = null!;

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        app = await App.StartAsync(postgres);
        Nobody = new ApiClient(app.Anonymous());
        Admin = await KnownAsync(new ApiClient(await app.SignInAsync()));
        (Owner, Reader, Writer, Stranger) = (await PersonAsync("owner"), await PersonAsync("reader"), await PersonAsync("writer"), await PersonAsync("stranger"));
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    /// <summary>Somebody new.</summary>
    public async Task<ApiClient> PersonAsync(string name) => await KnownAsync(new ApiClient(await app.SignInNewUserAsync($"{name}@example.org")));

    /// <summary>A name that nothing else has.</summary>
    public string Unique(string name) => $"{name}-{++number}-{Guid.NewGuid():N}"[..24];

    public Guid IdOf(ApiClient client) => ids[client];

    /// <summary>Makes a record, the owner's unless told otherwise, and answers what came back.</summary>
    public async Task<JsonObject> MakeAsync(string kinds, string json, ApiClient? by = null)
    {
        var answer = await (by ?? Owner).PostAsync($"api/v1/{kinds}", JsonNode.Parse(json));
        return answer.Status == HttpStatusCode.Created ? answer.Body : throw new InvalidOperationException($"{kinds}: {(int)answer.Status} {answer.Text}");
    }

    /// <summary>Replaces the grants of a record of the owner's, who stays its admin.</summary>
    public async Task GrantAsync(JsonObject record, params (ApiClient Who, string Level)[] grants)
    {
        var list = new JsonArray(Grant(Owner, "admin"));
        foreach (var (who, level) in grants)
            list.Add((JsonNode)Grant(who, level));
        var answer = await Owner.PutAsync(UrlOf(record) + "/grants", list);
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
    }

    public JsonObject Grant(ApiClient who, string level) => Grant("user", IdOf(who), level);

    public static JsonObject Grant(string type, Guid id, string level) => new() { ["subject"] = new JsonObject { ["type"] = type, ["id"] = id.ToString() }, ["level"] = level };

    /// <summary>A team of the owner's with others in it, and its id.</summary>
    public async Task<Guid> TeamAsync(params (ApiClient Who, string Level)[] others)
    {
        var team = await Owner.PostAsync("api/v1/teams", new JsonObject { ["name"] = Unique("team") });
        var id = (Guid)team.Body["id"]!;
        var members = new JsonArray(new JsonObject { ["id"] = IdOf(Owner), ["level"] = "admin" });
        foreach (var (who, level) in others)
            members.Add((JsonNode)new JsonObject { ["id"] = IdOf(who), ["level"] = level });
        var set = await Owner.PutAsync($"api/v1/teams/{id}/members", members);
        return set.Status == HttpStatusCode.OK ? id : throw new InvalidOperationException(set.Text);
    }

    /// <summary>Where a record is found.</summary>
    public static string UrlOf(JsonObject record) => ((string)record["url"]!).TrimStart('/');

    public static string IdOf(JsonObject record) => (string)record["id"]!;

    /// <summary>Sends anything at all.</summary>
    public static async Task<(HttpStatusCode Status, string Text, HttpResponseMessage Message)> SendAsync(ApiClient client, HttpRequestMessage request)
    {
        var answer = await client.Http.SendAsync(request, Cancel);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel), answer);
    }

    private async Task<ApiClient> KnownAsync(ApiClient client)
    {
        ids[client] = (Guid)(await client.GetAsync("api/v1/me")).Body["user"]!["id"]!;
        return client;
    }
}

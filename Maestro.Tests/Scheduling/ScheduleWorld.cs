using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Maestro.Tests.Support;

namespace Maestro.Tests.Scheduling;

/// <summary>A Maestro whose schedules may come every second and call this machine, a program that they call, and two people.</summary>
public sealed class ScheduleWorld(Postgres postgres) : IAsyncLifetime
{
    internal static readonly string[] Quick = ["--Scheduling:MinIntervalSeconds=1", "--Scheduling:JitterSeconds=0", "--Scheduling:LoopbackWebhooks=true", "--Scheduling:RetrySeconds=1", "--Scheduling:CheckInSeconds=1"];

    public App App { get; private set; } = null!;

    public HookServer Hook { get; private set; } = null!;

    public ApiClient Ana { get; private set; } = null!;

    public ApiClient Ben { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Hook = await HookServer.StartAsync();
        App = await App.StartAsync(postgres, Quick);
        Ana = new ApiClient(await App.SignInNewUserAsync("ana@example.org"));
        Ben = new ApiClient(await App.SignInNewUserAsync("ben@example.org"));
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Hook.DisposeAsync();
    }

    /// <summary>A webhook that calls a path of the program once a day; <paramref name="more"/> changes that.</summary>
    public JsonObject Webhook(string path, Action<JsonObject>? more = null)
    {
        var schedule = new JsonObject
        {
            ["name"] = path, ["module"] = "webhook", ["interval"] = new JsonObject { ["every"] = 1, ["period"] = "days" }, ["retries"] = 0,
            ["webhook"] = new JsonObject { ["method"] = "POST", ["url"] = $"{Hook.Url}/{path}" },
        };
        more?.Invoke(schedule);
        return schedule;
    }

    public static JsonObject Every(int every, string period) => new() { ["every"] = every, ["period"] = period };

    public static async Task<string> MakeAsync(ApiClient client, JsonObject schedule)
    {
        var made = await client.PostAsync("api/v1/schedules", schedule);
        Assert.True(made.Status == HttpStatusCode.Created, made.Text);
        return made.Body["id"]!.GetValue<string>();
    }

    public static async Task<JsonObject> UntilAsync(ApiClient client, string url, Func<JsonObject, bool> there, int seconds = 150)
    {
        Answer? answer = null;
        for (var tries = 0; tries < seconds * 10; tries++)
        {
            answer = await client.GetAsync(url);
            if (answer.Status == HttpStatusCode.OK && there(answer.Body))
                return answer.Body;
            await Task.Delay(100);
        }

        throw new TimeoutException(answer!.Text);
    }

    public static async Task<IReadOnlyList<JsonObject>> FiringsAsync(ApiClient client, string id) =>
        [.. (await client.GetAsync($"api/v1/schedules/{id}/runs")).Body["results"]!.AsArray().Select(one => (JsonObject)one!)];

    public static string Word(JsonNode? node, string name) => node![name]?.ToString() ?? "";

    /// <summary>The address of a person's or team's id.</summary>
    public static async Task<string> IdAsync(ApiClient client) => (await client.GetAsync("api/v1/me")).Body["user"]!["id"]!.GetValue<string>();

    public static JsonContent Content(JsonNode node) => JsonContent.Create(node);
}

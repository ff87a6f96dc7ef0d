using System.Globalization;
using System.Text.Json.Nodes;
using Maestro.Tests.Support;

namespace Maestro.Tests.Access.Sso;

/// <summary>A Maestro whose address is known before it starts, and that may call servers of the tests on this machine.</summary>
internal sealed class SsoApp : IAsyncDisposable
{
    private SsoApp(App app, string address) => (App, Address) = (app, address);

    public App App { get; }

    public string Address { get; }

    public static string NewAddress() => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Ports.Free(1)[0]}");

    public static async Task<SsoApp> StartAsync(Postgres postgres, string address, params string[] settings) =>
        new(await App.StartAsync(postgres, [$"--urls={address}", $"--MAESTRO_BASE_URL={address}", "--Access:LoopbackProviders=true", .. settings]), address);

    public async Task<ApiClient> AdminAsync() => new(await App.SignInAsync());

    /// <summary>Changes settings of single sign-on.</summary>
    public async Task SetAsync(JsonObject settings)
    {
        var answer = await (await AdminAsync()).PatchAsync("api/v1/single-sign-on", settings);
        Assert.True((int)answer.Status == 200, answer.Text);
    }

    public async Task<string> TeamAsync(string name) => (string)(await (await AdminAsync()).PostAsync("api/v1/teams", new JsonObject { ["name"] = name })).Body["id"]!;

    /// <summary>Names of the teams that the only person of this name is in, with levels.</summary>
    public async Task<string> TeamsOfAsync(string email)
    {
        var admin = await AdminAsync();
        var teams = (await admin.GetAsync("api/v1/teams")).Body["results"]!.AsArray();
        return string.Join(' ', teams.SelectMany(team => team!["members"]!.AsArray().Where(member => (string)member!["email"]! == email).Select(member => $"{team["name"]}:{member!["level"]}")).Order(StringComparer.Ordinal));
    }

    public async Task<JsonArray> EventsAsync(string query) => (await (await AdminAsync()).GetAsync($"api/v1/security-events?{query}")).Body["results"]!.AsArray();

    public ValueTask DisposeAsync() => App.DisposeAsync();
}

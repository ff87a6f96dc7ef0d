using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Maestro.Tests.Support;
using Npgsql;

namespace Maestro.Tests.Access.Endpoints;

/// <summary>Everybody who may knock at an endpoint, in the order of the columns of <see cref="EndpointTable"/>.</summary>
public enum Caller
{
    Stranger,
    RevokedToken,
    ExpiredSession,
    NoGrant,
    Reader,
    Writer,
    RecordAdmin,
    TeamMember,
    FormerMember,
    Administrator,
}

/// <summary>One Maestro with one of each caller, and records, plans and change sets to knock at.</summary>
public sealed class Callers(Postgres postgres) : IAsyncLifetime
{
    private readonly Dictionary<Caller, HttpClient> clients = [];
    private readonly Dictionary<Caller, Guid> users = [];
    private App app = null!;
    private Guid team;
    private int number;

    public App App => app;

    public HttpClient this[Caller caller] => clients[caller];

    internal Guid IdOf(Caller caller) => users[caller];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        app = await App.StartAsync(postgres);
        clients[Caller.Stranger] = app.Anonymous();
        clients[Caller.Administrator] = await app.SignInAsync();
        foreach (var caller in Enum.GetValues<Caller>().Where(caller => caller is not (Caller.Stranger or Caller.Administrator)))
        {
            clients[caller] = await app.SignInNewUserAsync($"{caller}@example.org".ToLowerInvariant());
            users[caller] = (Guid)(await ReadAsync(clients[caller], "me"))["user"]!["id"]!;
        }

        users[Caller.Administrator] = (Guid)(await ReadAsync(clients[Caller.Administrator], "me"))["user"]!["id"]!;
        team = await TeamAsync();
        await RevokeAsync();
        await using var expire = app.Database.Source.CreateCommand("update access.tokens set expires_at = now() - interval '1 minute' where user_id = $1");
        expire.Parameters.Add(new() { Value = users[Caller.ExpiredSession] });
        await expire.ExecuteNonQueryAsync(Cancel);
    }

    private async Task<Guid> TeamAsync()
    {
        var team = (Guid)(await SendAsync(Caller.Administrator, HttpMethod.Post, "teams", new { name = $"team {number++}" }))["id"]!;
        await MembersAsync(team, Caller.TeamMember, Caller.FormerMember);
        await MembersAsync(team, Caller.TeamMember);
        return team;
    }

    private async Task MembersAsync(Guid team, params Caller[] members)
    {
        await SendAsync(Caller.Administrator, HttpMethod.Put, $"teams/{team}/members",
            members.Select(member => new { id = users[member], level = "write" }).Append(new { id = users[Caller.Administrator], level = "admin" }));
    }

    // Somebody with every right on the records, but by a token that was taken back.
    private async Task RevokeAsync()
    {
        var made = await SendAsync(Caller.RevokedToken, HttpMethod.Post, "me/tokens", new { name = "old", scope = "write" });
        var own = clients[Caller.RevokedToken];
        clients[Caller.RevokedToken] = app.Anonymous();
        clients[Caller.RevokedToken].DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)made["token"]!);
        (await own.DeleteAsync($"api/v1/me/tokens/{made["id"]}", Cancel)).EnsureSuccessStatusCode();
    }

    /// <summary>A server that nobody has touched yet, with every caller's grant on it; and what hangs on it.</summary>
    internal async Task<Target> TargetAsync(string route)
    {
        var at = number++;
        var record = route.StartsWith("/{kinds}", StringComparison.Ordinal) || route.StartsWith("/change-sets/", StringComparison.Ordinal);
        var (id, set) = record ? await ServerAsync($"target-{at}") : route.StartsWith("/connections/", StringComparison.Ordinal) ? (await ConnectionAsync($"target-{at}"), Guid.Empty)
            : route.StartsWith("/schedules/", StringComparison.Ordinal) ? (await ScheduleAsync($"target-{at}"), Guid.Empty) : default;
        var (other, _) = record ? await ServerAsync($"other-{at}") : default;
        return new Target(id, other, set, route.StartsWith("/teams/", StringComparison.Ordinal) ? await TeamAsync() : team, users[Caller.Reader], Guid.CreateVersion7())
        {
            Plan = route.StartsWith("/plans/", StringComparison.Ordinal) ? await PlanAsync() : Guid.Empty,
        };
    }

    /// <summary>The caller with a session of its own, for what ends sessions.</summary>
    internal async Task<HttpClient> AnewAsync(Caller caller) =>
        caller is Caller.Stranger or Caller.RevokedToken or Caller.ExpiredSession ? clients[caller]
        : await app.SignInAsync(caller == Caller.Administrator ? App.AdminEmail : $"{caller}@example.org".ToLowerInvariant());

    /// <summary>Signs the caller in again after its sessions have ended.</summary>
    internal async Task ReturnAsync(Caller caller) => clients[caller] = await AnewAsync(caller);

    // A plan of the record admin's that is still to be applied.
    private async Task<Guid> PlanAsync()
    {
        var answer = await clients[Caller.RecordAdmin].PostAsync(
            $"api/v1/imports?source=json", JsonContent.Create(new { servers = new[] { new { name = $"planned-{number++}", unique_id = $"i-{number}" } } }), Cancel);
        return (Guid)(await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonObject>(Cancel))!["id"]!;
    }

    internal async Task RetireAsync(Guid id) => (await clients[Caller.Administrator].DeleteAsync($"api/v1/servers/{id}", Cancel)).EnsureSuccessStatusCode();

    private async Task<(Guid Id, Guid ChangeSet)> ServerAsync(string name)
    {
        var made = await SendAsync(Caller.Administrator, HttpMethod.Post, "servers", new { name, cpu = 1 });
        var id = (Guid)made["id"]!;
        await GrantAsync("servers", id);
        await SendAsync(Caller.Administrator, HttpMethod.Patch, $"servers/{id}", new { cpu = 2 });
        var history = await ReadAsync(clients[Caller.Administrator], $"servers/{id}/history");
        return (id, (Guid)history["results"]![0]!["change_set"]!);
    }

    /// <summary>A schedule whose time never comes during a test; what it calls is nowhere.</summary>
    internal static object Schedule(string name) => new { name, module = "webhook", cron = "0 0 1 1 *", webhook = new { url = "http://hook.invalid/", timeout = 1 } };

    private async Task<Guid> ScheduleAsync(string name)
    {
        var id = (Guid)(await SendAsync(Caller.Administrator, HttpMethod.Post, "schedules", Schedule(name)))["id"]!;
        await GrantAsync("schedules", id);
        return id;
    }

    // One that nothing answers: what it is asked for fails fast.
    private async Task<Guid> ConnectionAsync(string name)
    {
        var datacenter = (Guid)(await SendAsync(Caller.Administrator, HttpMethod.Post, "datacenters", new { name, provider = "Digital Ocean" }))["id"]!;
        var id = (Guid)(await SendAsync(Caller.Administrator, HttpMethod.Post, "connections",
            new { name, provider = "digitalocean", method = "token", datacenter, endpoint = "http://127.0.0.1:9", credentials = new { token = "none" }, schedules = false }))["id"]!;
        await GrantAsync("datacenters", datacenter);
        await GrantAsync("connections", id);
        return id;
    }

    private Task GrantAsync(string kinds, Guid id)
    {
        object Grant(string type, Guid subject, string level) => new { subject = new { type, id = subject }, level };
        return SendAsync(Caller.Administrator, HttpMethod.Put, $"{kinds}/{id}/grants", new[]
        {
            Grant("user", users[Caller.Administrator], "admin"), Grant("user", users[Caller.Reader], "read"), Grant("user", users[Caller.Writer], "write"), Grant("user", users[Caller.RecordAdmin], "admin"),
            Grant("user", users[Caller.RevokedToken], "admin"), Grant("user", users[Caller.ExpiredSession], "admin"), Grant("team", team, "write"),
        });
    }

    private async Task<JsonNode> SendAsync(Caller caller, HttpMethod method, string path, object body)
    {
        using var request = new HttpRequestMessage(method, "api/v1/" + path) { Content = JsonContent.Create(body) };
        var answer = await clients[caller].SendAsync(request, Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        return answer.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new InvalidOperationException($"{method} {path}: {(int)answer.StatusCode} {text}");
    }

    private static async Task<JsonObject> ReadAsync(HttpClient client, string path) =>
        (await client.GetFromJsonAsync<JsonObject>("api/v1/" + path, Cancel))!;

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}

/// <summary>What a case knocks at.</summary>
/// <param name="Id">A server every caller of the table has its own level on.</param>
/// <param name="Other">Another one, with the same grants.</param>
/// <param name="ChangeSet">The change set that last changed the first.</param>
/// <param name="Team">A team of the administrator's whose member one caller is, and another was.</param>
/// <param name="User">Somebody: the reader.</param>
/// <param name="Nothing">An id that nothing has.</param>
internal sealed record Target(Guid Id, Guid Other, Guid ChangeSet, Guid Team, Guid User, Guid Nothing)
{
    /// <summary>A plan of the record admin's.</summary>
    public Guid Plan { get; init; }
}

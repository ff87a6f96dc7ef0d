using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Maestro.Tests.Support;

namespace Maestro.Tests.Access;

public sealed class ServiceTokenTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_acts_as_its_team_at_its_level_and_is_itself_in_history()
    {
        var owner = await shared.App.SignInNewUserAsync("service.owner@example.org");
        var team = await TeamAsync(owner, "Platform");
        var service = await TokenAsync(owner, team, "deploy", "write");
        var made = await ReadAsync(await service.PostAsJsonAsync("api/v1/servers", new { name = "by-service" }, Cancel));
        Assert.Equal(team, (Guid)made["owner"]!["id"]!);
        Assert.Equal(HttpStatusCode.OK, (await owner.GetAsync($"api/v1/servers/{made["id"]}", Cancel)).StatusCode);
        var history = await service.GetFromJsonAsync<JsonObject>($"api/v1/servers/{made["id"]}/history", Cancel);
        Assert.Equal("deploy (Platform)", (string)history!["results"]![0]!["actor"]!["name"]!);
        // Write in the team is not admin on the record.
        Assert.Equal(HttpStatusCode.Forbidden, (await service.DeleteAsync($"api/v1/servers/{made["id"]}", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await (await TokenAsync(owner, team, "retire", "admin")).DeleteAsync($"api/v1/servers/{made["id"]}", Cancel)).StatusCode);
    }

    [Fact]
    public async Task It_reads_the_team_s_records_only_and_a_reading_one_writes_nothing()
    {
        var owner = await shared.App.SignInNewUserAsync("service.reader@example.org");
        var team = await TeamAsync(owner, "Readers");
        var own = await ReadAsync(await owner.PostAsJsonAsync("api/v1/servers", new { name = "personal" }, Cancel));
        var service = await TokenAsync(owner, team, "report", "read");
        Assert.Equal(HttpStatusCode.NotFound, (await service.GetAsync($"api/v1/servers/{own["id"]}", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await service.PostAsJsonAsync("api/v1/servers", new { name = "no" }, Cancel)).StatusCode);
        var me = await service.GetFromJsonAsync<JsonObject>("api/v1/me", Cancel);
        Assert.True((bool)me!["service"]!);
        Assert.Null(me["user"]);
        Assert.Equal(HttpStatusCode.Forbidden, (await service.GetAsync("api/v1/users", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await service.GetAsync("api/v1/teams", Cancel)).StatusCode);
    }

    [Fact]
    public async Task It_is_not_an_administrator_of_Maestro_whoever_makes_it()
    {
        var admin = await shared.App.SignInAsync();
        var team = await TeamAsync(admin, "Admins");
        var other = await shared.App.SignInNewUserAsync("service.other@example.org");
        var foreign = await ReadAsync(await other.PostAsJsonAsync("api/v1/servers", new { name = "foreign" }, Cancel));
        var service = await TokenAsync(admin, team, "all", "admin");
        Assert.Equal(HttpStatusCode.NotFound, (await service.GetAsync($"api/v1/servers/{foreign["id"]}", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await service.GetAsync("api/v1/security-events", Cancel)).StatusCode);
    }

    [Fact]
    public async Task It_outlasts_who_made_it_and_dies_with_revocation_or_its_team()
    {
        var owner = await shared.App.SignInNewUserAsync("service.maker@example.org");
        var heir = await shared.App.SignInNewUserAsync("service.heir@example.org");
        var (ownerId, heirId) = (await IdAsync(owner), await IdAsync(heir));
        var team = await TeamAsync(owner, "Lasting");
        await owner.PutAsJsonAsync($"api/v1/teams/{team}/members", new[] { new { id = ownerId, level = "admin" }, new { id = heirId, level = "admin" } }, Cancel);
        var service = await TokenAsync(owner, team, "steady", "read");
        var admin = await shared.App.SignInAsync();
        (await admin.PatchAsJsonAsync($"api/v1/users/{ownerId}", new { active = false }, Cancel)).EnsureSuccessStatusCode();
        Assert.Equal(HttpStatusCode.OK, (await service.GetAsync("api/v1/servers", Cancel)).StatusCode);
        var listed = Assert.Single((await heir.GetFromJsonAsync<JsonObject>($"api/v1/teams/{team}/tokens", Cancel))!["results"]!.AsArray());
        Assert.Equal("service.maker", (string)listed!["made_by"]!);
        Assert.Equal(HttpStatusCode.NoContent, (await heir.DeleteAsync($"api/v1/teams/{team}/tokens/{listed["id"]}", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await service.GetAsync("api/v1/servers", Cancel)).StatusCode);
        var second = await TokenAsync(heir, team, "second", "read");
        (await heir.DeleteAsync($"api/v1/teams/{team}", Cancel)).EnsureSuccessStatusCode();
        Assert.Equal(HttpStatusCode.Unauthorized, (await second.GetAsync("api/v1/servers", Cancel)).StatusCode);
    }

    [Fact]
    public async Task It_is_made_by_the_team_s_administrators_after_signing_in()
    {
        var owner = await shared.App.SignInNewUserAsync("service.boss@example.org");
        var member = await shared.App.SignInNewUserAsync("service.member@example.org");
        var team = await TeamAsync(owner, "Bosses");
        await owner.PutAsJsonAsync($"api/v1/teams/{team}/members", new[] { new { id = await IdAsync(owner), level = "admin" }, new { id = await IdAsync(member), level = "write" } }, Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, (await MakeAsync(member, team, "x", "read")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await member.GetAsync($"api/v1/teams/{team}/tokens", Cancel)).StatusCode);
        var token = (string)(await ReadAsync(await owner.PostAsJsonAsync("api/v1/me/tokens", new { name = "script", scope = "write" }, Cancel)))["token"]!;
        var script = shared.App.Anonymous();
        script.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        Assert.Equal(HttpStatusCode.Forbidden, (await MakeAsync(script, team, "x", "read")).StatusCode);
        var service = await TokenAsync(owner, team, "y", "admin");
        Assert.Equal(HttpStatusCode.Forbidden, (await MakeAsync(service, team, "z", "read")).StatusCode);
    }

    [Fact]
    public async Task It_can_be_limited_to_Kinds_too()
    {
        var owner = await shared.App.SignInNewUserAsync("service.kinds@example.org");
        var team = await TeamAsync(owner, "Narrow");
        var answer = await owner.PostAsJsonAsync($"api/v1/teams/{team}/tokens", new { name = "narrow", scope = "admin", kinds = new[] { "application" } }, Cancel);
        var service = Client((string)(await ReadAsync(answer))["token"]!);
        Assert.Equal(HttpStatusCode.Created, (await service.PostAsJsonAsync("api/v1/caches", new { name = "a family counts" }, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await service.PostAsJsonAsync("api/v1/servers", new { name = "no" }, Cancel)).StatusCode);
    }

    private static async Task<Guid> TeamAsync(HttpClient owner, string name) => (Guid)(await ReadAsync(await owner.PostAsJsonAsync("api/v1/teams", new { name }, Cancel)))["id"]!;

    private static Task<HttpResponseMessage> MakeAsync(HttpClient client, Guid team, string name, string scope) => client.PostAsJsonAsync($"api/v1/teams/{team}/tokens", new { name, scope }, Cancel);

    private async Task<HttpClient> TokenAsync(HttpClient owner, Guid team, string name, string scope) => Client((string)(await ReadAsync(await MakeAsync(owner, team, name, scope)))["token"]!);

    private HttpClient Client(string token)
    {
        var client = shared.App.Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    private static async Task<Guid> IdAsync(HttpClient client) => (Guid)(await client.GetFromJsonAsync<JsonObject>("api/v1/me", Cancel))!["user"]!["id"]!;

    private static async Task<JsonObject> ReadAsync(HttpResponseMessage answer) => (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonObject>(Cancel))!;
}

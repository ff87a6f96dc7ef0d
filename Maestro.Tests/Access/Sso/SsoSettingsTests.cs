using System.Text.Json.Nodes;
using Maestro.Modules.Access;
using Maestro.Modules.Kernel;
using Maestro.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Maestro.Tests.Access.Sso;

/// <summary>Settings of single sign-on by REST: who may, what is refused, and that secrets go in and never come out.</summary>
public sealed class SsoSettingsTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private const string Secret = "hush, hush";
    private readonly App app = shared.App;

    [Fact]
    public async Task A_secret_goes_in_encrypted_and_never_comes_out()
    {
        var admin = new ApiClient(await app.SignInAsync());
        var saved = await admin.PatchAsync("api/v1/single-sign-on", Provider("https://one.example.org", Secret));
        Assert.Equal((200, true), ((int)saved.Status, (bool)saved.Body["provider"]!["has_secret"]!));
        Assert.Null(saved.Body["provider"]!["client_secret"]);
        Assert.DoesNotContain(Secret, (await admin.GetAsync("api/v1/single-sign-on")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, await StoredAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, (await admin.GetAsync("api/v1/security-events?action=single_sign_on")).Text, StringComparison.Ordinal);
        var kept = await admin.PatchAsync("api/v1/single-sign-on", new JsonObject { ["provider"] = new JsonObject { ["scopes"] = "openid email" } });
        Assert.True((bool)kept.Body["provider"]!["has_secret"]!);
    }

    [Fact]
    public async Task A_secret_is_not_sent_to_another_address_than_it_was_meant_for()
    {
        var admin = new ApiClient(await app.SignInAsync());
        await admin.PatchAsync("api/v1/single-sign-on", Provider("https://two.example.org", Secret));
        var moved = await admin.PatchAsync("api/v1/single-sign-on", Provider("https://evil.example.org", null));
        Assert.Equal((200, false), ((int)moved.Status, (bool)moved.Body["provider"]!["has_secret"]!));
    }

    [Theory]
    [InlineData("""{"provider":{"enabled":true,"name":"X","client_id":"x","authority":"http://login.example.org"}}""", "provider.authority")]
    [InlineData("""{"provider":{"enabled":true,"name":"X","client_id":"x","authority":"https://user:word@login.example.org"}}""", "provider.authority")]
    [InlineData("""{"provider":{"enabled":true,"name":"X","client_id":"","authority":"https://login.example.org","scopes":"email"}}""", "provider.client_id provider.scopes")]
    [InlineData("""{"directory":{"enabled":true,"name":"X","server":"ldap://x","base":"","filter":"(uid=*)","tls":"none","certificate":"x"}}""", "directory.base directory.certificate directory.filter directory.server directory.tls")]
    [InlineData("""{"local_accounts":false,"provider":{"enabled":false},"directory":{"enabled":false}}""", "local_accounts")]
    [InlineData("""{"session_hours":0}""", "session_hours")]
    [InlineData("""{"provider":{"teams":[{"value":"ops","team":"0190a000-0000-7000-8000-000000000001","level":"read"}]}}""", "teams")]
    public async Task What_cannot_work_is_refused_with_the_field(string settings, string fields)
    {
        var admin = new ApiClient(await app.SignInAsync());
        var refused = await admin.PatchAsync("api/v1/single-sign-on", JsonNode.Parse(settings));
        Assert.Equal((422, fields), ((int)refused.Status, string.Join(' ', refused.Body["errors"]!.AsObject().Select(pair => pair.Key).Order(StringComparer.Ordinal))));
    }

    [Theory]
    [InlineData("""{"provider":{"name":"a\u0000b","teams":[]}}""", 400)]
    [InlineData("""{"provider":"x"}""", 400)]
    [InlineData("""{"provider":{"teams":[{"value":1}]}}""", 400)]
    [InlineData("""{"provider":{"name":null,"teams":null}}""", 200)]
    [InlineData("""{"directory":{"enabled":true,"teams":[null,{"value":null}]}}""", 422)]
    public async Task Nonsense_is_answered_and_breaks_nothing(string settings, int answer) =>
        Assert.Equal(answer, (int)(await new ApiClient(await app.SignInAsync()).PatchAsync("api/v1/single-sign-on", JsonNode.Parse(settings))).Status);

    [Fact]
    public async Task An_unknown_setting_is_refused_by_name()
    {
        var refused = await new ApiClient(await app.SignInAsync()).PatchAsync("api/v1/single-sign-on", JsonNode.Parse("""{"provider":{"authorty":"x"}}"""));
        Assert.Equal(400, (int)refused.Status);
        Assert.Contains("authorty", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Neither_other_people_nor_a_script_of_an_administrator_changes_whom_Maestro_believes()
    {
        var other = new ApiClient(await app.SignInNewUserAsync("curious@example.org"));
        Assert.Equal(403, (int)(await other.GetAsync("api/v1/single-sign-on")).Status);
        Assert.Equal(403, (int)(await other.PatchAsync("api/v1/single-sign-on", new JsonObject())).Status);
        var admin = new ApiClient(await app.SignInAsync());
        var token = (string)(await admin.PostAsync("api/v1/me/tokens", new JsonObject { ["name"] = "script", ["scope"] = "admin" })).Body["token"]!;
        var script = app.Anonymous();
        script.DefaultRequestHeaders.Authorization = new("Bearer", token);
        Assert.Equal(403, (int)(await new ApiClient(script).PatchAsync("api/v1/single-sign-on", new JsonObject { ["session_hours"] = 9 })).Status);
    }

    private static JsonObject Provider(string authority, string? secret) => new()
    {
        ["provider"] = new JsonObject { ["name"] = "Login", ["authority"] = authority, ["client_id"] = "maestro", ["client_secret"] = secret },
    };

    private async Task<string> StoredAsync()
    {
        await using var db = app.Database.Databases.Open(Actor.System("test"));
        return await db.Set<SettingRow>().Where(row => row.Key == "access.single_sign_on").Select(row => row.Value).SingleAsync(TestContext.Current.CancellationToken);
    }
}

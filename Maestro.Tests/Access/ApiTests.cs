using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using static Maestro.Tests.Access.AccessApi;

namespace Maestro.Tests.Access;

/// <summary>Access over HTTP: recognition, statuses, shapes.</summary>
public sealed class ApiTests(AccessApi api) : IClassFixture<AccessApi>
{
    private static readonly HttpMethod Get = HttpMethod.Get, Post = HttpMethod.Post, Put = HttpMethod.Put, Patch = HttpMethod.Patch, Delete = HttpMethod.Delete;

    [Theory]
    [InlineData("GET", "me")]
    [InlineData("PATCH", "me")]
    [InlineData("PUT", "me/password")]
    [InlineData("GET", "me/tokens")]
    [InlineData("POST", "me/tokens")]
    [InlineData("DELETE", "me/tokens/0197a000-0000-7000-8000-000000000000")]
    [InlineData("GET", "me/sessions")]
    [InlineData("DELETE", "me/sessions/0197a000-0000-7000-8000-000000000000")]
    [InlineData("POST", "auth/sign-out")]
    [InlineData("GET", "users")]
    [InlineData("POST", "users")]
    [InlineData("GET", "users/0197a000-0000-7000-8000-000000000000")]
    [InlineData("PATCH", "users/0197a000-0000-7000-8000-000000000000")]
    [InlineData("DELETE", "users/0197a000-0000-7000-8000-000000000000")]
    [InlineData("GET", "teams")]
    [InlineData("POST", "teams")]
    [InlineData("GET", "teams/0197a000-0000-7000-8000-000000000000")]
    [InlineData("PATCH", "teams/0197a000-0000-7000-8000-000000000000")]
    [InlineData("DELETE", "teams/0197a000-0000-7000-8000-000000000000")]
    [InlineData("PUT", "teams/0197a000-0000-7000-8000-000000000000/members")]
    [InlineData("POST", "teams/0197a000-0000-7000-8000-000000000000/leave")]
    [InlineData("GET", "careless")]
    public async Task Without_a_token_every_call_is_401_before_anything_is_read(string method, string path)
    {
        using var client = api.Client();
        var answer = await SendAsync(client, new HttpMethod(method), path, method == "GET" ? null : new JsonArray());
        Assert.Equal(401, answer.Status);
        Assert.Equal("Bearer", answer.Message.Headers.WwwAuthenticate.ToString());
        using var wrong = api.Client("mst_unknown");
        Assert.Equal(401, (await SendAsync(wrong, new HttpMethod(method), path)).Status);
    }

    [Fact]
    public async Task Signing_in_answers_token_expiry_and_user()
    {
        using var client = api.Client();
        var answer = await SendAsync(client, Post, "auth/token", new JsonObject { ["email"] = "root@example.org", ["password"] = AccessWorld.Password });
        Assert.Equal(200, answer.Status);
        Assert.Equal(["token", "expires_at", "user"], answer.Body!.AsObject().Select(pair => pair.Key));
        Assert.EndsWith("Z", answer.Body["expires_at"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("root@example.org", answer.Body["user"]!["email"]!.GetValue<string>());
        Assert.DoesNotContain(answer.Body["user"]!.AsObject(), pair => pair.Key.Contains("hash", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_wrong_password_is_401_a_missing_one_422_and_what_is_no_json_400()
    {
        using var client = api.Client();
        Assert.Equal(401, (await SendAsync(client, Post, "auth/token", new JsonObject { ["email"] = "root@example.org", ["password"] = "wrong password" })).Status);
        Assert.Equal(422, (await SendAsync(client, Post, "auth/token", new JsonObject { ["email"] = "root@example.org" })).Status);
        using var text = new StringContent("{", null, "application/json");
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync(new Uri("/api/v1/auth/token", UriKind.Relative), text, Cancel)).StatusCode);
    }

    [Fact]
    public async Task The_sixth_failure_is_429_and_says_when_to_come_back()
    {
        using var client = api.Client();
        var body = new JsonObject { ["email"] = "limited@example.org", ["password"] = "wrong password" };
        foreach (var _ in Enumerable.Range(0, 5))
            Assert.Equal(401, (await SendAsync(client, Post, "auth/token", body.DeepClone())).Status);
        var refused = await SendAsync(client, Post, "auth/token", body);
        Assert.Equal(429, refused.Status);
        Assert.InRange(refused.Message.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 900);
    }

    [Fact]
    public async Task Me_is_user_teams_and_rights()
    {
        var (id, ana) = await api.APersonAsync("Ana");
        var team = await SendAsync(ana, Post, "teams", new JsonObject { ["name"] = "Ops" });
        Assert.Equal((201, $"/api/v1/teams/{team.Body!["id"]}"), (team.Status, team.Message.Headers.Location!.ToString()));
        var me = (await SendAsync(ana, Get, "me")).Body!;
        Assert.Equal((id, "Ana"), (me["user"]!["id"]!.GetValue<string>(), me["user"]!["name"]!.GetValue<string>()));
        Assert.Equal("""[{"id":"ID","name":"Ops","level":"admin"}]""".Replace("ID", team.Body["id"]!.ToString(), StringComparison.Ordinal), me["teams"]!.ToJsonString());
        Assert.Equal("""{"read":true,"write":true,"admin":false}""", me["rights"]!.ToJsonString());
        Assert.Null(me["team"]);
        var acting = await SendAsync(ana, Get, "me", null, ("X-Maestro-Team", team.Body["id"]!.ToString()));
        Assert.Equal(team.Body["id"]!.ToString(), acting.Body!["team"]!.ToString());
        ana.Dispose();
    }

    [Fact]
    public async Task Acting_for_a_foreign_team_is_403_and_for_no_team_at_all_400()
    {
        var (_, bob) = await api.APersonAsync("Bob");
        Assert.Equal(403, (await SendAsync(bob, Get, "me", null, ("X-Maestro-Team", Guid.NewGuid().ToString()))).Status);
        Assert.Equal(400, (await SendAsync(bob, Get, "me", null, ("X-Maestro-Team", "ops"))).Status);
        bob.Dispose();
    }

    [Fact]
    public async Task A_read_token_reads_and_is_403_for_every_other_method()
    {
        var (_, carl) = await api.APersonAsync("Carl");
        var made = await SendAsync(carl, Post, "me/tokens", new JsonObject { ["name"] = "reader", ["scope"] = "read" });
        Assert.Equal((201, "read"), (made.Status, made.Body!["scope"]!.GetValue<string>()));
        using var reader = api.Client(made.Body["token"]!.GetValue<string>());
        Assert.Equal(200, (await SendAsync(reader, Get, "me")).Status);
        foreach (var (method, path) in new[] { (Patch, "me"), (Post, "teams"), (Post, "careless"), (Delete, "me/tokens/" + made.Body["id"]) })
            Assert.Equal(403, (await SendAsync(reader, method, path, new JsonObject())).Status);
        carl.Dispose();
    }

    [Fact]
    public async Task An_api_token_makes_no_credentials()
    {
        using var root = api.Client(await api.SignInAsync("root@example.org"));
        var made = await SendAsync(root, Post, "me/tokens", new JsonObject { ["name"] = "all", ["scope"] = "admin" });
        using var script = api.Client(made.Body!["token"]!.GetValue<string>());
        Assert.Equal(403, (await SendAsync(script, Post, "me/tokens", new JsonObject { ["name"] = "child" })).Status);
        Assert.Equal(403, (await SendAsync(script, Put, "me/password", new JsonObject { ["current_password"] = AccessWorld.Password, ["password"] = "a brand new one" })).Status);
        Assert.Equal(403, (await SendAsync(script, Patch, "me", new JsonObject { ["email"] = "x@example.org", ["current_password"] = AccessWorld.Password })).Status);
        Assert.Equal(201, (await SendAsync(script, Post, "users", AccessWorld.Fields("By Script"))).Status);
    }

    [Fact]
    public async Task A_list_is_an_envelope_with_links_to_its_neighbours()
    {
        var (_, dora) = await api.APersonAsync("Dora");
        foreach (var n in Enumerable.Range(1, 3))
            await SendAsync(dora, Post, "teams", new JsonObject { ["name"] = $"Team {n}" });
        var page = (await SendAsync(dora, Get, "teams?limit=1&offset=1&q=team")).Body!.AsObject();
        Assert.Equal(["count", "count_exact", "next", "previous", "results"], page.Select(pair => pair.Key));
        Assert.Equal((3, true), (page["count"]!.GetValue<int>(), page["count_exact"]!.GetValue<bool>()));
        Assert.Equal("/api/v1/teams?q=team&limit=1&offset=2", page["next"]!.GetValue<string>());
        Assert.Equal("/api/v1/teams?q=team&limit=1&offset=0", page["previous"]!.GetValue<string>());
        Assert.Equal("Team 2", Assert.Single(page["results"]!.AsArray())!["name"]!.GetValue<string>());
        foreach (var wrong in new[] { "limit=0", "limit=1001", "limit=x", "offset=-1" })
            Assert.Equal(400, (await SendAsync(dora, Get, $"teams?{wrong}")).Status);
        dora.Dispose();
    }

    [Fact]
    public async Task Members_are_set_by_name_or_number_of_the_level_and_errors_name_the_row()
    {
        var (id, eva) = await api.APersonAsync("Eva");
        var (other, fay) = await api.APersonAsync("Fay");
        var team = (await SendAsync(eva, Post, "teams", new JsonObject { ["name"] = "Levels" })).Body!["id"]!.ToString();
        var set = await SendAsync(eva, Put, $"teams/{team}/members", new JsonArray(Member(id, "admin"), Member(other, 3)));
        Assert.Equal(200, set.Status);
        Assert.Equal(["admin", "write"], set.Body!["members"]!.AsArray().Select(row => row!["level"]!.GetValue<string>()));
        var wrong = await SendAsync(eva, Put, $"teams/{team}/members", new JsonArray(Member(id, "admin"), Member("x", "read"), Member(other, "boss")));
        Assert.Equal(422, wrong.Status);
        Assert.Equal(["1.id", "2.level"], wrong.Body!["errors"]!.AsObject().Select(pair => pair.Key));
        Assert.Equal(409, (await SendAsync(eva, Put, $"teams/{team}/members", new JsonArray(Member(other, "read")))).Status);
        Assert.Equal(403, (await SendAsync(fay, Put, $"teams/{team}/members", new JsonArray(Member(other, "admin")))).Status);
        eva.Dispose();
        fay.Dispose();

        static JsonObject Member(string id, JsonNode level) => new() { ["id"] = id, ["level"] = level };
    }

    [Fact]
    public async Task A_stranger_sees_no_mail_in_any_answer_about_users()
    {
        var (id, gus) = await api.APersonAsync("Gus");
        var (_, hal) = await api.APersonAsync("Hal");
        Assert.Equal($$"""{"id":"{{id}}","name":"Gus","avatar":null}""", (await SendAsync(hal, Get, $"users/{id}")).Body!.ToJsonString());
        Assert.DoesNotContain("gus@example.org", (await SendAsync(hal, Get, "users?limit=1000")).Body!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(403, (await SendAsync(hal, Post, "users", AccessWorld.Fields("Sneaky"))).Status);
        gus.Dispose();
        hal.Dispose();
    }

    [Fact]
    public async Task Signing_out_ends_the_session_at_once()
    {
        var (_, ida) = await api.APersonAsync("Ida");
        var sessions = await SendAsync(ida, Get, "me/sessions");
        Assert.True(Assert.Single(sessions.Body!["results"]!.AsArray())!["current"]!.GetValue<bool>());
        Assert.Equal(204, (await SendAsync(ida, Post, "auth/sign-out")).Status);
        Assert.Equal(401, (await SendAsync(ida, Get, "me")).Status);
        ida.Dispose();
    }

    [Fact]
    public async Task The_cookie_counts_for_our_own_pages_only()
    {
        var cookie = ("Cookie", $"maestro={await api.SignInAsync("root@example.org")}");
        using var client = api.Client();
        Assert.Equal(200, (await SendAsync(client, Get, "me", null, cookie)).Status);
        Assert.Equal(201, (await SendAsync(client, Post, "teams", new JsonObject { ["name"] = "Own" }, cookie, ("Sec-Fetch-Site", "same-origin"))).Status);
        Assert.Equal(403, (await SendAsync(client, Post, "teams", new JsonObject { ["name"] = "Foreign" }, cookie, ("Sec-Fetch-Site", "same-site"))).Status);
        Assert.Equal(403, (await SendAsync(client, Post, "teams", new JsonObject { ["name"] = "Foreign" }, cookie, ("Origin", "https://evil.example"))).Status);
        Assert.Equal(201, (await SendAsync(client, Post, "teams", new JsonObject { ["name"] = "Own" }, cookie, ("Origin", api.Address.GetLeftPart(UriPartial.Authority)))).Status);
    }

    [Fact]
    public async Task An_api_token_is_no_cookie()
    {
        using var root = api.Client(await api.SignInAsync("root@example.org"));
        var made = await SendAsync(root, Post, "me/tokens", new JsonObject { ["name"] = "script", ["scope"] = "admin" });
        using var client = api.Client();
        Assert.Equal(401, (await SendAsync(client, Get, "me", null, ("Cookie", $"maestro={made.Body!["token"]}"))).Status);
    }

    [Fact]
    public async Task A_person_without_a_session_is_sent_to_the_sign_in_page_and_back()
    {
        using var client = api.Client();
        using var answer = await client.GetAsync(new Uri("/page?x=1&y=2", UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal("/sign-in?return=%2Fpage%3Fx%3D1%26y%3D2", answer.Headers.Location!.ToString());
    }
}

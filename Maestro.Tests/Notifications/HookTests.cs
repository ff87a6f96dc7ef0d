using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Maestro.Tests.Scheduling;
using Maestro.Tests.Support;
using static Maestro.Tests.Scheduling.ScheduleWorld;

namespace Maestro.Tests.Notifications;

/// <summary>Webhooks of people and teams: what they get, signed, and who manages them.</summary>
public sealed class HookTests(ScheduleWorld world) : IClassFixture<ScheduleWorld>
{
    private const string Secret = "a secret of two";

    [Fact]
    public async Task A_persons_notifications_are_sent_signed_and_the_secret_never_comes_back()
    {
        var saved = await world.Ana.PutAsync("api/v1/me/webhook", new JsonObject { ["url"] = $"{world.Hook.Url}/ana", ["secret"] = Secret });
        Assert.True(saved.Status == HttpStatusCode.OK, saved.Text);
        await FailAsync(world.Ana, "told by a call");
        var call = (await world.Hook.UntilAsync("/ana", 1))[0];
        var body = (JsonObject)JsonNode.Parse(call.Body)!;
        Assert.Equal(("run_failed", "Webhook told by a call failed", "user"), (Word(body, "event"), Word(body, "title"), Word(body["for"], "type")));
        Assert.Equal("v1=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"{call.Headers["X-Maestro-Timestamp"]}.{call.Body}"))), call.Headers["X-Maestro-Signature"]);
        var seen = await world.Ana.GetAsync("api/v1/me/webhook");
        Assert.True((bool)seen.Body["webhook"]!["signed"]!);
        Assert.DoesNotContain(Secret, seen.Text + saved.Text, StringComparison.Ordinal);
        Assert.Contains(seen.Body["deliveries"]!.AsArray(), one => Word(one, "status") == "200");
        // Another address gets no secret that was typed for this one.
        Assert.False((bool)(await world.Ana.PutAsync("api/v1/me/webhook", new JsonObject { ["url"] = $"{world.Hook.Url}/elsewhere" })).Body["signed"]!);
        Assert.Equal(HttpStatusCode.NoContent, (await world.Ana.DeleteAsync("api/v1/me/webhook")).Status);
        Assert.Null((await world.Ana.GetAsync("api/v1/me/webhook")).Body["webhook"]);
    }

    [Fact]
    public async Task Who_sets_a_secret_and_who_takes_it_away_is_written_down_without_the_secret()
    {
        var team = Word((await world.Ana.PostAsync("api/v1/teams", new JsonObject { ["name"] = "Secretive" })).Body, "id");
        var schedule = await MakeAsync(world.Ana, world.Webhook("secretive", one => one["webhook"]!["secret"] = Secret));
        await world.Ana.PatchAsync($"api/v1/schedules/{schedule}", new JsonObject { ["description"] = "no secret moves" });
        await world.Ana.PatchAsync($"api/v1/schedules/{schedule}", new JsonObject { ["webhook"] = new JsonObject { ["secret"] = null } });
        foreach (var path in new[] { "api/v1/me/webhook", $"api/v1/teams/{team}/webhook" })
        {
            await world.Ana.PutAsync(path, new JsonObject { ["url"] = $"{world.Hook.Url}/secretive", ["secret"] = Secret });
            await world.Ana.PutAsync(path, new JsonObject { ["url"] = $"{world.Hook.Url}/secretive" });
            await world.Ana.DeleteAsync(path);
        }

        var admin = new ApiClient(await world.App.SignInAsync());
        foreach (var (id, type, name) in new[] { (schedule, "schedule", "secretive"), (await IdAsync(world.Ana), "user", "ana"), (team, "team", "Secretive") })
        {
            var events = (await admin.GetAsync($"api/v1/security-events?action=webhook.secret&target={id}")).Body["results"]!.AsArray();
            Assert.Equal(["removed", "set"], events.Take(2).Select(one => Word(one!["detail"], "secret")));
            Assert.All(events, one => Assert.Equal((type, name, "ana"), (Word(one!["target"], "type"), Word(one["target"], "name"), Word(one["actor"], "name"))));
            Assert.DoesNotContain(Secret, events.ToJsonString(), StringComparison.Ordinal);
            Assert.True(id != schedule || events.Count == 2);
        }
    }

    [Fact]
    public async Task A_teams_are_sent_once_whatever_its_number_of_members_and_managed_by_its_administrators()
    {
        var team = Word((await world.Ana.PostAsync("api/v1/teams", new JsonObject { ["name"] = "Callers" })).Body, "id");
        await world.Ana.PutAsync($"api/v1/teams/{team}/members", new JsonArray(new JsonObject { ["id"] = await IdAsync(world.Ana), ["level"] = "admin" }, new JsonObject { ["id"] = await IdAsync(world.Ben), ["level"] = "write" }));
        Assert.Equal(HttpStatusCode.Forbidden, (await world.Ben.PutAsync($"api/v1/teams/{team}/webhook", new JsonObject { ["url"] = $"{world.Hook.Url}/team" })).Status);
        Assert.Equal(HttpStatusCode.OK, (await world.Ana.PutAsync($"api/v1/teams/{team}/webhook", new JsonObject { ["url"] = $"{world.Hook.Url}/team" })).Status);
        Assert.Equal("200", Word((await world.Ana.PostAsync($"api/v1/teams/{team}/webhook/test", null)).Body, "status"));
        var ana = new ApiClient(Acting(world.Ana, team));
        await FailAsync(ana, "of the team");
        Assert.Equal("A test of this webhook", Word(JsonNode.Parse((await world.Hook.UntilAsync("/team", 2))[0].Body), "title"));
        await InboxTests.MessageAsync(world.Ben, "of the team");
        var calls = world.Hook.Calls.Where(call => call.Path == "/team").Select(call => JsonNode.Parse(call.Body)!).ToList();
        Assert.Equal("team", Word(Assert.Single(calls, call => Word(call, "title") == "Webhook of the team failed")["for"], "type"));
    }

    [Fact]
    public async Task An_address_that_may_not_be_called_or_is_not_safe_is_refused_with_a_reason()
    {
        foreach (var url in new[] { "", "nonsense", "ftp://example.org/", "http://example.org/plain", "https://169.254.169.254/", "https://name:word@example.org/" })
        {
            var answer = await world.Ben.PutAsync("api/v1/me/webhook", new JsonObject { ["url"] = url });
            Assert.True(answer.Status == HttpStatusCode.UnprocessableEntity && answer.Body["errors"]!["url"] is not null, $"{url}: {answer.Text}");
        }

        Assert.Equal(HttpStatusCode.NotFound, (await world.Ben.PostAsync("api/v1/me/webhook/test", null)).Status);
    }

    private static HttpClient Acting(ApiClient client, string team)
    {
        var other = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = client.Http.BaseAddress };
        other.DefaultRequestHeaders.Authorization = client.Http.DefaultRequestHeaders.Authorization;
        other.DefaultRequestHeaders.Add("X-Maestro-Team", team);
        return other;
    }

    private async Task FailAsync(ApiClient client, string name)
    {
        var id = await MakeAsync(client, world.Webhook(name, one => (one["enabled"], one["webhook"]!["url"]) = (false, "http://127.0.0.1:9/nothing")));
        await client.PostAsync($"api/v1/schedules/{id}/run", null);
        await InboxTests.MessageAsync(world.Ana, name);
    }
}

using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Maestro.Modules.Scheduling.Webhooks;
using Maestro.Tests.Support;
using Microsoft.AspNetCore.Http;
using static Maestro.Tests.Scheduling.ScheduleWorld;

namespace Maestro.Tests.Scheduling;

/// <summary>What a webhook sends, to whom, and that its secrets stay secret.</summary>
public sealed class WebhookTests(ScheduleWorld world, Postgres postgres) : IClassFixture<ScheduleWorld>
{
    private const string Secret = "a secret of two";

    private static string Hex(string secret, string text) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)));

    private async Task<JsonObject> TestAsync(string id)
    {
        var answer = await world.Ana.PostAsync($"api/v1/schedules/{id}/test", null);
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return answer.Body;
    }

    [Fact]
    public async Task A_call_carries_body_headers_and_a_signature_that_the_other_side_can_check()
    {
        var id = await MakeAsync(world.Ana, world.Webhook("signed", one =>
        {
            one["name"] = "Say \"hello\"";
            var webhook = (JsonObject)one["webhook"]!;
            (webhook["secret"], webhook["authorization"], webhook["body"]) = (Secret, "Bearer of news", """{"name":"{{schedule.name}}","id":"{{ schedule.id }}","cause":"{{cause}}"}""");
            webhook["headers"] = new JsonArray(new JsonObject { ["name"] = "X-Team", ["value"] = "night" });
        }));
        var delivery = await TestAsync(id);
        Assert.Equal(("200", "thank you", ""), (Word(delivery, "status"), Word(delivery, "response"), Word(delivery, "error")));
        var call = (await world.Hook.UntilAsync("/signed", 1))[0];
        Assert.Equal("Say \"hello\"", Word(JsonNode.Parse(call.Body), "name"));
        Assert.Equal((id, "manual"), (Word(JsonNode.Parse(call.Body), "id"), Word(JsonNode.Parse(call.Body), "cause")));
        Assert.Equal(("night", "Bearer of news", "application/json; charset=utf-8"), (call.Headers["X-Team"], call.Headers["Authorization"], call.Headers["Content-Type"]));
        Assert.Equal($"v1={Hex(Secret, $"{call.Headers["X-Maestro-Timestamp"]}.{call.Body}")}", call.Headers["X-Maestro-Signature"]);
        Assert.Equal(Word(delivery, "id"), call.Headers["X-Maestro-Delivery"]);
        Assert.Equal("v1=" + Hex("k", "1.x"), WebhookSender.Sign("k", "1", "x"));
        Assert.Equal(Word(delivery, "id"), Word((await world.Ana.GetAsync($"api/v1/schedules/{id}/deliveries")).Body["results"]![0], "id"));
        // Trying it is no run, and no firing.
        Assert.Empty(await FiringsAsync(world.Ana, id));
    }

    [Theory]
    [InlineData("GET", "/arguments?x=1&city=S%C3%A3o%20Paulo&n=2", "")]
    [InlineData("POST", "/arguments?x=1", """{"city":"São Paulo","n":"2"}""")]
    [InlineData("DELETE", "/arguments?x=1&city=S%C3%A3o%20Paulo&n=2", "")]
    public async Task Arguments_go_where_the_method_has_room_for_them(string method, string path, string body)
    {
        var id = await MakeAsync(world.Ana, world.Webhook("arguments?x=1", one =>
        {
            one["webhook"]!["method"] = method;
            one["webhook"]!["arguments"] = new JsonArray(new JsonObject { ["key"] = "city", ["value"] = "São Paulo" }, new JsonObject { ["key"] = "n", ["value"] = "2" });
        }));
        await TestAsync(id);
        var call = world.Hook.Calls.Last(one => one.Method == method && one.Path.StartsWith("/arguments", StringComparison.Ordinal));
        Assert.Equal((path, body), (call.Path, call.Body));
    }

    [Fact]
    public async Task A_secret_goes_in_and_never_comes_out()
    {
        var made = await world.Ana.PostAsync("api/v1/schedules", world.Webhook("kept", one => one["webhook"]!["secret"] = Secret));
        var id = Word(made.Body, "id");
        Assert.Equal(("true", "false"), (Word(made.Body["webhook"], "has_secret"), Word(made.Body["webhook"], "has_authorization")));
        await world.Ana.PatchAsync($"api/v1/schedules/{id}", new JsonObject { ["webhook"] = new JsonObject { ["authorization"] = "Basic c2VjcmV0" } });
        foreach (var url in new[] { $"api/v1/schedules/{id}", $"api/v1/schedules/{id}/history", "api/v1/schedules", "api/v1/schedules.json", "api/v1/schedules.csv", $"api/v1/search?q=secret" })
        {
            var text = await world.Ana.TextAsync(url);
            Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
            Assert.DoesNotContain("c2VjcmV0", text, StringComparison.Ordinal);
        }

        await using var ask = world.App.Database.Source.CreateCommand("select secret || \"authorization\" from scheduling.webhook_secrets where schedule_id = $1");
        ask.Parameters.Add(new() { Value = Guid.Parse(id) });
        var stored = (string)(await ask.ExecuteScalarAsync())!;
        Assert.DoesNotContain(Secret, stored, StringComparison.Ordinal);
        Assert.DoesNotContain("c2VjcmV0", stored, StringComparison.Ordinal);

        // Another path of the same place keeps them; whoever sends it elsewhere has to know them.
        await TestAsync(id);
        Assert.Equal("Basic c2VjcmV0", world.Hook.Calls.Last(call => call.Path == "/kept").Headers["Authorization"]);
        var same = await world.Ana.PatchAsync($"api/v1/schedules/{id}", new JsonObject { ["webhook"] = new JsonObject { ["url"] = $"{world.Hook.Url}/kept/more" } });
        Assert.Equal("true", Word(same.Body["webhook"], "has_secret"));
        await using var other = await HookServer.StartAsync();
        var moved = await world.Ana.PatchAsync($"api/v1/schedules/{id}", new JsonObject { ["webhook"] = new JsonObject { ["url"] = $"{other.Url}/kept" } });
        Assert.Equal(("false", "false"), (Word(moved.Body["webhook"], "has_secret"), Word(moved.Body["webhook"], "has_authorization")));
        await TestAsync(id);
        var call = Assert.Single(other.Calls);
        Assert.False(call.Headers.ContainsKey("Authorization") || call.Headers.ContainsKey("X-Maestro-Signature"));
    }

    [Fact]
    public async Task A_secret_that_is_cleared_is_gone()
    {
        var id = await MakeAsync(world.Ana, world.Webhook("cleared", one => one["webhook"]!["secret"] = Secret));
        var cleared = await world.Ana.PatchAsync($"api/v1/schedules/{id}", new JsonObject { ["webhook"] = new JsonObject { ["secret"] = null } });
        Assert.Equal("false", Word(cleared.Body["webhook"], "has_secret"));
        await TestAsync(id);
        Assert.False(world.Hook.Calls.Last(call => call.Path == "/cleared").Headers.ContainsKey("X-Maestro-Signature"));
    }

    [Fact]
    public async Task An_answer_is_read_up_to_four_kilobytes_and_no_longer_than_its_time()
    {
        var answer = world.Hook.Answer;
        world.Hook.Answer = async context =>
        {
            if (context.Request.Path == "/large")
                await context.Response.WriteAsync(new string('x', 100_000), context.RequestAborted);
            else if (context.Request.Path == "/late")
                await Task.Delay(TimeSpan.FromSeconds(30), context.RequestAborted);
            else
                await answer(context);
        };
        var large = await TestAsync(await MakeAsync(world.Ana, world.Webhook("large")));
        Assert.Equal(4_096, Word(large, "response").Length);
        var late = await TestAsync(await MakeAsync(world.Ana, world.Webhook("late", one => one["webhook"]!["timeout"] = 1)));
        Assert.Equal(("", "It did not answer within 1 seconds."), (Word(late, "status"), Word(late, "error")));
        world.Hook.Answer = answer;
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        var answer = world.Hook.Answer;
        world.Hook.Answer = context =>
        {
            if (context.Request.Path != "/elsewhere")
                return answer(context);
            context.Response.Redirect("http://169.254.169.254/latest/meta-data");
            return Task.CompletedTask;
        };
        var delivery = await TestAsync(await MakeAsync(world.Ana, world.Webhook("elsewhere")));
        Assert.Equal("302", Word(delivery, "status"));
        Assert.Contains("not followed", Word(delivery, "error"), StringComparison.Ordinal);
        world.Hook.Answer = answer;
    }

    [Fact]
    public async Task Addresses_that_Maestro_must_not_call_are_refused_when_they_are_written()
    {
        await using var app = await App.StartAsync(postgres);
        var client = new ApiClient(await app.SignInAsync());
        foreach (var url in new[] { "http://169.254.169.254/latest/meta-data", "http://[fe80::1]/", "http://[::ffff:169.254.169.254]/", "http://0.0.0.0/", "http://127.0.0.1:1/", "http://[::1]/", "http://2130706433/", "http://user:password@example.org/", "file:///etc/passwd" })
        {
            var answer = await client.PostAsync("api/v1/schedules", world.Webhook("x", one => one["webhook"]!["url"] = url));
            Assert.True(answer.Status == HttpStatusCode.UnprocessableEntity && answer.Body["errors"]!["webhook.url"] is not null, $"{url}: {answer.Text}");
        }
    }

    [Fact]
    public async Task A_name_that_leads_to_this_machine_is_refused_when_it_is_called()
    {
        await using var app = await App.StartAsync(postgres);
        var client = new ApiClient(await app.SignInAsync());
        var id = await MakeAsync(client, world.Webhook("named", one => one["webhook"]!["url"] = world.Hook.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal) + "/named"));
        var delivery = (await client.PostAsync($"api/v1/schedules/{id}/test", null)).Body;
        Assert.Contains("may not call localhost", Word(delivery, "error"), StringComparison.Ordinal);
        Assert.DoesNotContain(world.Hook.Calls, call => call.Path == "/named");
    }
}

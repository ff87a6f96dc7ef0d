using System.Net;
using System.Text.Json.Nodes;
using Maestro.Modules.Scheduling.Firings;
using Maestro.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using static Maestro.Tests.Scheduling.ScheduleWorld;

namespace Maestro.Tests.Scheduling;

/// <summary>Schedules come by themselves, and what follows from how their runs end.</summary>
public sealed class FiringTests(ScheduleWorld world, Postgres postgres) : IClassFixture<ScheduleWorld>
{
    [Fact]
    public async Task A_schedule_comes_by_itself_again_and_again_until_it_has_run_its_most()
    {
        var id = await MakeAsync(world.Ana, world.Webhook("again", one => (one["interval"], one["max_runs"]) = (Every(1, "seconds"), 3)));
        await world.Hook.UntilAsync("/again", 3);
        var state = await UntilAsync(world.Ana, $"api/v1/schedules/{id}/state", one => Word(one["last"], "status") == "done" && Word(one, "runs") == "3");
        Assert.Equal(("", "0"), (Word(state, "next"), Word(state, "failures")));
        await Task.Delay(1_500);
        Assert.Equal(3, world.Hook.Calls.Count(call => call.Path == "/again"));
        var firings = await FiringsAsync(world.Ana, id);
        Assert.Equal(3, firings.Select(one => Word(one, "planned_at")).Distinct().Count());
        Assert.All(firings, one => Assert.Equal(("schedule", "done", "1"), (Word(one, "cause"), Word(one, "status"), Word(one, "attempt"))));
        // No firing is a change of the record.
        Assert.Equal(1, (await world.Ana.GetAsync($"api/v1/schedules/{id}")).Body["version"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_new_schedule_waits_for_its_time_unless_it_is_to_run_at_once()
    {
        await MakeAsync(world.Ana, world.Webhook("patient"));
        var id = await MakeAsync(world.Ana, world.Webhook("at-once", one => one["first_run_at_once"] = true));
        await world.Hook.UntilAsync("/at-once", 1);
        var first = Assert.Single(await FiringsAsync(world.Ana, id));
        Assert.Equal("first", Word(first, "cause"));
        Assert.DoesNotContain(world.Hook.Calls, call => call.Path == "/patient");
    }

    [Fact]
    public async Task Work_is_done_now_as_the_owner_and_whoever_reads_the_schedule_sees_how_it_went()
    {
        var id = await MakeAsync(world.Ana, world.Webhook("now", one => one["enabled"] = false));
        var run = await world.Ana.PostAsync($"api/v1/schedules/{id}/run", null);
        Assert.True(run.Status == HttpStatusCode.Accepted, run.Text);
        Assert.Equal($"/api/v1/runs/{Word(run.Body, "id")}", run.Location);
        var ended = await UntilAsync(world.Ana, run.Location!.TrimStart('/'), one => Word(one, "status") == "done");
        Assert.Equal("ana", Word(ended["maker"], "name"));
        Assert.Contains("200", ended["log"]![0]!["text"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await world.Ben.GetAsync(run.Location.TrimStart('/'))).Status);
        await world.Ana.PutAsync($"api/v1/schedules/{id}/grants", new JsonArray(Grant(await IdAsync(world.Ana), "admin"), Grant(await IdAsync(world.Ben), "write")));
        Assert.Equal(HttpStatusCode.OK, (await world.Ben.GetAsync(run.Location.TrimStart('/'))).Status);
        var again = await world.Ben.PostAsync($"api/v1/schedules/{id}/run", null);
        Assert.Equal((HttpStatusCode.Accepted, "ana"), (again.Status, Word(again.Body["maker"], "name")));
        await UntilAsync(world.Ben, again.Location!.TrimStart('/'), one => Word(one, "status") == "done");
        Assert.Equal("ben", Word((await FiringsAsync(world.Ana, id))[0], "asked_by"));
    }

    private static JsonObject Grant(string user, string level) => new() { ["subject"] = new JsonObject { ["type"] = "user", ["id"] = user }, ["level"] = level };

    [Fact]
    public async Task A_run_that_is_under_way_is_answered_and_not_begun_twice()
    {
        using var go = new SemaphoreSlim(0);
        var answer = world.Hook.Answer;
        world.Hook.Answer = async context =>
        {
            if (context.Request.Path == "/slow")
                await go.WaitAsync(context.RequestAborted);
            await answer(context);
        };
        var id = await MakeAsync(world.Ana, world.Webhook("slow", one => one["interval"] = Every(1, "seconds")));
        await world.Hook.UntilAsync("/slow", 1);
        var run = await world.Ana.PostAsync($"api/v1/schedules/{id}/run", null);
        var same = await world.Ana.PostAsync($"api/v1/schedules/{id}/run", null);
        Assert.Equal(Word(run.Body, "id"), Word(same.Body, "id"));
        var firings = await FiringsAsync(world.Ana, id);
        for (var tries = 0; tries < 100 && firings.All(one => Word(one, "status") != "skipped"); tries++)
        {
            await Task.Delay(100);
            firings = await FiringsAsync(world.Ana, id);
        }

        Assert.Contains(firings, one => Word(one, "status") == "skipped" && Word(one, "message").Contains("under way", StringComparison.Ordinal));
        Assert.Equal(1, world.Hook.Calls.Count(call => call.Path == "/slow"));
        await world.Ana.PatchAsync($"api/v1/schedules/{id}", new JsonObject { ["enabled"] = false });
        go.Release(10);
        await UntilAsync(world.Ana, $"api/v1/runs/{Word(run.Body, "id")}", one => Word(one, "status") == "done");
    }

    [Fact]
    public async Task What_fails_is_tried_again_then_counted_and_after_so_many_in_a_row_paused()
    {
        var answer = world.Hook.Answer;
        var bad = true;
        world.Hook.Answer = context =>
        {
            context.Response.StatusCode = bad && context.Request.Path == "/failing" ? 503 : 200;
            return answer(context);
        };
        var id = await MakeAsync(world.Ana, world.Webhook("failing", one => (one["interval"], one["retries"], one["pause_after"]) = (Every(2, "seconds"), 1, 2)));
        var state = await UntilAsync(world.Ana, $"api/v1/schedules/{id}/state", one => Word(one, "paused_at").Length > 0);
        Assert.Equal(("2", ""), (Word(state, "failures"), Word(state, "next")));
        Assert.Contains("It answered 503", Word(state, "paused_reason"), StringComparison.Ordinal);
        var firings = await FiringsAsync(world.Ana, id);
        Assert.True(firings.Count(one => Word(one, "cause") == "retry" && Word(one, "status") == "failed") == 2, string.Join('\n', firings.Select(one => one.ToJsonString())));
        var calls = world.Hook.Calls.Count(call => call.Path == "/failing");
        await Task.Delay(3_000);
        Assert.Equal(calls, world.Hook.Calls.Count(call => call.Path == "/failing"));

        // A person may try it while it is paused, and its success ends the counting.
        bad = false;
        var run = await world.Ana.PostAsync($"api/v1/schedules/{id}/run", null);
        await UntilAsync(world.Ana, run.Location!.TrimStart('/'), one => Word(one, "status") == "done");
        var resumed = await world.Ana.PostAsync($"api/v1/schedules/{id}/resume", null);
        Assert.Equal((HttpStatusCode.OK, "", "0"), (resumed.Status, Word(resumed.Body, "paused_at"), Word(resumed.Body, "failures")));
        await world.Hook.UntilAsync("/failing", calls + 2);
        await world.Ana.DeleteAsync($"api/v1/schedules/{id}");
        world.Hook.Answer = answer;
    }

    [Fact]
    public async Task A_chain_goes_on_after_the_run_has_ended_by_how_it_ended()
    {
        var answer = world.Hook.Answer;
        world.Hook.Answer = context =>
        {
            context.Response.StatusCode = context.Request.Path == "/link-bad" ? 500 : 200;
            return answer(context);
        };
        Task<string> LinkAsync(string name, params (string To, string When, int Delay)[] chain) => MakeAsync(world.Ana, world.Webhook(name, one =>
            one["chain"] = chain.Length == 0 ? null : new JsonArray([.. chain.Select(link => (JsonNode)new JsonObject { ["schedule"] = link.To, ["when"] = link.When, ["delay"] = link.Delay })])));
        var (good, sorry, always) = (await LinkAsync("link-good"), await LinkAsync("link-sorry"), await LinkAsync("link-always"));
        var bad = await LinkAsync("link-bad", (good, "success", 0), (sorry, "failure", 1), (always, "always", 0));
        var first = await LinkAsync("link-first", (bad, "success", 0), (sorry, "failure", 0));
        await world.Ana.PostAsync($"api/v1/schedules/{first}/run", null);
        await world.Hook.UntilAsync("/link-sorry", 1);
        await world.Hook.UntilAsync("/link-always", 1);
        Assert.Equal(["/link-first", "/link-bad"], world.Hook.Calls.Where(call => call.Path.StartsWith("/link-", StringComparison.Ordinal)).Select(call => call.Path).Take(2));
        Assert.Single(world.Hook.Calls, call => call.Path == "/link-sorry");
        Assert.DoesNotContain(world.Hook.Calls, call => call.Path == "/link-good");
        var firing = Assert.Single(await FiringsAsync(world.Ana, sorry));
        Assert.Equal(("chain", Word((await FiringsAsync(world.Ana, bad))[0], "id")), (Word(firing, "cause"), Word(firing, "parent")));
        world.Hook.Answer = answer;
    }

    [Fact]
    public async Task A_chain_is_not_followed_where_the_owner_may_no_longer_go()
    {
        var theirs = await MakeAsync(world.Ben, world.Webhook("theirs"));
        var (ana, ben) = (await IdAsync(world.Ana), await IdAsync(world.Ben));
        await world.Ben.PutAsync($"api/v1/schedules/{theirs}/grants", new JsonArray(Grant(ben, "admin"), Grant(ana, "write")));
        var mine = await MakeAsync(world.Ana, world.Webhook("mine", one => one["chain"] = new JsonArray(new JsonObject { ["schedule"] = theirs })));
        await world.Ben.PutAsync($"api/v1/schedules/{theirs}/grants", new JsonArray(Grant(ben, "admin"), Grant(ana, "read")));
        await world.Ana.PostAsync($"api/v1/schedules/{mine}/run", null);
        await UntilAsync(world.Ben, $"api/v1/schedules/{theirs}/runs", one => one["results"]!.AsArray() is [{ } firing] && Word(firing, "status") == "skipped");
        Assert.DoesNotContain(world.Hook.Calls, call => call.Path == "/theirs");
    }

    [Fact]
    public async Task A_schedule_of_a_team_works_as_the_team_and_its_members_see_the_runs()
    {
        var team = (await world.Ana.PostAsync("api/v1/teams", new JsonObject { ["name"] = "Night shift" })).Body["id"]!.GetValue<string>();
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/schedules") { Content = Content(world.Webhook("team")) };
        request.Headers.Add("X-Maestro-Team", team);
        var made = JsonNode.Parse(await (await world.Ana.Http.SendAsync(request)).Content.ReadAsStringAsync())!;
        Assert.Equal("team", Word(made["owner"], "type"));
        var run = await world.Ana.PostAsync($"api/v1/schedules/{Word(made, "id")}/run", null);
        Assert.Equal("Night shift", Word(run.Body["maker"], "name"));
        await UntilAsync(world.Ana, run.Location!.TrimStart('/'), one => Word(one, "status") == "done");
        Assert.Contains((await world.Ana.GetAsync("api/v1/runs?type=webhook")).Body["results"]!.AsArray(), one => Word(one, "id") == Word(run.Body, "id"));
    }

    [Fact]
    public async Task A_schedule_whose_owner_has_gone_fails_and_says_why()
    {
        var gone = new ApiClient(await world.App.SignInNewUserAsync($"gone-{Guid.NewGuid():N}@example.org"));
        var (id, user) = (await MakeAsync(gone, world.Webhook("gone", one => (one["interval"], one["pause_after"]) = (Every(3, "seconds"), 1))), await IdAsync(gone));
        var admin = new ApiClient(await world.App.SignInAsync());
        Assert.Equal(HttpStatusCode.NoContent, (await admin.DeleteAsync($"api/v1/users/{user}")).Status);
        var state = await UntilAsync(admin, $"api/v1/schedules/{id}/state", one => Word(one, "paused_at").Length > 0);
        Assert.Contains("no account", Word(state, "paused_reason"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_time_that_was_missed_is_left_out_or_made_up_for_as_the_schedule_says()
    {
        await LateAsync("skip");
        await LateAsync("once");
        // What was missed is looked for once a minute; both are by then.
        await world.Hook.UntilAsync("/late-once", 1);
        await Task.Delay(2_000);
        Assert.Single(world.Hook.Calls, call => call.Path == "/late-once");
        Assert.DoesNotContain(world.Hook.Calls, call => call.Path == "/late-skip");
    }

    // A Maestro that was away when the schedule was to come: its trigger is made to have been due an hour ago.
    private async Task LateAsync(string misfire)
    {
        var id = await MakeAsync(world.Ana, world.Webhook($"late-{misfire}", one => (one["misfire"], one["cron"], one["interval"]) = (misfire, "0 0 1 1 *", null)));
        for (var tries = 0; tries < 100; tries++)
        {
            await using var command = world.App.Database.Source.CreateCommand("update scheduling.qrtz_triggers set next_fire_time = $2 where trigger_name = $1 and trigger_state = 'WAITING'");
            command.Parameters.Add(new() { Value = id });
            command.Parameters.Add(new() { Value = TimeProvider.System.GetUtcNow().AddHours(-1).UtcTicks });
            if (await command.ExecuteNonQueryAsync() > 0)
                return;
            await Task.Delay(100);
        }

        Assert.Fail("The schedule has no trigger.");
    }

    [Fact]
    public async Task One_time_of_a_schedule_is_one_firing_however_often_it_is_told()
    {
        var id = Guid.Parse(await MakeAsync(world.Ana, world.Webhook("once-only")));
        var store = world.App.Services.GetRequiredService<FiringStore>();
        await UntilAsync(world.Ana, $"api/v1/schedules/{id}/state", one => Word(one, "next").Length > 0);
        var planned = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var told = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => store.FireAsync(id, planned, null, default)));
        Assert.Single(told, fired => fired);
        await world.Hook.UntilAsync("/once-only", 1);
    }

    [Fact]
    public async Task When_too_much_waits_a_firing_waits_in_the_database_and_is_not_lost()
    {
        await using var hook = await HookServer.StartAsync();
        using var go = new SemaphoreSlim(0);
        hook.Answer = async context =>
        {
            await go.WaitAsync(context.RequestAborted);
            await context.Response.WriteAsync("ok");
        };
        await using var app = await App.StartAsync(postgres, [.. Quick, "--Scheduling:Workers=1", "--Scheduling:QueueLength=1"]);
        var client = new ApiClient(await app.SignInAsync());
        var ids = new List<string>();
        for (var at = 0; at < 6; at++)
        {
            var schedule = world.Webhook($"crowd-{at}", one => (one["first_run_at_once"], one["webhook"]!["url"]) = (true, $"{hook.Url}/crowd"));
            ids.Add(await MakeAsync(client, schedule));
        }

        await hook.UntilAsync("/crowd", 1);
        await Task.Delay(2_000);
        Assert.Single(hook.Calls);
        go.Release(100);
        await hook.UntilAsync("/crowd", 6);
        foreach (var id in ids)
            await UntilAsync(client, $"api/v1/schedules/{id}/state", one => Word(one["last"], "status") == "done");
    }
}

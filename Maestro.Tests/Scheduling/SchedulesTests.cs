using System.Net;
using System.Text.Json.Nodes;
using Maestro.Tests.Support;
using static Maestro.Tests.Scheduling.ScheduleWorld;

namespace Maestro.Tests.Scheduling;

/// <summary>What may stand in a schedule, and who may put it there.</summary>
public sealed class SchedulesTests(ScheduleWorld world) : IClassFixture<ScheduleWorld>
{
    private static string[] Faults(Answer answer)
    {
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        return [.. ((JsonObject)answer.Body["errors"]!).Select(pair => pair.Key).Order(StringComparer.Ordinal)];
    }

    [Fact]
    public async Task A_schedule_is_made_changed_listed_and_retired()
    {
        var made = await world.Ana.PostAsync("api/v1/schedules", world.Webhook("made"));
        Assert.Equal((HttpStatusCode.Created, "\"1\""), (made.Status, made.ETag));
        var id = Word(made.Body, "id");
        Assert.Equal($"/api/v1/schedules/{id}", made.Location);
        Assert.Equal(("true", "UTC", "skip", "5"), (Word(made.Body, "enabled"), Word(made.Body, "time_zone"), Word(made.Body, "misfire"), Word(made.Body, "pause_after")));

        Assert.Equal(HttpStatusCode.PreconditionFailed, (await world.Ana.PatchAsync($"api/v1/schedules/{id}", new JsonObject { ["enabled"] = false }, "\"7\"")).Status);
        var cron = await world.Ana.PatchAsync($"api/v1/schedules/{id}", new JsonObject { ["cron"] = "0 8 * * 1-5", ["time_zone"] = "America/Sao_Paulo" }, "\"1\"");
        Assert.True(cron.Status == HttpStatusCode.OK, cron.Text);
        Assert.Equal(("0 8 * * 1-5", ""), (Word(cron.Body, "cron"), Word(cron.Body, "interval")));
        var state = (await world.Ana.GetAsync($"api/v1/schedules/{id}/state")).Body;
        Assert.EndsWith("T11:00:00.000Z", Word(state, "next"), StringComparison.Ordinal);
        Assert.Equal("", Word((await UntilAsync(world.Ana, $"api/v1/schedules/{id}/state", _ => true)), "last"));

        await world.Ana.PatchAsync($"api/v1/schedules/{id}", new JsonObject { ["enabled"] = false });
        Assert.Equal("", Word((await world.Ana.GetAsync($"api/v1/schedules/{id}/state")).Body, "next"));
        Assert.Equal(1, (await world.Ana.GetAsync($"api/v1/schedules?id={id}&enabled=false&module=webhook")).Body["count"]!.GetValue<int>());
        Assert.Equal(HttpStatusCode.NoContent, (await world.Ana.DeleteAsync($"api/v1/schedules/{id}")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await world.Ana.PostAsync($"api/v1/schedules/{id}/run", null)).Status);
        Assert.Equal(HttpStatusCode.OK, (await world.Ana.PostAsync($"api/v1/schedules/{id}/restore", null)).Status);
    }

    [Fact]
    public async Task Every_mistake_is_told_at_once_with_its_field()
    {
        var bad = new JsonObject
        {
            ["name"] = "bad", ["module"] = "webhook", ["cron"] = "99 * * * *", ["time_zone"] = "Nowhere", ["misfire"] = "twice", ["target"] = Guid.NewGuid().ToString(), ["no_such_field"] = 1,
            ["webhook"] = new JsonObject
            {
                ["method"] = "BREW", ["url"] = "ftp://example.org", ["timeout"] = 500, ["body"] = "{{secret}}",
                ["headers"] = new JsonArray(new JsonObject { ["name"] = "Authorization", ["value"] = "x" }, new JsonObject { ["name"] = "X-Maestro-Signature", ["value"] = "x" }, new JsonObject { ["name"] = "X Y", ["value"] = "x" }),
            },
        };
        Assert.Equal(
        [
            "cron", "misfire", "no_such_field", "target", "time_zone", "webhook.body", "webhook.headers.0.name", "webhook.headers.1.name", "webhook.headers.2.name", "webhook.method", "webhook.timeout", "webhook.url",
        ], Faults(await world.Ana.PostAsync("api/v1/schedules", bad)));
        Assert.Equal(["interval", "module", "name"], Faults(await world.Ana.PostAsync("api/v1/schedules", new JsonObject())));
        // What nobody here does is not offered.
        var report = await world.Ana.PostAsync("api/v1/schedules", new JsonObject { ["name"] = "r", ["module"] = "report", ["cron"] = "0 8 * * *" });
        Assert.Equal(["module"], Faults(report));
        Assert.Contains("webhook", report.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_checked_is_what_is_stored_in_whatever_shape_it_comes()
    {
        var self = await MakeAsync(world.Ana, world.Webhook("shapes"));
        var foreign = await MakeAsync(world.Ben, world.Webhook("shapes-ben"));
        Task<Answer> PatchAsync(string json) => world.Ana.PatchAsync($"api/v1/schedules/{self}", JsonNode.Parse(json));
        Assert.Equal(["chain.0.schedule"], Faults(await PatchAsync($$"""{"chain":{"schedule":"{{foreign}}"} }""")));
        Assert.Equal(["chain.0.schedule"], Faults(await PatchAsync($$"""{"chain":[{"schedule":{"id":"{{self}}"} }]}""")));
        Assert.Equal(["webhook.headers.0.name"], Faults(await PatchAsync("""{"webhook":{"headers":{"name":"Host","value":"x"}}}""")));
        Assert.Equal(["webhook.method"], Faults(await PatchAsync("""{"webhook":{"method":7}}""")));
        Assert.Equal(["misfire"], Faults(await PatchAsync("""{"misfire":true}""")));
        Assert.Equal(["interval.every"], Faults(await PatchAsync("""{"interval":{"every":1.5}}""")));
        foreach (var nonsense in new[] { "[]", "[1]", "\"x\"", "{\"webhook\":{\"secret\":[1]}}", "{\"interval\":7}", "{\"target\":[[]]}", "{\"chain\":[null,7]}", "{\"tasks\":{\"a\":{}}}", "{\"webhook\":7}" })
        {
            var answer = await PatchAsync(nonsense);
            Assert.True((int)answer.Status is 200 or 400 or 422, $"{nonsense}: {answer.Status} {answer.Text}");
            var made = await world.Ana.PostAsync("api/v1/schedules", JsonNode.Parse(nonsense));
            Assert.True((int)made.Status is 201 or 400 or 422, $"{nonsense}: {made.Status} {made.Text}");
        }
    }

    [Fact]
    public async Task Of_several_all_or_none_are_made()
    {
        var refused = await world.Ana.PostAsync("api/v1/schedules", new JsonArray(world.Webhook("several-a"), world.Webhook("several-b", one => one["cron"] = "x")));
        Assert.Equal(["1.cron"], Faults(refused));
        Assert.Equal(0, (await world.Ana.GetAsync("api/v1/schedules?name__isw=several-")).Body["count"]!.GetValue<int>());
        var made = await world.Ana.PostAsync("api/v1/schedules", new JsonArray(world.Webhook("several-a"), world.Webhook("several-b")));
        Assert.Equal((HttpStatusCode.Created, 2), (made.Status, made.List.Count));
    }

    [Fact]
    public async Task The_generic_way_to_write_is_closed_and_everything_else_of_it_is_open()
    {
        var id = await MakeAsync(world.Ana, world.Webhook("generic"));
        var bulk = await world.Ana.PatchAsync("api/v1/schedules", new JsonArray(new JsonObject { ["id"] = id, ["cron"] = "nonsense" }));
        Assert.Equal(HttpStatusCode.Forbidden, bulk.Status);
        var plan = await world.Ana.PostAsync("api/v1/imports?source=csv&kind=schedules", null);
        Assert.NotEqual(HttpStatusCode.Created, plan.Status);
        var ben = await IdAsync(world.Ben);
        var grants = new JsonArray(Grant(await IdAsync(world.Ana), "admin"), Grant(ben, "read"));
        Assert.Equal(HttpStatusCode.OK, (await world.Ana.PutAsync($"api/v1/schedules/{id}/grants", grants)).Status);
        Assert.Equal(HttpStatusCode.OK, (await world.Ben.GetAsync($"api/v1/schedules/{id}")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await world.Ben.PostAsync($"api/v1/schedules/{id}/run", null)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await world.Ben.PatchAsync($"api/v1/schedules/{id}", new JsonObject { ["enabled"] = false })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await world.Ben.PostAsync($"api/v1/schedules/{id}/test", null)).Status);
        Assert.Equal(2, (await world.Ana.GetAsync($"api/v1/schedules/{id}/history")).Body["results"]!.AsArray().Count);
    }

    private static JsonObject Grant(string user, string level) => new() { ["subject"] = new JsonObject { ["type"] = "user", ["id"] = user }, ["level"] = level };

    [Fact]
    public async Task A_schedule_whose_retiring_is_undone_comes_again()
    {
        var id = await MakeAsync(world.Ana, world.Webhook("undone"));
        await world.Ana.DeleteAsync($"api/v1/schedules/{id}");
        Assert.Equal("", Word((await world.Ana.GetAsync($"api/v1/schedules/{id}/state")).Body, "next"));
        await TriggersAsync(id, 0);
        var history = (await world.Ana.GetAsync($"api/v1/schedules/{id}/history")).Body["results"]!.AsArray();
        var undo = await world.Ana.PostAsync($"api/v1/change-sets/{Word(history[0], "change_set")}/undo", null);
        Assert.True(undo.Status == HttpStatusCode.Created, undo.Text);
        var applied = await world.Ana.PostAsync($"api/v1/plans/{Word(undo.Body, "id")}/apply", null);
        Assert.True(applied.Status == HttpStatusCode.OK, applied.Text);
        Assert.NotEqual("", Word((await world.Ana.GetAsync($"api/v1/schedules/{id}/state")).Body, "next"));
        await TriggersAsync(id, 1);
    }

    // The clock hears of it from the news, as it would of a change that another process made.
    private async Task TriggersAsync(string schedule, long expected)
    {
        for (var tries = 0; tries < 200; tries++)
        {
            await using var count = world.App.Database.Source.CreateCommand("select count(*) from scheduling.qrtz_triggers where trigger_name = $1");
            count.Parameters.Add(new() { Value = schedule });
            if ((long)(await count.ExecuteScalarAsync())! == expected)
                return;
            await Task.Delay(100);
        }

        Assert.Fail($"The schedule has not {expected} triggers.");
    }

    [Fact]
    public async Task A_chain_must_not_come_back_nor_go_where_one_may_not()
    {
        var (a, b, c) = (await MakeAsync(world.Ana, world.Webhook("chain-a")), await MakeAsync(world.Ana, world.Webhook("chain-b")), await MakeAsync(world.Ana, world.Webhook("chain-c")));
        Task<Answer> LinkAsync(string from, string to, string when = "success") =>
            world.Ana.PatchAsync($"api/v1/schedules/{from}", new JsonObject { ["chain"] = new JsonArray(new JsonObject { ["schedule"] = to, ["when"] = when }) });
        Assert.Equal(["chain.0.schedule"], Faults(await LinkAsync(a, a)));
        Assert.Equal(["chain.0.when"], Faults(await LinkAsync(a, b, "sometimes")));
        Assert.Equal(HttpStatusCode.OK, (await LinkAsync(a, b)).Status);
        Assert.Equal(HttpStatusCode.OK, (await LinkAsync(b, c)).Status);
        var back = await LinkAsync(c, a);
        Assert.Equal(["chain"], Faults(back));
        Assert.Contains("comes back", back.Text, StringComparison.Ordinal);
        // Another's schedule does not exist for one.
        var foreign = await MakeAsync(world.Ben, world.Webhook("chain-ben"));
        Assert.Equal(["chain.0.schedule"], Faults(await LinkAsync(c, foreign)));
        Assert.Equal("chain-b", Word((await world.Ana.GetAsync($"api/v1/schedules/{a}")).Body["chain"]![0]!["schedule"], "name"));
    }

    [Fact]
    public async Task A_chain_is_at_most_ten_schedules_long()
    {
        string? after = null;
        for (var at = 0; at < 10; at++)
        {
            var next = after;
            after = await MakeAsync(world.Ana, world.Webhook($"long-{at}", one => one["chain"] = next is null ? null : new JsonArray(new JsonObject { ["schedule"] = next })));
        }

        Assert.Equal(["chain"], Faults(await world.Ana.PostAsync("api/v1/schedules", world.Webhook("long-10", one => one["chain"] = new JsonArray(new JsonObject { ["schedule"] = after })))));
    }

    [Fact]
    public async Task The_next_times_are_shown_before_anything_is_saved()
    {
        var five = (await world.Ana.PostAsync("api/v1/schedules/preview", new JsonObject { ["cron"] = "0 8 * * *", ["time_zone"] = "America/Sao_Paulo" })).Body["next"]!.AsArray();
        Assert.Equal(5, five.Count);
        Assert.All(five, time => Assert.EndsWith("T11:00:00.000Z", time!.GetValue<string>(), StringComparison.Ordinal));
        Assert.Equal(["cron"], Faults(await world.Ana.PostAsync("api/v1/schedules/preview", new JsonObject { ["cron"] = "0 8 * *" })));
    }
}

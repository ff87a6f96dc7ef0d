using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Audit;
using Maestro.Modules.Notifications.Following;
using Maestro.Modules.Notifications.Inboxes;
using Maestro.Modules.Scheduling;
using Maestro.Modules.Kernel;
using Maestro.Tests.Scheduling;
using Maestro.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using static Maestro.Tests.Scheduling.ScheduleWorld;

namespace Maestro.Tests.Notifications;

/// <summary>Whom it is told that a run has ended, once, and what they may read of it.</summary>
public sealed class InboxTests(ScheduleWorld world, Postgres postgres) : IClassFixture<ScheduleWorld>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_failed_run_is_told_to_its_owner_and_to_nobody_else()
    {
        var id = await FailingAsync(world.Ana, "told-owner");
        var message = await MessageAsync(world.Ana, "told-owner");
        Assert.Equal(("run_failed", "bad", "Webhook told-owner failed"), (Word(message, "event"), Word(message, "severity"), Word(message, "title")));
        Assert.Contains("503", Word(message, "text"), StringComparison.Ordinal);
        Assert.Equal($"runs/{Word(message, "run")}", Word(message, "page"));
        Assert.Equal(id, Word(message["record"], "id"));
        Assert.DoesNotContain(await MessagesAsync(world.Ben), one => Word(one, "title").Contains("told-owner", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_team_is_told_by_all_of_its_members_and_whoever_has_left_reads_no_name()
    {
        var made = await world.Ana.PostAsync("api/v1/teams", new JsonObject { ["name"] = "Nightwatch" });
        var team = Word(made.Body, "id");
        var (ana, ben) = (await IdAsync(world.Ana), await IdAsync(world.Ben));
        await MembersAsync(team, ana, ben);
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/schedules") { Content = Content(world.Webhook("told-team", one => one["webhook"]!["url"] = "http://127.0.0.1:9/nothing")) };
        request.Headers.Add("X-Maestro-Team", team);
        var answer = await world.Ana.Http.SendAsync(request, Cancel);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync(Cancel));
        var id = Word(await answer.Content.ReadFromJsonAsync<JsonObject>(Cancel), "id");
        await world.Ana.PostAsync($"api/v1/schedules/{id}/run", null);
        Assert.Equal("Webhook told-team failed", Word(await MessageAsync(world.Ana, "told-team"), "title"));
        Assert.Equal("Webhook told-team failed", Word(await MessageAsync(world.Ben, "told-team"), "title"));
        await MembersAsync(team, ana);
        var left = Assert.Single(await MessagesAsync(world.Ben), one => Word(one, "title") == "A webhook failed");
        Assert.Equal(("You may no longer see what it is about.", "", "", ""), (Word(left, "text"), Word(left, "page"), Word(left, "run"), Word(left, "record")));
    }

    [Fact]
    public async Task A_paused_schedule_is_told_with_how_often_it_has_failed()
    {
        await MakeAsync(world.Ana, world.Webhook("told-paused", one => (one["interval"], one["pause_after"], one["webhook"]!["url"]) = (Every(1, "seconds"), 2, "http://127.0.0.1:9/nothing")));
        var message = await MessageAsync(world.Ana, "told-paused is paused");
        Assert.Equal(("schedule_paused", "warning", "Schedule told-paused is paused"), (Word(message, "event"), Word(message, "severity"), Word(message, "title")));
        Assert.StartsWith("2 runs in a row have failed.", Word(message, "text"), StringComparison.Ordinal);
        Assert.StartsWith("schedules/", Word(message, "page"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_tries_of_one_firing_are_told_once_and_the_pause_says_how_many_they_were()
    {
        var id = await MakeAsync(world.Ana, world.Webhook("told-tries", one => (one["retries"], one["pause_after"], one["webhook"]!["url"]) = (2, 1, "http://127.0.0.1:9/nothing")));
        await world.Ana.PostAsync($"api/v1/schedules/{id}/run", null);
        var paused = await MessageAsync(world.Ana, "told-tries is paused", 150);
        Assert.StartsWith("Its run has failed after 3 tries.", Word(paused, "text"), StringComparison.Ordinal);
        var failed = Assert.Single(await MessagesAsync(world.Ana), one => Word(one, "title") == "Webhook told-tries failed");
        Assert.EndsWith("It was tried 3 times.", Word(failed, "text"), StringComparison.Ordinal);
        Assert.Equal(Word((await FiringsAsync(world.Ana, id)).Single(one => Word(one, "attempt") == "3"), "run"), Word(failed, "run"));
    }

    [Fact]
    public async Task A_try_that_goes_well_after_one_that_failed_is_said_in_its_message()
    {
        var calls = 0;
        world.Hook.Answer = context =>
        {
            context.Response.StatusCode = context.Request.Path == "/told-well" && Interlocked.Increment(ref calls) == 1 ? 503 : 200;
            return Task.CompletedTask;
        };
        var id = await MakeAsync(world.Ana, world.Webhook("told-well", one => one["retries"] = 1));
        await world.Ana.PostAsync($"api/v1/schedules/{id}/run", null);
        await MessageAsync(world.Ana, "told-well failed");
        for (var tries = 0; tries < 600 && Word((await MessagesAsync(world.Ana)).Single(one => Word(one, "title") == "Webhook told-well failed"), "text") != "Try 2 went well."; tries++)
            await Task.Delay(100, Cancel);
        Assert.Equal("Try 2 went well.", Word((await MessagesAsync(world.Ana)).Single(one => Word(one, "title") == "Webhook told-well failed"), "text"));
    }

    [Fact]
    public async Task What_belonged_to_a_deleted_account_or_team_goes_and_what_a_deactivated_one_has_stays()
    {
        var (gone, away) = (new ApiClient(await world.App.SignInNewUserAsync("gone@example.org")), new ApiClient(await world.App.SignInNewUserAsync("away@example.org")));
        var (goneId, awayId) = (await IdAsync(gone), await IdAsync(away));
        foreach (var client in new[] { gone, away })
        {
            Assert.Equal(HttpStatusCode.Created, (await client.PostAsync("api/v1/subscriptions", new JsonObject { ["kind"] = "image", ["name"] = "All", ["query"] = "" })).Status);
            Assert.Equal(HttpStatusCode.OK, (await client.PutAsync("api/v1/me/webhook", new JsonObject { ["url"] = $"{world.Hook.Url}/leaving" })).Status);
            await FailingAsync(client, "leaving");
            await MessageAsync(client, "leaving");
        }

        var team = Word((await world.Ben.PostAsync("api/v1/teams", new JsonObject { ["name"] = "Leaving" })).Body, "id");
        Assert.Equal(HttpStatusCode.OK, (await world.Ben.PutAsync($"api/v1/teams/{team}/webhook", new JsonObject { ["url"] = $"{world.Hook.Url}/leaving" })).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await world.Ben.DeleteAsync($"api/v1/teams/{team}")).Status);
        var left = await gone.DeleteAsync("api/v1/me", new JsonObject { ["current_password"] = App.AdminPassword, ["records_to"] = $"user:{await IdAsync(world.Ben)}" });
        Assert.True(left.Status == HttpStatusCode.NoContent, left.Text);
        var admin = new ApiClient(await world.App.SignInAsync());
        Assert.True((await admin.PatchAsync($"api/v1/users/{awayId}", new JsonObject { ["active"] = false })).Status == HttpStatusCode.OK);

        await ActivatorUtilities.CreateInstance<Keeping>(world.App.Services).SweepAsync(Cancel);
        Assert.Equal((0L, 0L, 0L), (await CountAsync("messages", "user_id", goneId), await CountAsync("subscriptions", "user_id", goneId), await CountAsync("hooks", "owner_id", goneId)));
        Assert.Equal(0L, await CountAsync("hooks", "owner_id", team));
        Assert.Equal((1L, 1L, 1L), (await CountAsync("messages", "user_id", awayId), await CountAsync("subscriptions", "user_id", awayId), await CountAsync("hooks", "owner_id", awayId)));
    }

    private async Task<long> CountAsync(string table, string column, string id)
    {
        await using var ask = world.App.Database.Source.CreateCommand($"select count(*) from notifications.{table} where {column} = '{id}'");
        return (long)(await ask.ExecuteScalarAsync(Cancel))!;
    }

    [Fact]
    public async Task What_is_unread_is_counted_and_read_one_by_one_or_all_at_once()
    {
        var cai = new ApiClient(await world.App.SignInNewUserAsync("cai@example.org"));
        Assert.Equal(0, await UnreadAsync(cai));
        foreach (var name in new[] { "count-one", "count-two", "count-three" })
        {
            await FailingAsync(cai, name);
            await MessageAsync(cai, name);
        }

        Assert.Equal(3, await UnreadAsync(cai));
        var first = (await MessagesAsync(cai))[0];
        Assert.Equal(HttpStatusCode.NotFound, (await world.Ben.PostAsync($"api/v1/notifications/{Word(first, "id")}/read", null)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await cai.PostAsync($"api/v1/notifications/{Word(first, "id")}/read", null)).Status);
        Assert.Equal(2, await UnreadAsync(cai));
        Assert.Equal(2, (await cai.GetAsync("api/v1/notifications?unread=true")).Body["results"]!.AsArray().Count);
        var page = (await cai.GetAsync("api/v1/notifications?limit=2")).Body;
        Assert.Single((await cai.GetAsync(Word(page, "next").TrimStart('/'))).Body["results"]!.AsArray());
        Assert.Empty((await cai.GetAsync("api/v1/notifications?event=records")).Body["results"]!.AsArray());
        Assert.Equal(HttpStatusCode.BadRequest, (await cai.GetAsync("api/v1/notifications?event=nonsense")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await cai.PostAsync("api/v1/notifications/read", null)).Status);
        Assert.Equal(0, await UnreadAsync(cai));
    }

    [Fact]
    public async Task What_is_told_again_because_the_bookmark_was_not_moved_makes_no_second_message()
    {
        var before = await world.App.Services.GetRequiredService<IFeed>().NowAsync(Cancel);
        await FailingAsync(world.Ana, "told-twice");
        await MessageAsync(world.Ana, "told-twice");
        var bookmarks = world.App.Services.GetRequiredService<Bookmarks>();
        await bookmarks.MoveAsync(Follower.RunFeed, before, Cancel);
        var ended = (await world.App.Services.GetRequiredService<IRuns>().EndedAsync(Actor.System("test"), before, 100, Cancel)).Next;
        for (var tries = 0; tries < 600 && (await bookmarks.FindAsync(Follower.RunFeed, Cancel)).Id < ended.Id; tries++)
        {
            await world.App.Services.GetRequiredService<Follower>().RoundAsync(Cancel);
            await Task.Delay(50, Cancel);
        }

        Assert.Single(await MessagesAsync(world.Ana), one => Word(one, "title").Contains("told-twice", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_processes_on_one_database_tell_once()
    {
        await using var database = await postgres.CloneAsync();
        using var folder = new TemporaryFolder();
        await using var one = await App.OnAsync(database, folder, Quick);
        await using var other = await App.OnAsync(database, folder, Quick);
        var client = new ApiClient(await one.SignInAsync());
        for (var at = 0; at < 5; at++)
            await FailingAsync(client, $"once-{at}");
        for (var at = 0; at < 5; at++)
            await MessageAsync(client, $"once-{at}");
        await Task.WhenAll(one.Services.GetRequiredService<Follower>().RoundAsync(Cancel), other.Services.GetRequiredService<Follower>().RoundAsync(Cancel));
        Assert.Equal(5, (await MessagesAsync(client)).Count(message => Word(message, "title").Contains("once-", StringComparison.Ordinal)));
    }

    /// <summary>A webhook that nobody answers, run once.</summary>
    private async Task<string> FailingAsync(ApiClient client, string name)
    {
        var id = await MakeAsync(client, world.Webhook(name, one => (one["enabled"], one["webhook"]!["url"]) = (false, $"{world.Hook.Url}/fails")));
        world.Hook.Answer = context =>
        {
            context.Response.StatusCode = context.Request.Path == "/fails" ? 503 : 200;
            return Task.CompletedTask;
        };
        var run = await client.PostAsync($"api/v1/schedules/{id}/run", null);
        Assert.True(run.Status == HttpStatusCode.Accepted, run.Text);
        return id;
    }

    private async Task MembersAsync(string team, params string[] members) => await world.Ana.PutAsync(
        $"api/v1/teams/{team}/members", new JsonArray([.. members.Select((id, at) => new JsonObject { ["id"] = id, ["level"] = at == 0 ? "admin" : "write" })]));

    internal static async Task<IReadOnlyList<JsonObject>> MessagesAsync(ApiClient client) =>
        [.. (await client.GetAsync("api/v1/notifications?limit=200")).Body["results"]!.AsArray().Select(one => (JsonObject)one!)];

    /// <summary>The message whose title holds some words, as soon as it is there.</summary>
    internal static async Task<JsonObject> MessageAsync(ApiClient client, string words, int seconds = 60)
    {
        for (var tries = 0; tries < seconds * 10; tries++)
        {
            if ((await MessagesAsync(client)).FirstOrDefault(one => Word(one, "title").Contains(words, StringComparison.Ordinal)) is { } found)
                return found;
            await Task.Delay(100, Cancel);
        }

        throw new TimeoutException($"Nobody was told of {words}: {(await client.GetAsync("api/v1/notifications")).Text}");
    }

    private static async Task<int> UnreadAsync(ApiClient client) => (int)(await client.GetAsync("api/v1/notifications")).Body["unread"]!;
}

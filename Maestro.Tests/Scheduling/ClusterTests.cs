using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Maestro.Tests.Support;
using Microsoft.AspNetCore.Http;
using static Maestro.Tests.Scheduling.ScheduleWorld;

namespace Maestro.Tests.Scheduling;

/// <summary>Several Maestros on one database: no time is fired twice, and what a dead one left goes on elsewhere.</summary>
public sealed class ClusterTests(Postgres postgres)
{
    private static JsonObject Tick(string url, int seconds) => new()
    {
        ["name"] = "tick", ["module"] = "webhook", ["interval"] = Every(seconds, "seconds"), ["retries"] = 0, ["pause_after"] = 100,
        ["webhook"] = new JsonObject { ["url"] = url, ["body"] = """{"planned":"{{planned_at}}"}""", ["timeout"] = 60 },
    };

    [Fact]
    public async Task Two_Maestros_on_one_database_never_fire_a_time_twice()
    {
        await using var database = await postgres.CloneAsync();
        using var folder = new TemporaryFolder();
        await using var hook = await HookServer.StartAsync();
        await using var first = await App.OnAsync(database, folder, Quick);
        await using var second = await App.OnAsync(database, folder, Quick);
        var client = new ApiClient(await first.SignInAsync());
        var id = await MakeAsync(client, Tick($"{hook.Url}/tick", 1));
        await hook.UntilAsync("/tick", 12);
        // Changes of the record go on meanwhile, through the other one.
        var other = new ApiClient(await second.SignInAsync());
        await other.PatchAsync($"api/v1/schedules/{id}", new JsonObject { ["name"] = "tock" });
        await hook.UntilAsync("/tick", 16);
        await other.DeleteAsync($"api/v1/schedules/{id}");
        await Task.Delay(2_500);
        var planned = hook.Calls.Select(call => Word(JsonNode.Parse(call.Body), "planned")).ToList();
        Assert.Equal(planned.Distinct().Count(), planned.Count);
        var times = planned.Select(text => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture)).Order().ToList();
        Assert.InRange(times.Zip(times.Skip(1), (a, b) => (b - a).TotalSeconds).Max(), 0.9, 3.1);
        // After it is retired nothing comes any more, from neither.
        var count = hook.Calls.Count;
        await Task.Delay(2_500);
        Assert.Equal(count, hook.Calls.Count);
    }

    [Fact]
    public async Task What_a_killed_Maestro_had_begun_is_begun_again_elsewhere_and_its_schedule_goes_on()
    {
        await using var database = await postgres.CloneAsync();
        using var folder = new TemporaryFolder();
        await using var hook = await HookServer.StartAsync();
        using var dead = new SemaphoreSlim(0);
        hook.Answer = async context =>
        {
            if (dead.CurrentCount == 0)
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
            await context.Response.WriteAsync("ok");
        };
        using var victim = await MaestroProcess.StartAsync(folder.Path, [$"--ConnectionStrings:Maestro={database.ConnectionString}", $"--MAESTRO_ADMIN_EMAIL={App.AdminEmail}", $"--MAESTRO_ADMIN_PASSWORD={App.AdminPassword}", .. Quick]);
        using var http = new HttpClient { BaseAddress = victim.Address };
        var signedIn = await (await http.PostAsJsonAsync("api/v1/auth/token", new { email = App.AdminEmail, password = App.AdminPassword })).Content.ReadFromJsonAsync<JsonObject>();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Word(signedIn, "token"));
        var id = await MakeAsync(new ApiClient(http), Tick($"{hook.Url}/victim", 2));
        var begun = (await hook.UntilAsync("/victim", 1))[0];
        await using var survivor = await App.OnAsync(database, folder, Quick);
        await victim.KillAsync();
        dead.Release();
        var client = new ApiClient(await survivor.SignInAsync());
        // The very time that was under way is done in the end, as the same firing, and counts as no failure.
        var lost = Word(JsonNode.Parse(begun.Body), "planned");
        await UntilAsync(client, $"api/v1/schedules/{id}/runs?limit=200", page => page["results"]!.AsArray().Any(one => Word(one, "planned_at") == lost && Word(one, "status") == "done"), 120);
        Assert.True(hook.Calls.Count(call => Word(JsonNode.Parse(call.Body), "planned") == lost) == 2);
        await UntilAsync(client, $"api/v1/schedules/{id}/runs?limit=200", page => page["results"]!.AsArray().Count(one => Word(one, "status") == "done") >= 3);
        Assert.Equal("0", Word((await client.GetAsync($"api/v1/schedules/{id}/state")).Body, "failures"));
    }
}

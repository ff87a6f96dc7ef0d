using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Maestro.Tests.Support;
using static Maestro.Tests.Scheduling.ScheduleWorld;

namespace Maestro.Tests.Notifications;

/// <summary>The stream of events for scripts: it resumes, hides, filters and ends.</summary>
public sealed class EventsTests(Postgres postgres) : IAsyncLifetime
{
    private App app = null!;
    private ApiClient ana = null!;
    private ApiClient ben = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        app = await App.StartAsync(postgres);
        ana = new ApiClient(await app.SignInNewUserAsync("ana@example.org"));
        ben = new ApiClient(await app.SignInNewUserAsync("ben@example.org"));
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task It_resumes_after_the_last_id_without_loss_and_hides_what_may_not_be_read()
    {
        string last;
        await using (var stream = await Stream.OpenAsync(ana.Http, "api/v1/events"))
        {
            await ben.PostAsync("api/v1/servers", new JsonObject { ["name"] = "of-ben" });
            var made = await ana.PostAsync("api/v1/servers", new JsonObject { ["name"] = "first" });
            var first = await stream.NextAsync();
            Assert.Equal(("change", "first", "create"), (first.Name, Word(first.Data["record"], "name"), Word(first.Data, "action")));
            Assert.Equal(Word(made.Body, "id"), Word(first.Data["record"], "id"));
            last = first.Id;
        }

        // Nobody listens meanwhile.
        await ana.PostAsync("api/v1/servers", new JsonArray(new JsonObject { ["name"] = "second" }, new JsonObject { ["name"] = "third" }));
        await using var again = await Stream.OpenAsync(ana.Http, "api/v1/events", last);
        Assert.Equal(["second", "third"], new[] { await again.NextAsync(), await again.NextAsync() }.Select(one => Word(one.Data["record"], "name")));
    }

    [Fact]
    public async Task Runs_and_notifications_come_too_and_kinds_narrow_the_changes()
    {
        await using var stream = await Stream.OpenAsync(ana.Http, "api/v1/events?kinds=applications");
        await ana.PostAsync("api/v1/servers", new JsonObject { ["name"] = "unwanted" });
        await ana.PostAsync("api/v1/databases", new JsonObject { ["name"] = "wanted" });
        Assert.Equal("wanted", Word((await stream.NextAsync()).Data["record"], "name"));
        var schedule = await ana.PostAsync("api/v1/schedules", new JsonObject
        {
            ["name"] = "call", ["module"] = "webhook", ["interval"] = Every(1, "days"), ["retries"] = 0, ["webhook"] = new JsonObject { ["url"] = "http://hook.invalid/", ["timeout"] = 1 },
        });
        var run = await ana.PostAsync($"api/v1/schedules/{Word(schedule.Body, "id")}/run", null);
        var heard = new[] { await stream.NextAsync(), await stream.NextAsync() }.ToDictionary(one => one.Name, one => one.Data);
        Assert.Equal((Word(run.Body, "id"), "failed"), (Word(heard["run"], "id"), Word(heard["run"], "status")));
        Assert.Equal(("run_failed", "Webhook call failed"), (Word(heard["notification"], "event"), Word(heard["notification"], "title")));
        Assert.Equal(HttpStatusCode.BadRequest, (await ana.GetAsync("api/v1/events?kinds=nonsense")).Status);
    }

    [Fact]
    public async Task It_ends_when_the_token_is_taken_back_and_refuses_an_id_that_it_has_not_given()
    {
        var made = await ana.PostAsync("api/v1/me/tokens", new JsonObject { ["name"] = "script", ["scope"] = "read" });
        var script = app.Anonymous();
        script.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Word(made.Body, "token"));
        await using var stream = await Stream.OpenAsync(script, "api/v1/events");
        await ana.PostAsync("api/v1/servers", new JsonObject { ["name"] = "heard" });
        Assert.Equal("heard", Word((await stream.NextAsync()).Data["record"], "name"));
        await ana.DeleteAsync($"api/v1/me/tokens/{Word(made.Body, "id")}");
        await ana.PostAsync("api/v1/servers", new JsonObject { ["name"] = "unheard" });
        Assert.Equal(": The session or token has ended.", await stream.EndAsync());
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/v1/events");
        request.Headers.Add("Last-Event-ID", "1-2.nonsense");
        Assert.Equal(HttpStatusCode.BadRequest, (await ana.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel)).StatusCode);
    }

    [Fact]
    public async Task It_says_by_comments_that_it_lives_and_a_stop_of_Maestro_ends_it_at_once()
    {
        await using var other = new Ended(await App.StartAsync(postgres));
        await using var stream = await Stream.OpenAsync(await other.App.SignInAsync(), "api/v1/events");
        Assert.StartsWith(": still here", await stream.CommentAsync(), StringComparison.Ordinal);
        var since = TimeProvider.System.GetTimestamp();
        await other.DisposeAsync();
        await stream.EndAsync();
        Assert.True(TimeProvider.System.GetElapsedTime(since) < TimeSpan.FromSeconds(15));
    }

    private sealed class Ended(App app) : IAsyncDisposable
    {
        private bool ended;

        public App App => app;

        public async ValueTask DisposeAsync()
        {
            if (!ended)
                await app.DisposeAsync();
            ended = true;
        }
    }

    private sealed record Event(string Name, string Id, JsonObject Data);

    /// <summary>A reader of server-sent events.</summary>
    private sealed class Stream(HttpResponseMessage answer, StreamReader reader) : IAsyncDisposable
    {
        private string last = "";

        public static async Task<Stream> OpenAsync(HttpClient client, string url, string? after = null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            if (after is not null)
                request.Headers.Add("Last-Event-ID", after);
            var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
            Assert.Equal(("text/event-stream", HttpStatusCode.OK), (answer.Content.Headers.ContentType?.MediaType, answer.StatusCode));
            var stream = new Stream(answer, new StreamReader(await answer.Content.ReadAsStreamAsync(Cancel)));
            // The first lines say where it begins.
            while (!(await stream.LineAsync())!.StartsWith("id:", StringComparison.Ordinal))
            {
            }

            return stream;
        }

        public async Task<Event> NextAsync()
        {
            var (name, id) = ("", "");
            while (await LineAsync() is { } line)
            {
                if (line.StartsWith("event: ", StringComparison.Ordinal))
                    name = line[7..];
                else if (line.StartsWith("id: ", StringComparison.Ordinal))
                    id = line[4..];
                else if (line.StartsWith("data: ", StringComparison.Ordinal))
                    return new Event(name, id, (JsonObject)JsonNode.Parse(line[6..])!);
            }

            throw new InvalidOperationException($"The stream has ended: {last}");
        }

        public async Task<string> CommentAsync()
        {
            while (await LineAsync() is { } line)
            {
                if (line.StartsWith(':'))
                    return line;
            }

            throw new InvalidOperationException("The stream has ended.");
        }

        /// <summary>The last comment before the end.</summary>
        public async Task<string> EndAsync()
        {
            try
            {
                while (await LineAsync() is not null)
                {
                }
            }
            catch (IOException)
            {
                // Cut off, as a stop may do it.
            }

            return last;
        }

        private async Task<string?> LineAsync()
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
            patience.CancelAfter(TimeSpan.FromSeconds(90));
            var line = await reader.ReadLineAsync(patience.Token);
            if (line?.StartsWith(':') == true)
                last = line;
            return line;
        }

        public ValueTask DisposeAsync()
        {
            reader.Dispose();
            answer.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

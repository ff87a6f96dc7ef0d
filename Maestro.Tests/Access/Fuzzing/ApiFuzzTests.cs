using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Access;
using Maestro.Modules.Kinds;
using Maestro.Tests.Inventory;
using Maestro.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Maestro.Tests.Access.Fuzzing;

/// <summary>
/// Hostile requests to every operation of the OpenAPI document: no answer is a 500, none takes forever, none tells how Maestro is made. 2,000 requests;
/// <c>MAESTRO_TEST_SCALE=10</c> makes them 20,000. <c>MAESTRO_TEST_SEED</c> makes others; a failure prints the seed and the request.
/// </summary>
public sealed class ApiFuzzTests(Postgres postgres) : IAsyncLifetime
{
    private const int AtOnce = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly string[] Insides = ["   at ", "Exception", "Npgsql", "System.Text", "Maestro.Modules", "Microsoft.", "StackTrace"];
    private readonly Errors errors = new();
    private readonly Dictionary<string, string> records = [];

    // What may be retired, so that the others stay to be changed.
    private readonly Dictionary<string, string> doomed = [];
    private App app = null!;
    private HttpClient script = null!;
    private Guid person;
    private string other = "";
    private string changeSet = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        app = await App.StartAsync(postgres, null, builder => builder.Logging.AddProvider(errors));
        script = await app.SignInAsync();
        person = (Guid)(await script.GetFromJsonAsync<JsonObject>("api/v1/me", Cancel))!["user"]!["id"]!;
        foreach (var kind in new Catalogue().All.OrderBy(kind => kind.WrittenBy is not null))
        {
            records[kind.Plural] = await MakeAsync($"api/v1/{kind.Plural}", SampleOf(kind, "target"));
            doomed[kind.Plural] = await MakeAsync($"api/v1/{kind.Plural}", SampleOf(kind, "doomed"));
        }

        other = await MakeAsync("api/v1/users", new JsonObject { ["name"] = "Other", ["email"] = "other@example.org", ["password"] = App.AdminPassword });
        records["teams"] = await MakeAsync("api/v1/teams", new JsonObject { ["name"] = "Targets" });
        records["plans"] = await MakeAsync("api/v1/imports?source=json", new JsonObject { ["servers"] = new JsonArray(new JsonObject { ["name"] = "planned" }) });
        changeSet = (string)(await script.GetFromJsonAsync<JsonObject>($"api/v1/servers/{records["servers"]}/history", Cancel))!["results"]![0]!["change_set"]!;
        // A token that no sign-out ends; what is about sessions gets a session of its own each time.
        var token = await script.PostAsJsonAsync("api/v1/me/tokens", new { name = "fuzz", scope = "admin" }, Cancel);
        script = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, RequestHeaderEncodingSelector = (_, _) => System.Text.Encoding.UTF8 }) { BaseAddress = app.Address };
        script.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)(await token.Content.ReadFromJsonAsync<JsonObject>(Cancel))!["token"]!);
    }

    public async ValueTask DisposeAsync()
    {
        script?.Dispose();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task No_hostile_request_is_an_internal_error_takes_forever_or_learns_how_Maestro_is_made()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("MAESTRO_TEST_SEED"), CultureInfo.InvariantCulture, out var given) ? given : 7;
        var operations = ApiOperations.Of((await script.GetFromJsonAsync<JsonObject>("openapi/v1.json", Cancel))!);
        var count = Scale.Rounds(2_000);
        var statuses = new ConcurrentDictionary<int, int>();
        var faults = new ConcurrentQueue<string>();
        var met = new ConcurrentDictionary<string, bool>();
        var slowest = TimeSpan.Zero;
        var clock = Stopwatch.StartNew();
        await Parallel.ForEachAsync(new FuzzRequests(operations, IdOf).Take(count, seed), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Cancel }, async (request, _) =>
        {
            met[request.Operation.Name] = true;
            var since = Stopwatch.GetTimestamp();
            var (status, fault) = await SendAsync(request);
            statuses.AddOrUpdate(status, 1, (_, before) => before + 1);
            if (Stopwatch.GetElapsedTime(since) is var took && took > slowest)
                slowest = took;
            if (fault is not null)
                faults.Enqueue($"{fault}\n{request}");
        });
        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{count} requests in {clock.Elapsed.TotalSeconds:N0} s, seed {seed}: {met.Count} of {operations.Count} operations, {operations.Sum(operation => operation.Slots.Count)} places; slowest {slowest.TotalMilliseconds:N0} ms; {string.Join(", ", statuses.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}: {pair.Value}"))}"));
        // One of each sort says more than ten of one.
        Assert.True(faults.IsEmpty, $"seed {seed}, {faults.Count} faults; of each sort one:\n{string.Join("\n\n", faults.GroupBy(fault => fault.Split('\n')[0].Split('"')[0]).Select(group => $"{group.Count()} × {group.First()}").Take(20))}");
        Assert.Equal([], errors.Seen.Distinct().Take(5));
        Assert.Equal(operations.Count, met.Count);
        Assert.Equal(HttpStatusCode.OK, (await script.GetAsync("ready", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await script.GetAsync($"api/v1/users/{person}", Cancel)).StatusCode);
    }

    // A session may be ended by another request at the same time: then it is asked again with a new one.
    private async Task<(int Status, string? Fault)> SendAsync(FuzzRequest request)
    {
        var answer = await OnceAsync(request);
        return answer.Status == 401 && NeedsSession(request) ? await OnceAsync(request) : answer;
    }

    private static bool NeedsSession(FuzzRequest request) =>
        request.Operation.Path.StartsWith("/me", StringComparison.Ordinal) || request.Operation.Path.StartsWith("/auth/sign-out", StringComparison.Ordinal);

    private async Task<(int Status, string? Fault)> OnceAsync(FuzzRequest request)
    {
        using var message = request.Message(app.Address);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(Patience);
        if (NeedsSession(request))
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await SessionAsync());
        try
        {
            using var answer = await script.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            // A stream of events has no end.
            var text = answer.Content.Headers.ContentType?.MediaType == "text/event-stream" ? "" : await answer.Content.ReadAsStringAsync(patience.Token);
            return ((int)answer.StatusCode, FaultOf(answer, text, request));
        }
        catch (OperationCanceledException) when (!Cancel.IsCancellationRequested)
        {
            return (0, $"no answer within {Patience.TotalSeconds} s");
        }
        catch (HttpRequestException broken)
        {
            return (0, $"the connection broke: {broken.Message} {broken.InnerException?.Message}");
        }
    }

    // 503 is a fine answer where mail is asked for; it says in words what is missing.
    private static string? FaultOf(HttpResponseMessage answer, string text, FuzzRequest request)
    {
        var status = (int)answer.StatusCode;
        if (status >= 500 && status != 503)
            return $"{status}: {text}";
        // What was sent may come back as a value; what Maestro adds must not tell of its insides.
        if (status >= 400 && Insides.FirstOrDefault(inside => text.Contains(inside, StringComparison.Ordinal)) is { } told)
            return $"{status} tells \"{told}\": {text}";
        if (status >= 400 && text.Length > 0 && answer.Content.Headers.ContentType?.MediaType is not "application/problem+json")
            return $"{status} is no problem: {answer.Content.Headers.ContentType} {text}";
        if (answer.Content.Headers.ContentType?.MediaType is "text/html")
            return $"{status} is a page: {text}";
        return request.Operation.Path.StartsWith("/auth", StringComparison.Ordinal) || status is not 401 ? null : $"401 for {request.Method} {request.Url}: {text}";
    }

    private async Task<string> SessionAsync() => (await app.Services.GetRequiredService<ITokens>().StartSessionAsync(person, new Maestro.Modules.Access.Caller("127.0.0.1", "fuzz"), Cancel)).Text;

    private string IdOf(ApiOperation operation, Random random)
    {
        var first = operation.Path.Split('/', '.')[1];
        return first switch
        {
            // Nobody takes the administrator's account away from the test.
            "users" => other,
            "change-sets" => changeSet,
            _ when operation.Kind is not null && (operation.Method == "DELETE" || operation.Path.EndsWith("/merge", StringComparison.Ordinal)) => doomed[first],
            _ => records.GetValueOrDefault(first) ?? records["servers"],
        };
    }

    // What only its module writes needs more than fields that are well formed.
    private JsonObject SampleOf(Kind kind, string salt) => kind.Name switch
    {
        "connection" => new JsonObject
        {
            ["name"] = salt, ["provider"] = "digitalocean", ["datacenter"] = records["datacenters"], ["endpoint"] = "http://127.0.0.1:9", ["credentials"] = new JsonObject { ["token"] = "t" }, ["schedules"] = false,
        },
        "schedule" => new JsonObject
        {
            ["name"] = salt, ["module"] = "webhook", ["interval"] = new JsonObject { ["every"] = 1, ["period"] = "weeks" }, ["webhook"] = new JsonObject { ["method"] = "POST", ["url"] = "https://hooks.example.org/x" },
        },
        _ => SampleRecords.Of(kind, salt),
    };

    private async Task<string> MakeAsync(string url, JsonObject body)
    {
        var answer = await script.PostAsJsonAsync(url, body, Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        return answer.IsSuccessStatusCode ? (string)JsonNode.Parse(text)!["id"]! : throw new InvalidOperationException($"{url}: {text}");
    }

    /// <summary>Remembers what Maestro itself wrote down as an error.</summary>
    private sealed class Errors : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Seen { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                Seen.Enqueue($"{formatter(state, exception)} {exception}");
        }

        public void Dispose()
        {
        }
    }
}

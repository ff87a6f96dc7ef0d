using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Maestro.Tests.Support;

namespace Maestro.Tests.Hosting;

public sealed class StartTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private readonly App app = shared.App;

    [Fact]
    public async Task A_started_Maestro_is_alive_and_ready()
    {
        Assert.Equal("Healthy", await app.Anonymous().GetStringAsync("health"));
        Assert.Equal("ready", await app.ReadyAsync());
    }

    [Fact]
    public async Task Metrics_are_Prometheus_text() =>
        Assert.Contains("# TYPE dotnet_", await app.Anonymous().GetStringAsync("metrics"), StringComparison.Ordinal);

    [Fact]
    public async Task Metrics_count_runs_by_their_sort_and_end_and_name_nobody()
    {
        var client = new ApiClient(await app.SignInAsync());
        var schedule = await client.PostAsync("api/v1/schedules", new JsonObject
        {
            ["name"] = "secretly-named", ["module"] = "webhook", ["interval"] = new JsonObject { ["every"] = 1, ["period"] = "days" }, ["retries"] = 0,
            ["webhook"] = new JsonObject { ["url"] = "http://hook.invalid/", ["timeout"] = 1 },
        });
        await client.PostAsync($"api/v1/schedules/{(string)schedule.Body!["id"]!}/run", null);
        string text;
        do
        {
            await Task.Delay(200, TestContext.Current.CancellationToken);
            text = await app.Anonymous().GetStringAsync("metrics", TestContext.Current.CancellationToken);
        }
        while (!Line(text, "maestro_notifications_delay_seconds_count").Contains("feed=\"runs\"", StringComparison.Ordinal));

        Assert.EndsWith(" 1", Line(text, "maestro_runs_total"), StringComparison.Ordinal);
        Assert.Contains("status=\"failed\"", Line(text, "maestro_runs_total"), StringComparison.Ordinal);
        Assert.Contains("type=\"webhook\"", Line(text, "maestro_run_duration_seconds_count"), StringComparison.Ordinal);
        Assert.DoesNotContain("secretly", text, StringComparison.Ordinal);

        static string Line(string text, string start) =>
            text.Split('\n').FirstOrDefault(line => line.StartsWith(start + "{", StringComparison.Ordinal))?.Split(" # ")[0] ?? "";
    }

    [Fact]
    public async Task The_first_administrator_of_the_settings_can_sign_in()
    {
        var me = await (await app.SignInAsync()).GetFromJsonAsync<JsonObject>("api/v1/me");
        Assert.Equal(App.AdminEmail, (string)me!["user"]!["email"]!);
    }

    [Fact]
    public async Task A_stranger_gets_problem_details()
    {
        var answer = await app.Anonymous().GetAsync("api/v1/me");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_body_that_is_not_JSON_is_malformed()
    {
        var answer = await app.Anonymous().PostAsync("api/v1/auth/token", new StringContent("{", null, "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Every_answer_carries_one_content_policy_and_the_other_security_headers()
    {
        var answer = await app.Anonymous().GetAsync("health");
        Assert.Contains("script-src 'self';", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
    }

    [Fact]
    public async Task The_API_is_described_to_everybody_on_a_page_without_inline_script()
    {
        var page = await app.Anonymous().GetStringAsync("api/docs");
        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
        Assert.Contains("<script src=\"api/docs/scalar.js\">", page, StringComparison.Ordinal);
        var document = await app.Anonymous().GetFromJsonAsync<JsonObject>("openapi/v1.json");
        Assert.NotNull(document!["paths"]!["/servers"]);
        var script = await app.Anonymous().GetAsync("api/docs/scalar.js");
        Assert.Equal("gzip", Assert.Single(script.Content.Headers.ContentEncoding));
    }
}

using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Discovery.Connections;
using Maestro.Modules.Discovery.Providers;
using Maestro.Tests.Discovery.Providers;
using Maestro.Tests.Support;

namespace Maestro.Tests.Discovery.Crawling;

/// <summary>
/// Every secret that a connection of any provider and method takes, looked for in everything that Maestro lets out: logs of every level with
/// their exceptions, answers, exports, pages, and the database. The provider's server repeats whatever it is sent.
/// </summary>
public sealed class EverySecretTests(Postgres postgres) : IClassFixture<Postgres>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private sealed record Connected(Guid Id, string Name, IReadOnlyList<string> Secrets, Guid? Run);

    [Fact]
    public async Task No_secret_of_a_connection_is_in_a_log_an_exception_an_answer_an_export_a_page_or_the_database()
    {
        using var log = new LogCapture();
        await using var app = await App.StartAsync(postgres, ["--Logging:LogLevel:Default=Trace", "--Discovery:PaceFactor=1000", "--Discovery:Attempts=1", "--Discovery:CallSeconds=5"], log.Hook);
        await using var server = await ProviderServer.StartAsync();
        server.Troubles = (ask, _) => Echo(ask);
        using var client = await app.SignInAsync();
        var world = CrawlWorld.Over(app, server, client);
        await world.PlaceAsync("digitalocean", "Anywhere");
        var all = new List<Connected>();
        foreach (var provider in Line.Providers)
        {
            foreach (var method in provider.Methods.Where(method => method.Fields.Any(field => field.Secret)))
                all.Add(await ConnectAsync(world, provider, method));
        }

        Assert.True(all.Sum(one => one.Secrets.Count) >= 12, "the providers' methods take fewer secrets than they used to");
        var seen = new Dictionary<string, string>(await AnswersAsync(world, all));
        foreach (var (page, text) in await PagesAsync(app, client, all))
            seen[page] = text;
        seen["log"] = string.Join('\n', log.Lines);
        seen["database"] = await DumpAsync(app);
        var found = from secret in all.SelectMany(one => one.Secrets) from form in Forms(secret) from place in seen where place.Value.Contains(form, StringComparison.Ordinal) select $"{secret} in {place.Key}";
        Assert.Empty(found.Distinct());
        // What is looked through is really there.
        Assert.Contains("was sent", seen["log"] + string.Join('\n', seen.Values), StringComparison.Ordinal);
        Assert.All(all, one => Assert.Contains(one.Name, seen["page connections"], StringComparison.Ordinal));
    }

    // A verbose proxy, or a hostile one: the answer repeats header, form and body.
    private static Trouble Echo(Ask ask)
    {
        var said = $"was sent {ask.Authorization} {string.Join(' ', ask.Parameters.Select(pair => $"{pair.Key}={pair.Value}"))}";
        return new Trouble(HttpStatusCode.Forbidden, JsonSerializer.Serialize(new { message = said, error = new { code = "Echo", message = said } }));
    }

    private static async Task<Connected> ConnectAsync(CrawlWorld world, Provider provider, Method method)
    {
        var secrets = method.Fields.Where(field => field.Secret).ToDictionary(field => field.Name, field => $"hush+{provider.Name}/{method.Name}/{field.Name}=0123456789");
        var credentials = new JsonObject();
        foreach (var field in method.Fields.Where(field => field.Secret || (field.Required && field.Default is null)))
            credentials[field.Name] = secrets.GetValueOrDefault(field.Name) ?? Plain(field.Name, world.Server.Address);
        var name = $"{provider.Name} {method.Name}";
        var draft = new JsonObject
        {
            ["name"] = name, ["provider"] = provider.Name, ["method"] = method.Name, ["datacenter"] = world.Datacenter.ToString(), ["credentials"] = credentials, ["regions"] = new JsonArray("all"),
        };
        if (provider is CloudProvider || method.Name == "s3")
            draft["endpoint"] = world.Server.Address.GetLeftPart(UriPartial.Authority);
        var (_, refused) = await world.TryAsync(HttpMethod.Post, "connections", new JsonObject { ["name"] = "", ["provider"] = provider.Name, ["method"] = method.Name, ["credentials"] = credentials.DeepClone(), ["datacenter"] = "nowhere" });
        Assert.DoesNotContain("hush", refused!.ToJsonString(), StringComparison.Ordinal);
        var id = await world.ConnectAsync(draft);
        var check = await world.SendAsync(HttpMethod.Post, $"connections/{id}/test", null);
        Assert.DoesNotContain("hush", check.ToJsonString(), StringComparison.Ordinal);
        var run = await world.CrawlAsync(id);
        return new(id, name, [.. secrets.Values], Guid.Parse((string)run["id"]!));
    }

    private static string Plain(string field, Uri server) => field switch
    {
        "host" => "127.0.0.1",
        "port" => "9",
        "auth_url" => new Uri(server, "v3").ToString(),
        "tenant" or "subscription" or "client" => "00000000-1111-2222-3333-444444444444",
        _ => "plain-value",
    };

    private static async Task<Dictionary<string, string>> AnswersAsync(CrawlWorld world, List<Connected> all)
    {
        string[] paths =
        [
            "connections", "connections.csv", "connections.json", "connections.xlsx", "search?q=hush", "change-sets", "security-events", "runs?limit=1000", "schedules?limit=1000", "providers", "conflicts",
            .. all.SelectMany(one => new[] { "", "/history", "/state", "/coverage", "/policy", "/links", "/sources", "/grants" }.Select(part => $"connections/{one.Id}{part}")), .. all.Select(one => $"runs/{one.Run}"),
        ];
        var answers = new Dictionary<string, string>();
        foreach (var path in paths)
            answers[path] = await (await world.Client.GetAsync($"api/v1/{path}", Cancel)).Content.ReadAsStringAsync(Cancel);
        return answers;
    }

    private static async Task<Dictionary<string, string>> PagesAsync(App app, HttpClient client, List<Connected> all)
    {
        await using var browser = await Browser.StartAsync();
        await using var window = await browser.OpenWindowAsync(app, client.DefaultRequestHeaders.Authorization!.Parameter);
        var pages = new Dictionary<string, string>();
        foreach (var page in (string[])["connections", "runs", "history", "schedules", .. all.SelectMany(one => new[] { $"connections/{one.Id}", $"connections/{one.Id}/edit", $"runs/{one.Run}" })])
        {
            await window.GoAsync(page);
            await Microsoft.Playwright.Assertions.Expect(window.Page.Locator("#page .skeleton")).ToHaveCountAsync(0);
            if (page == "connections")
                await window.Page.GetByText(all[0].Name).First.WaitForAsync();
            pages[$"page {page}"] = await window.Page.ContentAsync() + await window.Page.EvaluateAsync<string>("[...document.querySelectorAll('input, textarea')].map(one => one.value).join('\\n')");
        }

        return pages;
    }

    private static async Task<string> DumpAsync(App app)
    {
        var text = new StringBuilder();
        await using var tables = app.Database.Source.CreateCommand("select format('select coalesce(string_agg(t::text, E''\\n''), '''') from %I.%I t', schemaname, tablename) from pg_tables where schemaname not in ('pg_catalog', 'information_schema')");
        var reads = new List<string>();
        await using (var rows = await tables.ExecuteReaderAsync(Cancel))
        {
            while (await rows.ReadAsync(Cancel))
                reads.Add(rows.GetString(0));
        }

        foreach (var read in reads)
        {
            await using var command = app.Database.Source.CreateCommand(read);
            text.AppendLine((string)(await command.ExecuteScalarAsync(Cancel))!);
        }

        return text.ToString();
    }

    // As it is, and as JSON, an address, HTML or base64 write it.
    private static IEnumerable<string> Forms(string secret) =>
        new[] { secret, JsonSerializer.Serialize(secret).Trim('"'), Uri.EscapeDataString(secret), WebUtility.HtmlEncode(secret), Convert.ToBase64String(Encoding.UTF8.GetBytes(secret))[..^4] }.Distinct();
}

using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Maestro.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Maestro.Tests.Journeys;

/// <summary>Every page shows itself, wide and narrow, light and dark: a heading, no error of the browser, nothing wider than the window.</summary>
public sealed class PagesTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private static readonly string[] Fixed =
    [
        "", "inventory/servers", "inventory/applications", "inventory/networks", "inventory/services", "inventory/servers/new", "inventory/databases/new", "inventory/networks/new",
        "import", "schedules", "schedules/new", "runs", "inbox", "history", "conflicts", "drift", "drift?kind=databases&status=missing", "settings", "settings/options", "settings/discovery", "settings/kinds", "settings/kinds/server", "settings/teams", "settings/people", "settings/profile",
        "settings/security", "settings/notifications", "settings/tokens", "settings/about", "search?q=page",
    ];

    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Every_page_fits_the_window_and_breaks_no_rule_of_the_browser(int width, ColorScheme scheme)
    {
        var client = await shared.App.SignInAsync();
        var pages = Fixed.Concat(await MadeAsync(client)).ToList();
        await using var browser = await Browser.StartAsync();
        await using var window = await browser.OpenWindowAsync(shared.App, client.DefaultRequestHeaders.Authorization!.Parameter, width, scheme);
        foreach (var page in pages)
        {
            await window.GoAsync(page);
            await Expect(window.Page.Locator("#page .skeleton")).ToHaveCountAsync(0);
            Assert.Equal((page, 0), (page, await window.OverflowAsync()));
            await window.PictureAsync($"page-{page.Split('?')[0].Replace('/', '-')}-{scheme}");
        }
        Assert.Equal([], window.Faults);
    }

    [Fact]
    public async Task A_plan_with_a_bad_row_writes_the_good_ones_or_is_thrown_away()
    {
        var client = await shared.App.SignInAsync();
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(shared.App, client);
        await page.GotoAsync(await PlanAsync(client, "throw"));
        await page.Locator("#page").GetByRole(AriaRole.Button, new() { Name = "Discard", Exact = true }).ClickAsync();
        await page.Locator(".mud-dialog").GetByRole(AriaRole.Button, new() { Name = "Discard" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/import"));
        Assert.Equal(0, await CountAsync(client, "name=throw-good"));

        await page.GotoAsync(await PlanAsync(client, "keep"));
        await Expect(page.Locator("#page").GetByRole(AriaRole.Button, new() { Name = "Apply all" })).ToBeDisabledAsync();
        await page.Locator("#page").GetByRole(AriaRole.Button, new() { Name = "valid rows" }).ClickAsync();
        await Expect(page.Locator("#page").GetByRole(AriaRole.Link, new() { Name = "See what changed" })).ToBeVisibleAsync();
        Assert.Equal(1, await CountAsync(client, "name=keep-good"));
    }

    [Fact]
    public async Task The_open_row_stands_in_the_address_and_Back_closes_it()
    {
        var client = await shared.App.SignInAsync();
        var made = await client.PostAsJsonAsync("api/v1/snapshots", new { name = "looked-at" });
        var id = (string)(await made.Content.ReadFromJsonAsync<JsonObject>())!["id"]!;
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(shared.App, client);
        await page.GotoAsync("inventory/snapshots");
        await page.Locator("#page tbody tr").Filter(new() { HasText = "looked-at" }).Locator("td").Nth(2).ClickAsync();
        var panel = page.GetByRole(AriaRole.Dialog, new() { Name = "looked-at" });
        await Expect(panel).ToBeVisibleAsync();
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex($"open={id}"));
        await page.GoBackAsync();
        await Expect(panel).ToHaveCountAsync(0);
        await page.GotoAsync($"inventory/snapshots?open={id}");
        await Expect(panel).ToBeVisibleAsync();
        await panel.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/inventory/snapshots$"));
    }

    [Fact]
    public async Task A_saved_view_says_how_many_it_shows()
    {
        var client = await shared.App.SignInAsync();
        foreach (var name in new[] { "vol-a", "vol-b", "other" })
            (await client.PostAsJsonAsync("api/v1/volumes", new { name })).EnsureSuccessStatusCode();
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(shared.App, client);
        await page.GotoAsync("inventory/volumes?name__isw=vol-");
        await page.Locator("#page").GetByRole(AriaRole.Button, new() { Name = "Save view" }).ClickAsync();
        await page.Locator(".mud-dialog").GetByLabel("Name").FillAsync("Of vol");
        await page.Locator(".mud-dialog").GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.Locator("#page").GetByRole(AriaRole.Link, new() { Name = "Of vol" })).ToHaveTextAsync("Of vol2");
    }

    private static async Task<string[]> MadeAsync(HttpClient client)
    {
        var made = await client.PostAsJsonAsync("api/v1/servers", new JsonObject
        {
            ["name"] = "page-server-with-a-rather-long-name.eu-central-1.example.internal",
            ["hostname"] = "page-server-with-a-rather-long-name.eu-central-1.example.internal",
            ["storage"] = new JsonArray(new JsonObject { ["name"] = "/dev/sda", ["size"] = 50 }),
            ["services"] = new JsonArray(new JsonObject { ["name"] = "PostgreSQL", ["version"] = "16" }),
        });
        made.EnsureSuccessStatusCode();
        var server = $"inventory/servers/{(string)(await made.Content.ReadFromJsonAsync<JsonObject>())!["id"]!}";
        var sets = await client.GetFromJsonAsync<JsonObject>("api/v1/change-sets?limit=1");
        return [server, $"{server}/relations", $"{server}/history", $"{server}/access", $"{server}/raw", $"{server}/edit", $"history/{(string)sets!["results"]![0]!["id"]!}", await PlanAsync(client, "page")];
    }

    private static async Task<string> PlanAsync(HttpClient client, string name)
    {
        using var form = new MultipartFormDataContent();
        var rows = $$"""{"servers": [{"name": "{{name}}-good"}, {"name": "{{name}}-bad", "cpu": "many", "ipv4_private": "10.0.0.999"}]}""";
        form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(rows)), "files", $"{name}.json");
        var answer = await client.PostAsync("api/v1/imports?source=json", form);
        answer.EnsureSuccessStatusCode();
        return $"plans/{(string)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["id"]!}";
    }

    private static async Task<int> CountAsync(HttpClient client, string query) =>
        (int)(await client.GetFromJsonAsync<JsonObject>($"api/v1/servers?{query}"))!["count"]!;
}

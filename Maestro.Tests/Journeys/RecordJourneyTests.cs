using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Maestro.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Maestro.Tests.Journeys;

/// <summary>A person fills a form, edits a section in place, links, gives access and compares; in a real browser.</summary>
public sealed class RecordJourneyTests(SharedApp shared) : IClassFixture<SharedApp>
{
    [Fact]
    public async Task A_server_with_disks_and_services_is_typed_in_corrected_and_saved()
    {
        var client = await shared.App.SignInAsync();
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(shared.App, client);
        await page.GotoAsync("inventory/servers/new");
        var form = page.Locator("#page form");
        await form.GetByLabel("Name", new() { Exact = false }).First.FillAsync("db-9");
        await form.GetByLabel("Private IP").FillAsync("10.12.4.300");
        await AddAsync(page, "Storage", "/dev/sda");
        await AddAsync(page, "Services", "PostgreSQL");
        await form.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();

        await Expect(form.Locator(".form-field").Filter(new() { Has = page.GetByLabel("Private IP") }).Locator(".fault")).ToBeVisibleAsync();
        await Expect(form.GetByLabel("Private IP")).ToHaveAttributeAsync("aria-invalid", "true");
        await form.GetByLabel("Private IP").FillAsync("10.12.4.30");
        await form.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();

        await Expect(page).ToHaveURLAsync(new Regex("/inventory/servers/[0-9a-f-]{36}$"));
        await Expect(page.Locator("#page h1")).ToHaveTextAsync("db-9");
        var saved = (await client.GetFromJsonAsync<JsonObject>("api/v1/servers?name=db-9"))!["results"]![0]!;
        Assert.Equal(("/dev/sda", "PostgreSQL", "10.12.4.30"), ((string?)saved["storage"]![0]!["name"], (string?)saved["services"]![0]!["name"], (string?)saved["ipv4_private"]));
    }

    [Fact]
    public async Task A_section_is_edited_in_place_and_the_two_moments_compared()
    {
        var client = await shared.App.SignInAsync();
        var id = await CreateAsync(client, "servers", new JsonObject { ["name"] = "edited", ["hostname"] = "old.example" });
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(shared.App, client);
        await page.GotoAsync($"inventory/servers/{id}");
        var body = page.Locator("#page");
        await body.GetByRole(AriaRole.Button, new() { Name = "Edit General", Exact = true }).ClickAsync();
        await body.GetByLabel("Hostname").FillAsync("new.example");
        await body.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(body.Locator("form")).ToHaveCountAsync(0);
        await Expect(body.GetByText("new.example", new() { Exact = true }).First).ToBeVisibleAsync();

        await page.GotoAsync($"inventory/servers/{id}/history");
        await body.GetByRole(AriaRole.Button, new() { Name = "Compare two moments" }).ClickAsync();
        await body.GetByRole(AriaRole.Button, new() { Name = "Compare", Exact = true }).ClickAsync();
        var compared = body.Locator(".card").Filter(new() { HasText = "Compare two moments" });
        await Expect(compared).ToContainTextAsync("old.example");
        await Expect(compared).ToContainTextAsync("new.example");
    }

    [Fact]
    public async Task An_application_is_linked_and_unlinked_from_its_server()
    {
        var client = await shared.App.SignInAsync();
        var id = await CreateAsync(client, "servers", new JsonObject { ["name"] = "host-of-shop" });
        await CreateAsync(client, "applications", new JsonObject { ["name"] = "shop-to-link" });
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(shared.App, client);
        await page.GotoAsync($"inventory/servers/{id}");
        var card = page.Locator("#page .card").Filter(new() { Has = page.GetByLabel("Link an application") });
        await card.GetByLabel("Link an application").FillAsync("shop-to");
        await page.GetByRole(AriaRole.Option, new() { Name = "shop-to-link" }).ClickAsync();
        await Expect(card.GetByRole(AriaRole.Link, new() { Name = "shop-to-link" })).ToBeVisibleAsync();
        await card.GetByRole(AriaRole.Button, new() { Name = "Unlink shop-to-link" }).ClickAsync();
        await Expect(card.GetByRole(AriaRole.Link, new() { Name = "shop-to-link" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_person_is_given_access_and_sees_the_record()
    {
        var client = await shared.App.SignInAsync();
        var kim = await shared.App.SignInNewUserAsync("kim.reader@example.org");
        var id = await CreateAsync(client, "servers", new JsonObject { ["name"] = "shared-with-kim" });
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await kim.GetAsync($"api/v1/servers/{id}")).StatusCode);
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(shared.App, client);
        await page.GotoAsync($"inventory/servers/{id}/access");
        await page.Locator("#page").GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        var dialog = page.Locator(".mud-dialog");
        await dialog.GetByLabel("Person or team").FillAsync("kim.reader@example.org");
        await page.Locator(".combo-line").GetByText("kim.reader").First.ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Give access" }).ClickAsync();
        await Expect(page.Locator("#page").GetByRole(AriaRole.Table, new() { Name = "People and teams" }).GetByText("kim.reader")).ToBeVisibleAsync();
        Assert.Equal(System.Net.HttpStatusCode.OK, (await kim.GetAsync($"api/v1/servers/{id}")).StatusCode);
    }

    [Fact]
    public async Task A_draft_from_before_another_change_is_offered_and_never_put_back_by_itself()
    {
        var client = await shared.App.SignInAsync();
        var id = await CreateAsync(client, "servers", new JsonObject { ["name"] = "drafted", ["hostname"] = "old.example" });
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(shared.App, client);
        page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        await page.GotoAsync($"inventory/servers/{id}/edit");
        var hostname = page.Locator("#page form").GetByLabel("Hostname").First;
        await hostname.FillAsync("mine.example");
        await hostname.BlurAsync();
        await page.WaitForFunctionAsync("Object.values(sessionStorage).some(text => text.includes('mine.example') && JSON.parse(text).state)");
        (await client.PatchAsJsonAsync($"api/v1/servers/{id}", new JsonObject { ["hostname"] = "theirs.example" })).EnsureSuccessStatusCode();

        await page.ReloadAsync();
        await Expect(page.GetByText("You had typed something here before this changed.")).ToBeVisibleAsync();
        await Expect(hostname).ToHaveValueAsync("theirs.example");
        await page.GetByRole(AriaRole.Button, new() { Name = "Look at what I had typed" }).ClickAsync();
        var stale = page.Locator("#page .stale");
        await Expect(stale).ToContainTextAsync("mine.example");
        await Expect(stale).ToContainTextAsync("theirs.example");
        await Expect(hostname).ToHaveValueAsync("theirs.example");
        await stale.GetByRole(AriaRole.Button, new() { Name = "Save these" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex($"/inventory/servers/{id}$"));
        Assert.Equal("mine.example", (string?)(await client.GetFromJsonAsync<JsonObject>($"api/v1/servers/{id}"))!["hostname"]);
        Assert.Equal(0, await page.EvaluateAsync<int>("Object.keys(sessionStorage).filter(key => key.startsWith('maestro-draft:')).length"));
    }

    [Fact]
    public async Task A_saved_form_forgets_its_draft_before_the_page_is_left()
    {
        var client = await shared.App.SignInAsync();
        var id = await CreateAsync(client, "servers", new JsonObject { ["name"] = "forgotten", ["hostname"] = "old.example" });
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(shared.App, client);
        await page.GotoAsync($"inventory/servers/{id}/edit");
        await page.Locator("#page form").GetByLabel("Hostname").First.FillAsync("new.example");
        await page.EvaluateAsync("() => { const forget = maestro.drafts.forget; window.forgotten = []; maestro.drafts.forget = key => { window.forgotten.push(location.pathname); forget(key); }; }");
        await page.Locator("#page form").GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex($"/inventory/servers/{id}$"));
        Assert.EndsWith("/edit", await page.EvaluateAsync<string>("window.forgotten[0] ?? ''"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_records_that_are_one_thing_are_merged_by_a_person()
    {
        var client = await shared.App.SignInAsync();
        var left = await CreateAsync(client, "servers", new JsonObject { ["name"] = "twin-left", ["hostname"] = "twin.example" });
        var right = await CreateAsync(client, "servers", new JsonObject { ["name"] = "twin-right", ["hostname"] = "twin.example", ["cpu"] = 4 });
        var app = await CreateAsync(client, "applications", new JsonObject { ["name"] = "on-the-twin" });
        (await client.PatchAsJsonAsync($"api/v1/servers/{right}", new JsonObject { ["applications"] = new JsonArray(new JsonObject { ["id"] = app }) })).EnsureSuccessStatusCode();
        await using (var found = shared.App.Database.Source.CreateCommand("insert into inventory.conflicts (id, kind, record_id, other_id, reason, found_at) values (gen_random_uuid(), 'server', $1, $2, 'Both say the same host name.', now())"))
        {
            found.Parameters.Add(new() { Value = Guid.Parse(left) });
            found.Parameters.Add(new() { Value = Guid.Parse(right) });
            await found.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(shared.App, client);
        await page.GotoAsync("conflicts");
        var card = page.Locator("#page .card").Filter(new() { HasText = "twin-left" });
        await Expect(card).ToContainTextAsync("Both say the same host name.");
        await card.GetByRole(AriaRole.Button, new() { Name = "Keep twin-left on the left" }).ClickAsync();
        await page.Locator(".mud-dialog").GetByRole(AriaRole.Button, new() { Name = "Merge", Exact = true }).ClickAsync();
        await Expect(page.GetByText("twin-right has been merged into twin-left.")).ToBeVisibleAsync();
        await Expect(card).ToHaveCountAsync(0);

        var names = (await client.GetFromJsonAsync<JsonObject>("api/v1/servers?hostname=twin.example"))!["results"]!.AsArray().Select(row => (string?)row!["name"]);
        Assert.Equal(["twin-left"], names);
        await page.GotoAsync($"inventory/servers/{right}");
        await Expect(page.Locator("#page")).ToContainTextAsync("twin-left");
    }

    // Opens a section, adds one item in its dialog, and waits until its row stands in the form.
    private static async Task AddAsync(IPage page, string section, string value)
    {
        await page.Locator("#page .form-tabs").GetByRole(AriaRole.Button, new() { Name = section, Exact = true }).ClickAsync();
        var card = page.Locator($"#page section[aria-label='{section}']");
        await card.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).First.ClickAsync();
        var dialog = page.Locator(".mud-dialog");
        await dialog.Locator("input:visible").First.FillAsync(value);
        await dialog.Locator("input:visible").First.BlurAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).Last.ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
        await Expect(card.Locator("tbody").GetByText(value).First).ToBeVisibleAsync();
    }

    private static async Task<string> CreateAsync(HttpClient client, string plural, JsonObject fields)
    {
        var answer = await client.PostAsJsonAsync($"api/v1/{plural}", fields);
        answer.EnsureSuccessStatusCode();
        return (string)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["id"]!;
    }
}

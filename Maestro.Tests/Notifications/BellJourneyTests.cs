using System.Text.Json.Nodes;
using Maestro.Tests.Support;
using Microsoft.Playwright;
using static Maestro.Tests.Scheduling.ScheduleWorld;
using static Microsoft.Playwright.Assertions;

namespace Maestro.Tests.Notifications;

/// <summary>The bell, the inbox and the settings in a real browser.</summary>
public sealed class BellJourneyTests(Postgres postgres) : IAsyncLifetime
{
    private App app = null!;
    private Browser browser = null!;
    private HttpClient signedIn = null!;
    private ApiClient client = null!;

    public async ValueTask InitializeAsync()
    {
        browser = await Browser.StartAsync();
        app = await App.StartAsync(postgres);
        signedIn = await app.SignInAsync();
        client = new ApiClient(signedIn);
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        if (app is not null)
            await app.DisposeAsync();
    }

    [Fact]
    public async Task A_failure_rings_on_an_open_page_is_counted_and_read()
    {
        await using var window = await browser.OpenWindowAsync(app, signedIn.DefaultRequestHeaders.Authorization!.Parameter);
        var page = window.Page;
        await window.GoAsync("inventory/servers");
        var bell = page.Locator(".top .bell button").First;
        await Expect(bell).ToHaveAttributeAsync("aria-label", "Notifications");
        await FailAsync("nightly export");
        await Expect(page.Locator(".toast")).ToContainTextAsync("Webhook nightly export failed");
        await Expect(bell).ToHaveAttributeAsync("aria-label", "Notifications: 1 unread");
        await bell.ClickAsync();
        var line = page.GetByRole(AriaRole.Menuitem).Filter(new() { HasText = "Webhook nightly export failed" });
        await Expect(line).ToBeVisibleAsync();
        await line.ClickAsync();
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/runs/"));
        await Expect(bell).ToHaveAttributeAsync("aria-label", "Notifications");
        Assert.Equal([], window.Faults);
    }

    [Fact]
    public async Task A_list_is_subscribed_to_as_it_is_filtered_and_the_choices_are_kept()
    {
        await using var window = await browser.OpenWindowAsync(app, signedIn.DefaultRequestHeaders.Authorization!.Parameter);
        var page = window.Page;
        await window.GoAsync("inventory/servers?name__isw=web-");
        await page.Locator("#page").GetByRole(AriaRole.Button, new() { Name = "Notify me" }).ClickAsync();
        var dialog = page.Locator(".mud-dialog");
        await dialog.GetByLabel("Name").FillAsync("Web tier");
        await window.PictureAsync("subscribe");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Notify me" }).ClickAsync();
        await Expect(page.Locator(".toast")).ToContainTextAsync("You will be notified.");
        await window.GoAsync("settings/notifications");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Web tier" })).ToBeVisibleAsync();
        var box = page.GetByLabel("A scheduled run is finished: Inbox");
        await box.CheckAsync();
        await Expect(page.GetByLabel("A run fails: Inbox")).ToBeDisabledAsync();
        await UntilAsync(client, "api/v1/me/notifications", one => one["choices"]!.AsArray().Any(choice => Word(choice, "event") == "schedule_finished" && Word(choice, "inbox") == "true"));
        await window.GoAsync("settings/notifications");
        await Expect(box).ToBeCheckedAsync();
        Assert.Contains((await client.GetAsync("api/v1/subscriptions")).Body["results"]!.AsArray(), one => Word(one, "query") == "name__isw=web-");
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove", Exact = true }).First.ClickAsync();
        await Expect(page.GetByText("No subscriptions")).ToBeVisibleAsync();
        Assert.Equal([], window.Faults);
    }

    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Bell_inbox_and_settings_fit_the_window(int width, ColorScheme scheme)
    {
        foreach (var name in new[] { "nightly export", "inform the ticket system of everything that has changed since the last time", "ping" })
            await FailAsync(name);
        await client.PostAsync($"api/v1/notifications/{Word((await InboxTests.MessagesAsync(client))[^1], "id")}/read", null);
        await client.PutAsync("api/v1/me/webhook", new JsonObject { ["url"] = "https://hook.invalid/maestro", ["secret"] = "of two" });
        await client.PostAsync("api/v1/me/webhook/test", null);
        await client.PostAsync("api/v1/subscriptions", new JsonObject { ["kind"] = "server", ["name"] = "Production AWS", ["query"] = "name__isw=prod-" });
        await using var window = await browser.OpenWindowAsync(app, signedIn.DefaultRequestHeaders.Authorization!.Parameter, width, scheme);
        foreach (var at in new[] { "inbox", "settings/notifications", "inbox?unread=true&event=records" })
        {
            await window.GoAsync(at);
            await Expect(window.Page.Locator("#page .bone, #page .skeleton")).ToHaveCountAsync(0);
            Assert.Equal((at, 0), (at, await window.OverflowAsync()));
            await window.PictureAsync($"{at.Split('?')[0].Replace('/', '-')}{(at.Contains('?', StringComparison.Ordinal) ? "-empty" : "")}-{scheme}");
        }

        await window.GoAsync("settings/notifications");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Send a test" }).ScrollIntoViewIfNeededAsync();
        await Expect(window.Page.Locator(".deliveries li").First).ToContainTextAsync("https://hook.invalid/maestro");
        await window.PictureAsync($"webhook-{scheme}");
        await window.GoAsync("runs");
        await window.Page.Locator(".top .bell button").First.ClickAsync();
        await Expect(window.Page.GetByRole(AriaRole.Menuitem, new() { Name = "All notifications" })).ToBeVisibleAsync();
        await Expect(window.Page.Locator(".bell-list .message")).ToHaveCountAsync(3);
        Assert.Equal(0, await window.OverflowAsync());
        await window.PictureAsync($"bell-{scheme}");
        Assert.Equal([], window.Faults);
    }

    private async Task FailAsync(string name)
    {
        var made = await client.PostAsync("api/v1/schedules", new JsonObject
        {
            ["name"] = name, ["module"] = "webhook", ["interval"] = Every(1, "days"), ["retries"] = 0, ["webhook"] = new JsonObject { ["url"] = "http://hook.invalid/", ["timeout"] = 1 },
        });
        await client.PostAsync($"api/v1/schedules/{Word(made.Body, "id")}/run", null);
        await InboxTests.MessageAsync(client, name);
    }
}

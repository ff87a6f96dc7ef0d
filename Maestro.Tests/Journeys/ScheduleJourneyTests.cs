using System.Text.RegularExpressions;
using Maestro.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Maestro.Tests.Journeys;

/// <summary>A person schedules a call, tries it, sees it fail and pause, and resumes it; in a real browser.</summary>
public sealed class ScheduleJourneyTests(Postgres postgres)
{
    private static ILocator Button(ILocator place, string name) => place.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    [Fact]
    public async Task A_call_is_scheduled_tried_paused_and_resumed()
    {
        await using var hook = await HookServer.StartAsync();
        await using var app = await App.StartAsync(postgres, ["--Scheduling:LoopbackWebhooks=true", "--Scheduling:RetrySeconds=1"]);
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(app, await app.SignInAsync());
        await page.GotoAsync("schedules");
        var body = page.Locator("#page");
        await body.GetByRole(AriaRole.Link, new() { Name = "New schedule" }).First.ClickAsync();
        var form = body.Locator("form");
        var webhook = form.GetByRole(AriaRole.Radio, new() { Name = "Webhook" });
        await webhook.ClickAsync();
        await webhook.PressAsync("ArrowRight");
        await Expect(webhook).ToHaveAttributeAsync("aria-checked", "false");
        await page.Keyboard.PressAsync("ArrowLeft");
        await Expect(webhook).ToHaveAttributeAsync("aria-checked", "true");
        await Expect(webhook).ToBeFocusedAsync();
        await Expect(body.Locator("ol.times li")).ToHaveCountAsync(5);
        await form.GetByRole(AriaRole.Button, new() { Name = "Cron expression" }).ClickAsync();
        await form.GetByLabel("Cron expression").FillAsync("0 8 * *");
        await Expect(form.Locator(".fault").First).ToContainTextAsync("5");
        await form.GetByLabel("Cron expression").FillAsync("0 8 * * 1-5");
        await Expect(body.Locator("ol.times li")).ToHaveCountAsync(5);
        await Button(form, "Create schedule").ClickAsync();
        await Expect(form.GetByText("Is required").First).ToBeVisibleAsync();
        await form.GetByLabel("Name", new() { Exact = false }).First.FillAsync("Tell the chat");
        await form.GetByPlaceholder("https://").FillAsync($"{hook.Url}/chat");
        await form.GetByLabel("Signing secret").FillAsync("kept to ourselves");
        await form.GetByLabel("Tries again").FillAsync("0");
        await form.GetByLabel("Pauses after").FillAsync("1");
        await Button(form, "Create schedule").ClickAsync();

        await Expect(page).ToHaveURLAsync(new Regex("/schedules/[0-9a-f-]{36}$"));
        await Expect(body.Locator(".facts")).ToContainTextAsync("Weekdays at 08:00");
        await Button(body, "Test").ClickAsync();
        await Expect(body.GetByText("The test call was answered")).ToBeVisibleAsync();
        await Button(body, "Run now").ClickAsync();
        await Expect(body.GetByLabel("Runs", new() { Exact = true }).Locator(".status").First).ToHaveTextAsync("Done");

        hook.Answer = context =>
        {
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        };
        await Button(body, "Run now").ClickAsync();
        await Expect(body.GetByText("1 in a row have failed.")).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await Expect(body.Locator(".facts")).ToContainTextAsync("Paused");
        await Button(body, "Resume").ClickAsync();
        await Expect(body.Locator(".facts")).ToContainTextAsync("Enabled");

        // What went in as a secret is not in the form again.
        await body.GetByRole(AriaRole.Link, new() { Name = "Edit" }).ClickAsync();
        await Expect(body.GetByLabel("Signing secret")).ToHaveValueAsync("");
        await Expect(body.GetByText("One is set. Left empty, it stays.").First).ToBeVisibleAsync();
        await body.GetByLabel("Name", new() { Exact = false }).First.FillAsync("Tell the chat again");
        await Button(body, "Save").ClickAsync();
        await Expect(body.Locator("h1")).ToHaveTextAsync("Tell the chat again");
        await Expect(body.GetByLabel("Settings")).ToContainTextAsync("Yes");
        await page.GotoAsync("schedules");
        await Expect(body.GetByRole(AriaRole.Link, new() { Name = "Tell the chat again" })).ToBeVisibleAsync();
    }
}

using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Maestro.Tests.Access;
using Maestro.Tests.Support;
using Microsoft.Playwright;
using SkiaSharp;
using static Microsoft.Playwright.Assertions;

namespace Maestro.Tests.Journeys;

/// <summary>A picture chosen in a real browser, tokens with their limits, and the file a plan came from.</summary>
public sealed class PictureAndTokenTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private readonly App app = shared.App;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_picture_is_chosen_shown_everywhere_and_taken_away()
    {
        var ana = await app.SignInNewUserAsync("painted@example.org");
        await using var browser = await Browser.StartAsync();
        await using var window = await browser.OpenWindowAsync(app, ana.DefaultRequestHeaders.Authorization!.Parameter);
        var page = window.Page;
        await window.GoAsync("settings/profile");
        var picture = page.Locator(".avatar-editor input[type=file]");
        await FileField.ChooseAsync(picture, new FilePayload { Name = "no picture.png", MimeType = "image/png", Buffer = "words"u8.ToArray() });
        await Expect(page.GetByText("Must be a picture: PNG, JPEG, GIF or WebP.")).ToBeVisibleAsync();
        await FileField.ChooseAsync(picture, new FilePayload { Name = "me.png", MimeType = "image/png", Buffer = PictureTests.Paint(SKEncodedImageFormat.Png, 500, 300) });
        await Expect(page.Locator(".avatar-editor img.avatar")).ToBeVisibleAsync();
        await Expect(page.Locator("header img.avatar, .top img.avatar").First).ToBeVisibleAsync();
        Assert.Equal(256, await page.Locator(".avatar-editor img.avatar").EvaluateAsync<int>("picture => picture.decode().then(() => picture.naturalWidth)"));
        await window.PictureAsync("profile-picture");
        await page.SetViewportSizeAsync(390, 800);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        Assert.Equal(0, await window.OverflowAsync());
        await window.PictureAsync("profile-picture");
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove picture" }).ClickAsync();
        await Expect(page.Locator("img.avatar")).ToHaveCountAsync(0);
        Assert.Empty(window.Faults);
    }

    [Fact]
    public async Task A_service_token_is_made_with_its_limits_and_shown_once()
    {
        var boss = await app.SignInNewUserAsync("tokens@example.org");
        var team = (string)(await (await boss.PostAsJsonAsync("api/v1/teams", new { name = "Deployers" }, Cancel)).Content.ReadFromJsonAsync<JsonObject>(Cancel))!["id"]!;
        await using var browser = await Browser.StartAsync();
        await using var window = await browser.OpenWindowAsync(app, boss.DefaultRequestHeaders.Authorization!.Parameter);
        var page = window.Page;
        await window.GoAsync($"settings/teams/{team}");
        await page.GetByRole(AriaRole.Region, new() { Name = "Service tokens" }).GetByRole(AriaRole.Button, new() { Name = "New token" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.Locator("input[name=token-name]").FillAsync("deploy");
        await dialog.GetByPlaceholder("Add a Kind").FillAsync("server");
        await page.GetByRole(AriaRole.Option, new() { Name = "Servers" }).First.ClickAsync();
        await Expect(dialog.Locator(".chip", new() { HasText = "Servers" })).ToBeVisibleAsync();
        await dialog.Locator("textarea").FillAsync("10.0.0.0/8");
        await window.PictureAsync("new-service-token");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Create token" }).ClickAsync();
        await Expect(dialog.GetByText("Copy the token now. It is not shown again.")).ToBeVisibleAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Done" }).ClickAsync();
        var row = page.GetByRole(AriaRole.Table, new() { Name = "Service tokens" });
        await Expect(row).ToContainTextAsync("deploy");
        await Expect(row).ToContainTextAsync("10.0.0.0/8");
        await Expect(row).ToContainTextAsync("Servers");
        await window.PictureAsync("team-tokens");
        await page.SetViewportSizeAsync(390, 800);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        Assert.Equal(0, await window.OverflowAsync());
        await window.PictureAsync("team-tokens");
        Assert.Empty(window.Faults);
    }

    [Fact]
    public async Task A_plan_offers_the_file_it_came_from()
    {
        var client = await app.SignInNewUserAsync("planner@example.org");
        using var form = new MultipartFormDataContent { { new StringContent("""{"servers": [{"name": "offered", "unique_id": "i-offered"}]}"""), "file", "estate.json" } };
        var plan = (string)(await (await client.PostAsync("api/v1/imports?source=json", form, Cancel)).EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonObject>(Cancel))!["id"]!;
        await using var browser = await Browser.StartAsync();
        await using var window = await browser.OpenWindowAsync(app, client.DefaultRequestHeaders.Authorization!.Parameter);
        await window.GoAsync($"plans/{plan}");
        await window.PictureAsync("plan-file");
        var saved = await window.Page.RunAndWaitForDownloadAsync(() => window.Page.Locator(".file-link").ClickAsync());
        Assert.Equal("estate.json", saved.SuggestedFilename);
        Assert.Empty(window.Faults);
    }
}

using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Maestro.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Maestro.Tests.Journeys;

/// <summary>Who gets the records, asked in a real browser; and who may see them, told there.</summary>
public sealed class FarewellTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private readonly App app = shared.App;

    [Fact]
    public async Task Deleting_a_team_asks_who_gets_its_records()
    {
        var admin = await app.SignInAsync();
        await app.SignInNewUserAsync("heir@example.org");
        var ana = await app.SignInNewUserAsync("leaver@example.org");
        var team = (await PostAsync(ana, "teams", new { name = "Leavers" }))["id"]!.GetValue<string>();
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/systems") { Content = JsonContent.Create(new { name = "Left behind" }) };
        request.Headers.Add("X-Maestro-Team", team);
        var system = (await (await ana.SendAsync(request, Cancel)).Content.ReadFromJsonAsync<JsonObject>(Cancel))!["id"]!.GetValue<string>();
        await using var browser = await Browser.StartAsync();
        await using var window = await browser.OpenWindowAsync(app, ana.DefaultRequestHeaders.Authorization!.Parameter);
        var page = window.Page;
        await window.GoAsync($"inventory/systems/{system}/access");
        await Expect(page.GetByRole(AriaRole.Table, new() { Name = "Effective access" })).ToContainTextAsync("through the team Leavers");
        await window.PictureAsync("effective");
        await window.GoAsync($"settings/teams/{team}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete", Exact = true }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Expect(dialog.GetByText("1 record, as one change in history.")).ToBeVisibleAsync();
        await dialog.GetByPlaceholder("Name or mail address").FillAsync("heir");
        await page.GetByRole(AriaRole.Option, new() { Name = "heir" }).First.ClickAsync();
        await dialog.Locator("input[name=farewell-name]").FillAsync("Leavers");
        await window.PictureAsync("farewell");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Delete team" }).ClickAsync();
        await page.WaitForURLAsync("**/settings/teams");
        var record = await admin.GetFromJsonAsync<JsonObject>($"api/v1/systems/{system}", Cancel);
        Assert.Equal(("user", "heir"), (record!["owner"]!["type"]!.GetValue<string>(), record["owner"]!["name"]!.GetValue<string>()));
        Assert.Empty(window.Faults);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<JsonObject> PostAsync(HttpClient client, string path, object body) =>
        (await (await client.PostAsJsonAsync($"api/v1/{path}", body, Cancel)).Content.ReadFromJsonAsync<JsonObject>(Cancel))!;
}

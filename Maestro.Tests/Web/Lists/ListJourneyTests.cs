using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Maestro.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Maestro.Tests.Web.Lists;

/// <summary>A person narrows a list, changes what is left, and takes it back; in a real browser, against a real Maestro.</summary>
public sealed class ListJourneyTests(SharedApp shared) : IClassFixture<SharedApp>
{
    [Fact]
    public async Task A_list_is_filtered_changed_in_bulk_and_the_change_undone()
    {
        var client = await shared.App.SignInAsync();
        await FillAsync(client);
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(shared.App, client);
        await page.GotoAsync("inventory/servers?ordering=name");
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(3);

        await page.Locator(".list-filters").GetByRole(AriaRole.Button, new() { Name = "Filter", Exact = true }).ClickAsync();
        await page.Locator(".popup input").FillAsync("distribution");
        // The list narrows a moment after the typing: the field meant is waited for by its name.
        await page.Locator(".popup-list button").Filter(new() { HasText = "Distribution" }).First.ClickAsync();
        await page.Locator(".popup-list").GetByText("Ubuntu", new() { Exact = true }).ClickAsync();
        await page.Locator(".popup").GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(2);
        await Expect(page).ToHaveURLAsync(new Regex("os__dist=Ubuntu"));
        await Expect(page.Locator(".page-head .count")).ToHaveTextAsync("2 of 3");

        await page.Locator("thead .tick input").CheckAsync();
        await page.Locator(".bulk").GetByRole(AriaRole.Button, new() { Name = "Tag" }).ClickAsync();
        await page.Locator(".mud-dialog .tag-edit input").FillAsync("owner=web");
        await page.Locator(".mud-dialog .tag-edit input").PressAsync("Enter");
        await page.GetByRole(AriaRole.Button, new() { Name = "Review the changes" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply to 2" }).ClickAsync();
        await Expect(page.Locator(".toast.good")).ToContainTextAsync("2 records changed");
        Assert.Equal(2, await CountAsync(client, "tags__owner=web"));

        await page.Locator(".toast-act").ClickAsync();
        await Expect(page.Locator(".toast").Last).ToContainTextAsync("Undone");
        Assert.Equal(0, await CountAsync(client, "tags__owner=web"));
    }

    [Fact]
    public async Task Ticked_records_are_shared_with_somebody_by_a_plan_and_the_sharing_undone()
    {
        var client = await shared.App.SignInAsync();
        var friend = await shared.App.SignInNewUserAsync("friend@example.org");
        foreach (var name in new[] { "lent-1", "lent-2" })
            (await client.PostAsJsonAsync("api/v1/images", new { name })).EnsureSuccessStatusCode();
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(shared.App, client);
        await page.GotoAsync("inventory/images?name__isw=lent");
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(2);
        await page.Locator("thead .tick input").CheckAsync();
        await page.Locator(".bulk").GetByRole(AriaRole.Button, new() { Name = "Access" }).ClickAsync();
        await page.Locator(".mud-dialog").GetByPlaceholder("Find by name").FillAsync("friend");
        await page.GetByRole(AriaRole.Option, new() { Name = "friend" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Review the changes" }).ClickAsync();
        Assert.Equal(0, await CountAsync(friend, "name__isw=lent", "images"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply to 2" }).ClickAsync();
        await Expect(page.Locator(".toast.good")).ToContainTextAsync("2 records changed");
        Assert.Equal(2, await CountAsync(friend, "name__isw=lent", "images"));
        await page.Locator(".toast-act").ClickAsync();
        await Expect(page.Locator(".toast").Last).ToContainTextAsync("Undone");
        Assert.Equal(0, await CountAsync(friend, "name__isw=lent", "images"));
    }

    [Fact]
    public async Task An_open_list_shows_what_others_add()
    {
        var client = await shared.App.SignInAsync();
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(shared.App, client, width: 390, height: 844);
        await page.GotoAsync("inventory/systems");
        await Expect(page.GetByText("No systems yet")).ToBeVisibleAsync();

        (await client.PostAsJsonAsync("api/v1/systems", new { name = "Shop" })).EnsureSuccessStatusCode();

        await Expect(page.Locator("tbody tr").GetByText("Shop")).ToBeVisibleAsync(new() { Timeout = 20_000 });
    }

    private static async Task FillAsync(HttpClient client)
    {
        foreach (var (name, dist) in new[] { ("web-1", "Ubuntu"), ("web-2", "Ubuntu"), ("db-1", "Debian") })
            (await client.PostAsJsonAsync("api/v1/servers", new { name, os = new { @base = "Linux", dist, version = "12" } })).EnsureSuccessStatusCode();
    }

    private static async Task<int> CountAsync(HttpClient client, string query, string kinds = "servers") =>
        (int)(await client.GetFromJsonAsync<System.Text.Json.Nodes.JsonObject>($"api/v1/{kinds}?{query}"))!["count"]!;
}

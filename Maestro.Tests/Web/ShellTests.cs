using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Maestro.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Maestro.Tests.Web;

/// <summary>The shell and every component in a real browser: wide and narrow, light and dark, by keyboard alone.</summary>
public sealed class ShellTests(Postgres postgres) : IAsyncLifetime
{
    private App app = null!;
    private Browser browser = null!;
    private string token = "";

    public async ValueTask InitializeAsync()
    {
        browser = await Browser.StartAsync();
        app = await App.StartAsync(postgres, ["--environment=Development"]);
        var answer = await app.Anonymous().PostAsJsonAsync("api/v1/auth/token", new { email = App.AdminEmail, password = App.AdminPassword });
        token = (string)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["token"]!;
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        if (app is not null)
            await app.DisposeAsync();
    }

    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(1440, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Every_component_fits_the_window_and_breaks_no_rule_of_the_browser(int width, ColorScheme scheme)
    {
        await using var window = await browser.OpenWindowAsync(app, token, width, scheme);
        foreach (var part in new[] { "gallery", "gallery/list", "gallery/record", "gallery/forms", "gallery/numbers", "gallery/states", "gallery/icons" })
        {
            await window.GoAsync(part);
            Assert.Equal((part, 0), (part, await window.OverflowAsync()));
            await window.PictureAsync($"{part.Replace('/', '-')}-{scheme}");
        }
        Assert.Equal([], window.Faults);
        Assert.Equal(scheme == ColorScheme.Dark, await window.Page.EvaluateAsync<bool>("document.documentElement.classList.contains('dark')"));
    }

    [Fact]
    public async Task The_palette_and_the_search_box_answer_to_their_keys()
    {
        await using var window = await browser.OpenWindowAsync(app, token);
        await window.GoAsync("gallery");
        await window.Page.Keyboard.PressAsync("/");
        await Expect(window.Page.Locator("#search")).ToBeFocusedAsync();
        await window.Page.Keyboard.PressAsync("Control+k");
        var palette = window.Page.GetByRole(AriaRole.Dialog, new() { Name = "Command palette" });
        await Expect(palette.GetByRole(AriaRole.Combobox)).ToBeFocusedAsync();
        await window.Page.Keyboard.TypeAsync("datacen");
        await Expect(palette.GetByRole(AriaRole.Option).First).ToContainTextAsync("Datacenters");
        await window.Page.Keyboard.PressAsync("Enter");
        await Expect(window.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/inventory/datacenters"));
        await Expect(palette).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_menu_is_walked_and_left_by_keyboard()
    {
        await using var window = await browser.OpenWindowAsync(app, token);
        await window.GoAsync("gallery");
        var button = window.Page.Locator(".top").GetByRole(AriaRole.Button, new() { Name = "Appearance" });
        await button.FocusAsync();
        await window.Page.Keyboard.PressAsync("Enter");
        await Expect(window.Page.GetByRole(AriaRole.Menuitem, new() { Name = "As the system" })).ToBeFocusedAsync();
        await window.Page.Keyboard.PressAsync("ArrowDown");
        await window.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(window.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Dark", Exact = true })).ToBeFocusedAsync();
        await window.Page.Keyboard.PressAsync("Enter");
        await Expect(window.Page.Locator("html")).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("dark"));
        await Expect(button).ToBeFocusedAsync();
        await window.Page.ReloadAsync();
        await Expect(window.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
    }

    [Fact]
    public async Task What_was_typed_comes_back_after_a_reload()
    {
        await using var window = await browser.OpenWindowAsync(app, token);
        await window.GoAsync("gallery/forms");
        await window.Page.Locator("input[name=name]").FillAsync("web-prod-03");
        await window.Page.ReloadAsync();
        await Expect(window.Page.GetByText("What you had typed before has been put back.")).ToBeVisibleAsync();
        await Expect(window.Page.Locator("input[name=name]")).ToHaveValueAsync("web-prod-03");
    }

    [Fact]
    public async Task On_a_phone_the_navigation_is_a_drawer()
    {
        await using var window = await browser.OpenWindowAsync(app, token, 390);
        await window.GoAsync("gallery");
        var servers = window.Page.Locator("#nav").GetByText("Servers", new() { Exact = true });
        await Expect(servers).ToBeHiddenAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Open the navigation" }).ClickAsync();
        await Expect(servers).ToBeVisibleAsync();
        await window.Page.Keyboard.PressAsync("Escape");
        await Expect(servers).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_browser_that_asks_for_Portuguese_gets_it()
    {
        await using var window = await browser.OpenWindowAsync(app, token, locale: "pt-BR");
        await window.GoAsync("gallery");
        await Expect(window.Page.Locator("#nav").GetByText("Servidores", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(window.Page.Locator("html")).ToHaveAttributeAsync("lang", "pt-BR");
    }

    [Fact]
    public async Task A_lost_server_is_said_in_words()
    {
        await using var window = await OpenAndLoseAsync();
        await Expect(window.Page.Locator("#components-reconnect-modal")).ToBeVisibleAsync();
        await Expect(window.Page.Locator("#components-reconnect-modal p:visible")).ToContainTextAsync("What you typed is kept.");
    }

    private async Task<Window> OpenAndLoseAsync()
    {
        await using var other = await App.StartAsync(postgres, ["--environment=Development"]);
        var window = await browser.OpenWindowAsync(other);
        await window.GoAsync("gallery");
        return window;
    }

    [Fact]
    public async Task The_gallery_is_not_for_production()
    {
        await using var production = await App.StartAsync(postgres);
        await using var window = await browser.OpenWindowAsync(production);
        await window.GoAsync("gallery");
        await Expect(window.Page.GetByText("There is no such page")).ToBeVisibleAsync();
    }
}

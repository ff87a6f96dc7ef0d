using System.Text.Json.Nodes;
using Maestro.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Maestro.Tests.Access.Sso;

/// <summary>The page "Single sign-on": filled in by an administrator, who then signs in with what was set; in both languages, wide and narrow.</summary>
public sealed class SsoPageTests(Postgres postgres)
{
    [Fact]
    public async Task An_administrator_sets_a_provider_on_the_page_tests_it_and_somebody_signs_in()
    {
        var address = SsoApp.NewAddress();
        await using var provider = await OidcProvider.StartAsync(address, pushed: true);
        await using var maestro = await SsoApp.StartAsync(postgres, address);
        await using var browser = await Browser.StartAsync();
        provider.Set("ana", "ana@example.org", true, "ops");
        await maestro.TeamAsync("Operations");
        var admin = await maestro.App.SignInAsync();
        await using var window = await browser.OpenWindowAsync(maestro.App, admin.DefaultRequestHeaders.Authorization!.Parameter);
        var page = window.Page;
        await window.GoAsync("settings");
        await page.GetByRole(AriaRole.Link, new() { Name = "Single sign-on" }).ClickAsync();
        await page.GetByRole(AriaRole.Switch, new() { Name = "Sign in at a provider" }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(page.GetByText("Must be an https address.")).ToBeVisibleAsync();
        await FillAsync(page, "provider.name", "Example Login");
        await FillAsync(page, "provider.authority", provider.Authority);
        await FillAsync(page, "provider.client_id", OidcProvider.ClientId);
        await FillAsync(page, "provider.client_secret", OidcProvider.Secret);
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a group" }).ClickAsync();
        await page.GetByLabel("Value of the claim").FillAsync("ops");
        await page.GetByLabel("Value of the claim").BlurAsync();
        await page.GetByLabel("Its team", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = "Operations" });
        await page.GetByLabel("Level", new() { Exact = true }).SelectOptionAsync("Write");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(page.GetByText("Kept, and never shown. Type to replace it.")).ToBeVisibleAsync();
        await Expect(page.Locator("input[name='provider.client_secret']")).ToHaveValueAsync("");
        await page.GetByRole(AriaRole.Button, new() { Name = "Test what is saved" }).ClickAsync();
        await Expect(page.GetByText($"The provider answers as {provider.Authority}.")).ToBeVisibleAsync();
        await window.PictureAsync("sso-settings");
        Assert.Empty(window.Faults);

        await using var visitor = await browser.OpenWindowAsync(maestro.App);
        await visitor.Page.GotoAsync("sign-in");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in with Example Login" }).ClickAsync();
        await OidcProvider.SignInAsync(visitor.Page, "ana");
        await visitor.Page.Locator(".app main#page").GetByRole(AriaRole.Heading).First.WaitForAsync();
        Assert.Equal("Operations:write", await maestro.TeamsOfAsync("ana@example.org"));
    }

    [Theory]
    [InlineData("en-US", "Single sign-on", 1440, ColorScheme.Light)]
    [InlineData("pt-BR", "Login único", 1440, ColorScheme.Dark)]
    [InlineData("pt-BR", "Login único", 390, ColorScheme.Light)]
    [InlineData("en-US", "Single sign-on", 390, ColorScheme.Dark)]
    public async Task The_page_speaks_both_languages_and_fits_every_window(string locale, string title, int width, ColorScheme scheme)
    {
        await using var maestro = await SsoApp.StartAsync(postgres, SsoApp.NewAddress());
        await using var browser = await Browser.StartAsync();
        var team = await maestro.TeamAsync("Operations");
        var teams = new JsonArray(new JsonObject { ["value"] = "cn=operators,ou=groups,dc=example,dc=org", ["team"] = team, ["level"] = "write" });
        await maestro.SetAsync(new JsonObject
        {
            ["provider"] = new JsonObject { ["enabled"] = true, ["name"] = "Example Login", ["authority"] = "https://login.example.org", ["client_id"] = "maestro", ["client_secret"] = "x", ["teams"] = teams },
            ["directory"] = new JsonObject { ["enabled"] = true, ["name"] = "Example Directory", ["server"] = "ldap.example.org", ["base"] = "dc=example,dc=org", ["teams"] = teams.DeepClone() },
        });
        var admin = await maestro.App.SignInAsync();
        await using var window = await browser.OpenWindowAsync(maestro.App, admin.DefaultRequestHeaders.Authorization!.Parameter, width, scheme, locale);
        await window.GoAsync("settings/single-sign-on");
        await Expect(window.Page.GetByRole(AriaRole.Heading, new() { Name = title })).ToBeVisibleAsync();
        await Expect(window.Page.Locator("input[name='directory.server']")).ToBeVisibleAsync();
        Assert.Equal(0, await window.OverflowAsync());
        await window.PictureAsync($"sso-page-{locale}-{scheme}");
        await using var visitor = await browser.OpenWindowAsync(maestro.App, null, width, scheme, locale);
        await visitor.Page.GotoAsync("sign-in");
        Assert.Equal(0, await visitor.OverflowAsync());
        await visitor.PictureAsync($"sso-both-{locale}-{scheme}");
        Assert.Equal([], window.Faults.Concat(visitor.Faults));
    }

    private static async Task FillAsync(IPage page, string field, string text)
    {
        await page.Locator($"input[name='{field}']").FillAsync(text);
        await page.Locator($"input[name='{field}']").BlurAsync();
    }
}

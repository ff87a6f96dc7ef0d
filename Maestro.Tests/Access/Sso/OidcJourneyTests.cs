using System.Text.Json.Nodes;
using Maestro.Modules.Access.Factors;
using Maestro.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Maestro.Tests.Access.Sso;

/// <summary>Signing in at a real OpenID Connect provider, in a real browser.</summary>
public sealed class OidcJourneyTests(OidcWorld world) : IClassFixture<OidcWorld>
{
    private readonly OidcProvider provider = world.Provider;
    private readonly Browser browser = world.Browser;
    private readonly SsoApp maestro = world.Maestro;

    [Fact]
    public async Task A_person_signs_in_at_the_provider_lands_on_the_page_asked_for_and_is_in_the_team_of_the_group()
    {
        provider.Set("ana", "ana@example.org", true, "ops");
        await using var window = await browser.OpenWindowAsync(maestro.App);
        var page = window.Page;
        await page.GotoAsync("settings/teams");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
        await window.PictureAsync("sso-sign-in");
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in with Example Login" }).ClickAsync();
        await OidcProvider.SignInAsync(page, "ana");
        await page.WaitForURLAsync("**/settings/teams");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Operations" })).ToBeVisibleAsync();
        Assert.Equal("Operations:write", await maestro.TeamsOfAsync("ana@example.org"));
        var events = await maestro.EventsAsync("action=sign_in&outcome=success");
        Assert.Contains(events, one => (string?)one!["detail"]!["by"] == "oidc" && (string?)one["actor"]!["name"] == "Ana Silva");

        // The group is gone: so is the team, at the next sign-in.
        provider.Set("ana", "ana@example.org", true);
        await using var later = await browser.OpenWindowAsync(maestro.App);
        await SignInAsync(later.Page, "sign-in", "ana");
        Assert.Equal("", await maestro.TeamsOfAsync("ana@example.org"));
    }

    [Theory]
    [InlineData("https://evil.example/x")]
    [InlineData("//evil.example/x")]
    [InlineData("/\\evil.example")]
    [InlineData("/\t/evil.example")]
    public async Task Nobody_is_sent_to_another_site_after_the_provider(string back)
    {
        await using var window = await browser.OpenWindowAsync(maestro.App);
        await window.Page.GotoAsync($"sign-in/provider?return={Uri.EscapeDataString(back)}");
        await OidcProvider.SignInAsync(window.Page, "eva");
        await window.Page.WaitForURLAsync($"{maestro.Address}/**");
    }

    [Fact]
    public async Task A_wrong_state_is_refused_and_written_down()
    {
        await using var window = await browser.OpenWindowAsync(maestro.App);
        await window.Page.GotoAsync(Replace(await QuestionAsync(window.Page), "state", "forged"));
        await OidcProvider.SignInAsync(window.Page, "eva");
        await RefusedAsync(window.Page);
    }

    [Fact]
    public async Task An_answer_to_somebody_elses_question_is_refused()
    {
        await using var attacker = await browser.OpenWindowAsync(maestro.App);
        await using var victim = await browser.OpenWindowAsync(maestro.App);
        await victim.Page.GotoAsync(await QuestionAsync(attacker.Page));
        await OidcProvider.SignInAsync(victim.Page, "eva");
        await RefusedAsync(victim.Page);
    }

    [Fact]
    public async Task A_wrong_nonce_is_refused()
    {
        await using var window = await browser.OpenWindowAsync(maestro.App);
        await window.Page.GotoAsync(Replace(await QuestionAsync(window.Page), "nonce", "somebody-elses"));
        await OidcProvider.SignInAsync(window.Page, "eva");
        await RefusedAsync(window.Page);
    }

    [Fact]
    public async Task Whoever_is_switched_off_here_is_told_so_and_stays_out()
    {
        await using (var first = await browser.OpenWindowAsync(maestro.App))
            await SignInAsync(first.Page, "sign-in", "otto");
        var admin = await maestro.AdminAsync();
        var id = (await admin.GetAsync("api/v1/users?q=otto@example.org")).Body["results"]![0]!["id"];
        await admin.DeleteAsync($"api/v1/users/{id}");
        await using var window = await browser.OpenWindowAsync(maestro.App);
        await window.Page.GotoAsync("sign-in/provider");
        await OidcProvider.SignInAsync(window.Page, "otto");
        await Expect(window.Page.GetByText("Your account here is switched off. Ask an administrator.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task With_passwords_switched_off_only_an_administrator_finds_and_uses_the_form()
    {
        await maestro.App.SignInNewUserAsync("local@example.org");
        await maestro.SetAsync(new JsonObject { ["local_accounts"] = false });
        await using var window = await browser.OpenWindowAsync(maestro.App, locale: "pt-BR");
        var page = window.Page;
        await page.GotoAsync("sign-in");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Entrar com Example Login" })).ToBeVisibleAsync();
        await Expect(page.Locator("input[type=password]")).ToHaveCountAsync(0);
        await window.PictureAsync("sso-only");
        await page.GetByRole(AriaRole.Link, new() { Name = "Entrar como administrador" }).ClickAsync();
        await FillAsync(page, "local@example.org", App.AdminPassword);
        await Expect(page.GetByText("As senhas do Maestro estão desligadas aqui. Entre da outra forma.")).ToBeVisibleAsync();
        await FillAsync(page, App.AdminEmail, App.AdminPassword);
        await page.Locator("main#page").GetByRole(AriaRole.Heading).First.WaitForAsync();
        Assert.DoesNotContain("sign-in", page.Url, StringComparison.Ordinal);
        Assert.Equal(401, (int)(await new ApiClient(maestro.App.Anonymous()).PostAsync("api/v1/auth/token", new JsonObject { ["email"] = "local@example.org", ["password"] = App.AdminPassword })).Status);
        await maestro.SetAsync(new JsonObject { ["local_accounts"] = true });
    }

    [Fact]
    public async Task Somebody_without_a_password_proves_who_they_are_by_signing_in_again()
    {
        await using var window = await browser.OpenWindowAsync(maestro.App);
        var page = window.Page;
        await SignInAsync(page, "sign-in?return=settings%2Fsecurity", "dora");
        await Expect(page.GetByText("Maestro keeps no password of yours")).ToBeVisibleAsync();
        var card = page.GetByRole(AriaRole.Region, new() { Name = "Second factor" });
        await card.GetByRole(AriaRole.Button, new() { Name = "Set up a second factor" }).ClickAsync();
        await Expect(card.GetByText("Sign in where your account is kept once more, then repeat this.")).ToBeVisibleAsync();
        await window.PictureAsync("sso-proof");
        await card.GetByRole(AriaRole.Link, new() { Name = "Sign in again" }).ClickAsync();
        await OidcProvider.SignInAsync(page, "dora");
        await page.WaitForURLAsync("**/settings/security");
        await Expect(card.GetByText("You have just signed in at Example Login")).ToBeVisibleAsync();
        await card.GetByRole(AriaRole.Button, new() { Name = "Set up a second factor" }).ClickAsync();
        var secret = Base32(await card.GetByLabel("Secret", new() { Exact = true }).InputValueAsync());
        await card.Locator("input[name=factor-code]").FillAsync(Totp.CodeOf(secret, Totp.StepAt(TimeProvider.System.GetUtcNow())));
        await card.GetByRole(AriaRole.Button, new() { Name = "Switch on" }).ClickAsync();
        var recovery = await card.Locator("code").First.InnerTextAsync();

        // From now on the provider alone does not let them in.
        await using var fresh = await browser.OpenWindowAsync(maestro.App);
        await fresh.Page.GotoAsync("sign-in/provider?return=settings%2Fsecurity");
        await OidcProvider.SignInAsync(fresh.Page, "dora");
        await fresh.Page.GetByLabel("Code").FillAsync(recovery);
        await fresh.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await fresh.Page.WaitForURLAsync("**/settings/security");
        await Expect(fresh.Page.GetByText("9 recovery codes are left.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_provider_on_this_machine_is_not_called_unless_that_is_set()
    {
        await using var strict = await App.StartAsync(world.Postgres);
        var admin = new ApiClient(await strict.SignInAsync());
        var settings = new JsonObject { ["provider"] = world.Settings(team: false) };
        Assert.Equal(422, (int)(await admin.PatchAsync("api/v1/single-sign-on", settings)).Status);
        settings["provider"]!["authority"] = "https://localhost:1/";
        Assert.Equal(200, (int)(await admin.PatchAsync("api/v1/single-sign-on", settings)).Status);
        var tested = await admin.PostAsync("api/v1/single-sign-on/test-provider", null);
        Assert.Equal(503, (int)tested.Status);
        Assert.Contains("Maestro may not call localhost", tested.Text, StringComparison.Ordinal);
    }

    private static async Task SignInAsync(IPage page, string at, string login)
    {
        await page.GotoAsync(at);
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in with Example Login" }).ClickAsync();
        await OidcProvider.SignInAsync(page, login);
        await page.Locator(".app main#page").GetByRole(AriaRole.Heading).First.WaitForAsync();
    }

    private static async Task FillAsync(IPage page, string email, string password)
    {
        await page.Locator("input[name='Form.Email']").FillAsync(email);
        await page.Locator("input[name='Form.Password']").FillAsync(password);
        await page.Locator("button[type=submit]").ClickAsync();
    }

    private async Task RefusedAsync(IPage page)
    {
        await Expect(page.GetByText("Signing in at the provider did not work. Try again.")).ToBeVisibleAsync();
        Assert.Equal(401, (int)(await page.APIRequest.GetAsync($"{maestro.Address}/api/v1/me")).Status);
        Assert.Contains(await maestro.EventsAsync("action=sign_in&outcome=failure"), one => (string?)one!["detail"]!["by"] == "oidc");
    }

    /// <summary>The address at the provider that Maestro sends this browser to, not yet followed.</summary>
    private async Task<string> QuestionAsync(IPage page) =>
        (await page.APIRequest.GetAsync($"{maestro.Address}/sign-in/provider", new() { MaxRedirects = 0 })).Headers["location"];

    private static byte[] Base32(string secret) =>
        [.. string.Concat(secret.Select(sign => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(sign, StringComparison.Ordinal), 2).PadLeft(5, '0')))
            .Chunk(8).Where(part => part.Length == 8).Select(part => Convert.ToByte(new string(part), 2))];

    private static string Replace(string url, string name, string value)
    {
        var changed = System.Text.RegularExpressions.Regex.Replace(url, $"([?&]{name}=)[^&]*", $"$1{value}");
        Assert.NotEqual(url, changed);
        return changed;
    }
}

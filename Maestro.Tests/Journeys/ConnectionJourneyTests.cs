using System.Net;
using System.Text.RegularExpressions;
using Maestro.Tests.Discovery.Providers;
using Maestro.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Maestro.Tests.Journeys;

/// <summary>Somebody connects a first account, is refused, corrects it, crawls, and finds out at night which part failed and why.</summary>
public sealed class ConnectionJourneyTests(Postgres postgres)
{
    private const string Token = "dop_v1_0123456789";

    [Fact]
    public async Task A_first_account_is_connected_crawled_and_what_failed_is_found()
    {
        await using var server = await ProviderServer.StartAsync(["digitalocean", .. ApiLine.Provider("digitalocean").Resources.Select(resource => resource.Name)]);
        server.Rewrite = (recording, body) => recording.Path == "/v2/vpcs" ? """{"vpcs": [], "links": {}, "meta": {"total": 0}}""" : body;
        server.Troubles = (ask, _) => ask.Authorization != $"Bearer {Token}" ? new(HttpStatusCode.Unauthorized, """{"id": "Unauthorized", "message": "Unable to authenticate you"}""")
            : ask.Path == "/v2/databases" ? new(HttpStatusCode.Forbidden, """{"id": "Forbidden", "message": "You are not authorized to perform this operation"}""") : null;
        await using var app = await App.StartAsync(postgres, ["--Discovery:Attempts=1"]);
        await using var browser = await Browser.StartAsync();
        await using var window = await browser.OpenWindowAsync(app, (await app.SignInAsync()).DefaultRequestHeaders.Authorization!.Parameter);
        var (page, body) = (window.Page, window.Page.Locator("#page"));
        await window.GoAsync("connections");
        await body.GetByRole(AriaRole.Link, new() { Name = "Connect" }).First.ClickAsync();
        await body.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("^DigitalOcean") }).ClickAsync();
        var form = body.Locator("form");
        // What is refused leaves no datacenter behind.
        await Button(form, "Connect").ClickAsync();
        await Expect(form.Locator(".fault")).ToHaveCountAsync(1);
        await Expect(form.GetByLabel("Name of the new datacenter")).ToBeVisibleAsync();
        await form.GetByLabel("Token").FillAsync("dop_v1_of_last_year");
        await form.GetByLabel("Endpoint").FillAsync(server.Address.GetLeftPart(UriPartial.Authority));
        await Button(form, "Test connection").ClickAsync();
        await Expect(form.GetByRole(AriaRole.Alert)).ToContainTextAsync("mistyped, expired or deleted");
        await form.GetByLabel("Token").FillAsync(Token);
        await Button(form, "Test connection").ClickAsync();
        await Expect(form.GetByLabel("Test", new() { Exact = true })).ToContainTextAsync("ops@example.org");
        await Expect(form.GetByLabel("Test", new() { Exact = true })).ToContainTextAsync("1 of ");

        // A double click connects once.
        await Button(form, "Connect").DblClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/connections/[0-9a-f-]{36}$"));
        await Expect(body.Locator(".facts")).ToContainTextAsync("Never crawled");
        await Button(body, "Crawl now").ClickAsync();
        var coverage = body.GetByLabel("Coverage", new() { Exact = true });
        await Expect(coverage.GetByRole(AriaRole.Row).Filter(new() { HasText = "digitalocean.databases" })).ToContainTextAsync("Denied");
        await Expect(body.Locator(".facts")).ToContainTextAsync("Partial");
        await window.GoAsync("connections");
        await Expect(body.GetByRole(AriaRole.Row)).ToHaveCountAsync(2);
        await window.PictureAsync("connections");

        // From the inbox to the run, its parts, and the connection where it is put right.
        await window.GoAsync("inbox");
        await body.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("DigitalOcean failed in part") }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/runs/"));
        var parts = body.GetByLabel("Parts of the run");
        await Expect(parts.GetByRole(AriaRole.Row).Filter(new() { HasText = "digitalocean.databases" })).ToContainTextAsync("the token lacks this scope");
        await window.PictureAsync("run");
        await body.GetByRole(AriaRole.Link, new() { Name = "Open the connection" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/connections/[0-9a-f-]{36}$"));

        await body.GetByLabel("More").ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Retire" }).ClickAsync();
        await page.Locator(".mud-dialog").GetByRole(AriaRole.Button, new() { Name = "Retire" }).ClickAsync();
        await Expect(body.GetByText("It is retired, and not crawled any more.")).ToBeVisibleAsync();
        await Expect(Button(body, "Crawl now")).ToHaveCountAsync(0);
        await Button(body, "Restore").ClickAsync();
        await Expect(Button(body, "Crawl now")).ToBeEnabledAsync();
        Assert.Equal([], window.Faults);
    }

    private static ILocator Button(ILocator place, string name) => place.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
}

using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Maestro.Modules.Access.Factors;
using Maestro.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Maestro.Tests.Journeys;

/// <summary>Mails that came through a real SMTP server, followed in a real browser.</summary>
public sealed class MailJourneyTests(Postgres postgres) : IAsyncLifetime
{
    private const string Password = "correct horse battery";
    private const string Next = "an entirely new password";
    private MailServer mail = null!;
    private Browser browser = null!;
    private App app = null!;

    public async ValueTask InitializeAsync()
    {
        mail = await MailServer.StartAsync();
        browser = await Browser.StartAsync();
        var address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort()}");
        app = await App.StartAsync(postgres, mail.Settings($"--urls={address}", $"--MAESTRO_BASE_URL={address}", "--Access:Registration=open"));
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
            await app.DisposeAsync();
        if (browser is not null)
            await browser.DisposeAsync();
        if (mail is not null)
            await mail.DisposeAsync();
    }

    [Fact]
    public async Task A_forgotten_password_is_replaced_by_the_link_of_a_mail()
    {
        await app.SignInNewUserAsync("ana@example.org");
        await using var window = await browser.OpenWindowAsync(app);
        var page = window.Page;
        await page.GotoAsync("sign-in");
        await page.GetByRole(AriaRole.Link, new() { Name = "Forgot your password?" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Forgot your password?" })).ToBeVisibleAsync();
        await page.GetByLabel("E-mail").FillAsync("ana@example.org");
        await window.PictureAsync("forgot");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send the link" }).ClickAsync();
        await Expect(page.GetByText("If there is an account with this address")).ToBeVisibleAsync();
        await page.GotoAsync(MailServer.LinkOf(await mail.NextAsync("ana@example.org")));
        await page.GetByLabel("New password", new() { Exact = true }).FillAsync(Next);
        await page.GetByLabel("New password again").FillAsync(Next);
        await page.GetByRole(AriaRole.Button, new() { Name = "Change password" }).ClickAsync();
        await Expect(page.GetByText("Your password has been changed.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in" }).ClickAsync();
        await SignInAsync(page, "ana@example.org", Next);
        await Expect(page.Locator("main#page").GetByRole(AriaRole.Heading).First).ToBeVisibleAsync();
        Assert.Equal("Your Maestro password has been changed", (await mail.NextAsync("ana@example.org")).Subject);
        Assert.Empty(window.Faults);
    }

    [Fact]
    public async Task An_invitation_by_mail_makes_an_account_and_a_member()
    {
        var admin = await app.SignInAsync();
        var team = (await (await admin.PostAsJsonAsync("api/v1/teams", new { name = "Operations" })).Content.ReadFromJsonAsync<JsonObject>())!["id"]!.GetValue<string>();
        await using var inviter = await browser.OpenWindowAsync(app, admin.DefaultRequestHeaders.Authorization!.Parameter);
        await inviter.GoAsync($"settings/teams/{team}");
        await inviter.Page.GetByRole(AriaRole.Button, new() { Name = "Invite" }).ClickAsync();
        await inviter.Page.GetByRole(AriaRole.Dialog).GetByLabel("E-mail").FillAsync("new.one@example.org");
        await inviter.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Invite" }).ClickAsync();
        await Expect(inviter.Page.GetByText("The invitation is on its way to new.one@example.org.")).ToBeVisibleAsync();
        await inviter.PictureAsync("invited");
        var letter = await mail.NextAsync("new.one@example.org");
        Assert.Equal("admin invites you to the team Operations", letter.Subject);
        await using var window = await browser.OpenWindowAsync(app);
        var page = window.Page;
        await page.GotoAsync(MailServer.LinkOf(letter));
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Join Operations" })).ToBeVisibleAsync();
        await window.PictureAsync("join");
        await page.GetByLabel("Your name").FillAsync("New One");
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(Password);
        await page.GetByLabel("Password again").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create account and accept" }).ClickAsync();
        await page.WaitForURLAsync($"**/settings/teams/{team}");
        await Expect(page.GetByText("Your level: Read")).ToBeVisibleAsync();
        await page.GotoAsync(MailServer.LinkOf(letter));
        await Expect(page.GetByText("This invitation does not hold any more")).ToBeVisibleAsync();
        Assert.Empty(window.Faults);
    }

    [Fact]
    public async Task An_account_comes_to_be_by_the_link_of_a_mail()
    {
        await using var window = await browser.OpenWindowAsync(app);
        var page = window.Page;
        await page.GotoAsync("sign-in");
        await page.GetByRole(AriaRole.Link, new() { Name = "Create an account" }).ClickAsync();
        await page.GetByLabel("Your name").FillAsync("Rui");
        await page.GetByLabel("E-mail").FillAsync("rui@example.org");
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(Password);
        await page.GetByLabel("Password again").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create account" }).ClickAsync();
        await Expect(page.GetByText("Look into your mail")).ToBeVisibleAsync();
        await page.GotoAsync(MailServer.LinkOf(await mail.NextAsync("rui@example.org")));
        await page.GetByLabel("Password").FillAsync(Password);
        await window.PictureAsync("confirm");
        await page.GetByRole(AriaRole.Button, new() { Name = "Finish my account" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Dashboard" }).First).ToBeVisibleAsync();
        await ChangeAddressAsync(window);
        Assert.Empty(window.Faults);
    }

    [Fact]
    public async Task A_second_factor_is_set_up_and_asked_for()
    {
        var ana = await app.SignInNewUserAsync("factor@example.org");
        await using var window = await browser.OpenWindowAsync(app, ana.DefaultRequestHeaders.Authorization!.Parameter);
        var page = window.Page;
        await window.GoAsync("settings/security");
        var card = page.GetByRole(AriaRole.Region, new() { Name = "Second factor" });
        await card.GetByLabel("Your password").FillAsync(Password);
        await card.GetByRole(AriaRole.Button, new() { Name = "Set up a second factor" }).ClickAsync();
        var secret = Bytes(await card.GetByLabel("Secret", new() { Exact = true }).InputValueAsync());
        await window.PictureAsync("second-factor");
        await card.Locator("input[name=factor-code]").FillAsync(Totp.CodeOf(secret, Totp.StepAt(TimeProvider.System.GetUtcNow())));
        await card.GetByRole(AriaRole.Button, new() { Name = "Switch on" }).ClickAsync();
        await Expect(card.Locator("code")).ToHaveCountAsync(10);
        var recovery = await card.Locator("code").First.InnerTextAsync();
        await window.PictureAsync("recovery-codes");
        await using var fresh = await browser.OpenWindowAsync(app);
        await fresh.Page.GotoAsync("sign-in?return=settings%2Fsecurity");
        await SignInAsync(fresh.Page, "factor@example.org", Password);
        await fresh.Page.GetByLabel("Code").FillAsync("000000");
        await fresh.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(fresh.Page.GetByText("This code is not right, or was used before.")).ToBeVisibleAsync();
        await fresh.PictureAsync("code");
        await fresh.Page.GetByLabel("Code").FillAsync(recovery);
        await fresh.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await fresh.Page.WaitForURLAsync("**/settings/security");
        await Expect(fresh.Page.GetByText("9 recovery codes are left.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_administrator_sees_how_mail_stands_and_sends_a_test()
    {
        var admin = await app.SignInAsync();
        await using var window = await browser.OpenWindowAsync(app, admin.DefaultRequestHeaders.Authorization!.Parameter);
        await window.GoAsync("settings/mail");
        var page = window.Page;
        await page.GetByLabel("Send a test mail to").FillAsync("refused@example.org");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send a test mail" }).ClickAsync();
        await Expect(page.GetByText("The server answers 550: 5.1.1 No such mailbox")).ToBeVisibleAsync();
        await page.GetByLabel("Send a test mail to").FillAsync("test@example.org");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send a test mail" }).ClickAsync();
        await Expect(page.GetByText("The server has taken a mail to test@example.org.")).ToBeVisibleAsync();
        Assert.Equal("A test mail of Maestro", (await mail.NextAsync("test@example.org")).Subject);
        await window.PictureAsync("mail");
        Assert.Empty(window.Faults);
    }

    private async Task ChangeAddressAsync(Window window)
    {
        var page = window.Page;
        await window.GoAsync("settings/profile");
        await page.GetByLabel("E-mail").FillAsync("rui@new.example");
        await page.GetByLabel("E-mail").BlurAsync();
        await page.GetByLabel("Your password").FillAsync(Password);
        await page.GetByLabel("Your password").BlurAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(page.GetByText("A link has been sent to rui@new.example.")).ToBeVisibleAsync();
        Assert.Equal("Your Maestro address is being changed", (await mail.NextAsync("rui@example.org")).Subject);
        await page.GotoAsync(MailServer.LinkOf(await mail.NextAsync("rui@new.example")));
        await page.GetByRole(AriaRole.Button, new() { Name = "Use this address" }).ClickAsync();
        await Expect(page.GetByText("From now on you sign in with rui@new.example.")).ToBeVisibleAsync();
        Assert.NotNull(await app.SignInAsync("rui@new.example", Password));
    }

    private static async Task SignInAsync(IPage page, string email, string password)
    {
        await page.GetByLabel("E-mail").FillAsync(email);
        await page.GetByLabel("Password").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }

    private static byte[] Bytes(string secret)
    {
        var bits = string.Concat(secret.Select(sign => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(sign, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. bits.Chunk(8).Where(part => part.Length == 8).Select(part => Convert.ToByte(new string(part), 2))];
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

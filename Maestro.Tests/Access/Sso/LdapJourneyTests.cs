using System.Text.Json.Nodes;
using Maestro.Modules.Access.SingleSignOn;
using Maestro.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Maestro.Tests.Access.Sso;

/// <summary>Signing in with a password of a real LDAP directory.</summary>
public sealed class LdapJourneyTests(LdapWorld world) : IClassFixture<LdapWorld>, IAsyncLifetime
{
    private const string Password = "in the directory";
    private readonly LdapServer directory = world.Directory;
    private readonly SsoApp maestro = world.Maestro;

    // Settings are every test's to change.
    public async ValueTask InitializeAsync() => await maestro.SetAsync(new JsonObject { ["directory"] = world.Settings() });

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_person_of_the_directory_signs_in_on_the_same_page_and_proves_who_they_are_with_that_password()
    {
        directory.Add("bia", Password, "bia@example.org");
        directory.Member("bia", inside: true);
        await using var browser = await Browser.StartAsync();
        await using var window = await browser.OpenWindowAsync(maestro.App);
        var page = window.Page;
        await page.GotoAsync("sign-in?return=settings%2Fsecurity");
        await page.GetByLabel("E-mail or name").FillAsync("bia");
        await page.GetByLabel("Password").FillAsync(Password);
        await window.PictureAsync("ldap-sign-in");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.WaitForURLAsync("**/settings/security");
        Assert.Equal("Operations:read", await maestro.TeamsOfAsync("bia@example.org"));
        var card = page.GetByRole(AriaRole.Region, new() { Name = "Second factor" });
        await card.GetByLabel("Your password of Example Directory").FillAsync("a wrong one");
        await card.GetByRole(AriaRole.Button, new() { Name = "Set up a second factor" }).ClickAsync();
        await Expect(card.GetByText("This is not your password.")).ToBeVisibleAsync();
        await card.GetByLabel("Your password of Example Directory").FillAsync(Password);
        await card.GetByRole(AriaRole.Button, new() { Name = "Set up a second factor" }).ClickAsync();
        await Expect(card.GetByLabel("Secret", new() { Exact = true })).ToBeVisibleAsync();
        Assert.Contains(await maestro.EventsAsync("action=sign_in&outcome=success"), one => (string?)one!["detail"]!["by"] == "ldap");
    }

    [Theory]
    [InlineData("ldaps")]
    [InlineData("starttls")]
    public async Task A_certificate_that_nobody_trusts_is_refused_either_way_and_one_that_is_set_is_taken(string tls)
    {
        await maestro.SetAsync(Directory(("tls", tls), ("port", tls == "ldaps" ? directory.TlsPort : directory.Port), ("bind_password", LdapServer.SearchPassword)));
        Assert.Equal(200, await SignInAsync("known", Password));
        await maestro.SetAsync(Directory(("certificate", ""), ("bind_password", LdapServer.SearchPassword)));
        Assert.Equal(503, await SignInAsync("known", Password));
        var tested = await (await maestro.AdminAsync()).PostAsync("api/v1/single-sign-on/test-directory", new JsonObject { ["name"] = "known" });
        Assert.Equal(503, (int)tested.Status);
        Assert.Contains("its certificate is not trusted", tested.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("know*")]
    [InlineData("known)(uid=*")]
    [InlineData("*)(|(uid=known")]
    [InlineData("known\\2a")]
    [InlineData("known\0")]
    [InlineData("")]
    public async Task Characters_that_mean_something_to_a_filter_find_nobody(string name) => Assert.NotEqual(200, await SignInAsync(name, Password));

    [Fact]
    public async Task A_name_with_such_characters_is_found_as_it_is()
    {
        directory.Add("r(u)i*", Password, "rui@example.org");
        Assert.Equal(200, await SignInAsync("r(u)i*", Password));
    }

    [Fact]
    public async Task No_password_is_no_password()
    {
        directory.Add("leo", Password, "leo@example.org");
        Assert.Equal(422, await SignInAsync("leo", ""));
        Assert.Equal(401, await SignInAsync("leo", "wrong"));
    }

    [Fact]
    public async Task Guesses_are_limited_however_the_name_is_typed()
    {
        directory.Add("mia", Password, "mia@example.org");
        foreach (var name in new[] { "mia", "MIA", "Mia", "mIa", "miA" })
            Assert.Equal(401, await SignInAsync(name, "wrong"));
        Assert.Equal(429, await SignInAsync("mIA", Password));
    }

    [Fact]
    public async Task Whoever_leaves_the_group_or_is_switched_off_or_gone_loses_it()
    {
        directory.Add("gil", Password, "gil@example.org");
        directory.Member("gil", inside: true);
        Assert.Equal(200, await SignInAsync("gil", Password));
        directory.Member("gil", inside: false);
        Assert.Equal(200, await SignInAsync("gil", Password));
        Assert.Equal("", await maestro.TeamsOfAsync("gil@example.org"));
        var admin = await maestro.AdminAsync();
        var id = (await admin.GetAsync("api/v1/users?q=gil@example.org")).Body["results"]![0]!["id"];
        await admin.PatchAsync($"api/v1/users/{id}", new JsonObject { ["active"] = false });
        Assert.Equal(403, await SignInAsync("gil", Password));
        await admin.PatchAsync($"api/v1/users/{id}", new JsonObject { ["active"] = true });
        directory.Remove("gil");
        Assert.Equal(401, await SignInAsync("gil", Password));
    }

    [Fact]
    public async Task Whoever_is_gone_from_the_directory_is_signed_out_though_they_do_nothing()
    {
        directory.Add("noa", Password, "noa@example.org");
        Assert.Equal(200, await SignInAsync("known", Password));
        var client = maestro.App.Anonymous();
        var answer = await new ApiClient(client).PostAsync("api/v1/auth/token", new JsonObject { ["email"] = "noa", ["password"] = Password });
        client.DefaultRequestHeaders.Authorization = new("Bearer", (string)answer.Body["token"]!);
        var watch = maestro.App.Services.GetRequiredService<DirectoryWatch>();
        await watch.LookAsync(TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)(await new ApiClient(client).GetAsync("api/v1/me")).Status);
        directory.Remove("noa");
        await watch.LookAsync(TestContext.Current.CancellationToken);
        Assert.Equal(401, (int)(await new ApiClient(client).GetAsync("api/v1/me")).Status);
        Assert.Contains(await maestro.EventsAsync("action=session"), one => (string?)one!["detail"]!["by"] == "ldap");
    }

    [Fact]
    public async Task An_account_with_the_same_address_is_taken_over_only_where_that_is_set()
    {
        directory.Add("caio", Password, "caio@example.org");
        await maestro.App.SignInNewUserAsync("caio@example.org");
        Assert.Equal(409, await SignInAsync("caio", Password));
        await maestro.SetAsync(Directory(("link_by_email", true)));
        Assert.Equal(200, await SignInAsync("caio", Password));
    }

    [Fact]
    public async Task A_password_of_Maestro_still_counts_beside_the_directory_and_when_it_is_away()
    {
        await maestro.App.SignInNewUserAsync("local@example.org");
        await maestro.SetAsync(Directory(("port", Ports.Free(1)[0])));
        Assert.Equal(200, await SignInAsync("local@example.org", App.AdminPassword));
        Assert.Equal(503, await SignInAsync("local@example.org", "a wrong password"));
    }

    private static JsonObject Directory(params (string Name, JsonNode? Value)[] settings) =>
        new() { ["directory"] = new JsonObject(settings.Select(pair => KeyValuePair.Create(pair.Name, pair.Value))) };

    private async Task<int> SignInAsync(string name, string password) =>
        (int)(await new ApiClient(maestro.App.Anonymous()).PostAsync("api/v1/auth/token", new JsonObject { ["email"] = name, ["password"] = password })).Status;
}

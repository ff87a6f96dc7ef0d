using System.Net;
using System.Text.RegularExpressions;
using Maestro.Tests.Support;

namespace Maestro.Tests.Access;

/// <summary>Signing in and out with a browser's forms and cookies, without a browser.</summary>
public sealed partial class SignInPageTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private readonly App app = shared.App;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_form_starts_a_session_in_a_cookie_that_scripts_cannot_read_and_goes_back_to_the_page()
    {
        using var browser = Browser();
        using var answer = await SendAsync(browser, "sign-in?return=%2Fsettings%2Fteams", "sign-in", App.AdminEmail, App.AdminPassword);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal(new Uri(app.Address, "settings/teams"), new Uri(app.Address, answer.Headers.Location!));
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), text => text.StartsWith("maestro=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("samesite=lax", cookie, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(new Uri("settings/teams", UriKind.Relative), Cancel)).StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example/x")]
    [InlineData("//evil.example/x")]
    [InlineData("/\\evil.example")]
    [InlineData("javascript:alert(1)")]
    public async Task Nobody_is_sent_to_another_site_after_signing_in(string back)
    {
        using var browser = Browser();
        using var answer = await SendAsync(browser, $"sign-in?return={Uri.EscapeDataString(back)}", "sign-in", App.AdminEmail, App.AdminPassword);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.True(app.Address.IsBaseOf(new Uri(app.Address, answer.Headers.Location!)));
    }

    [Fact]
    public async Task A_wrong_password_is_said_on_the_form_and_opens_nothing()
    {
        using var browser = Browser();
        using var answer = await SendAsync(browser, "sign-in", "sign-in", App.AdminEmail, "a wrong password");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains("The e-mail address or the password is wrong.", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.DoesNotContain("a wrong password", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.False(answer.Headers.TryGetValues("Set-Cookie", out var cookies) && cookies.Any(text => text.StartsWith("maestro=", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_form_of_another_site_does_nothing()
    {
        using var browser = Browser();
        using var form = new FormUrlEncodedContent([new("_handler", "sign-in"), new("Form.Email", App.AdminEmail), new("Form.Password", App.AdminPassword)]);
        using var answer = await browser.PostAsync(new Uri("sign-in", UriKind.Relative), form, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_for_good()
    {
        using var browser = Browser();
        using var signedIn = await SendAsync(browser, "sign-in", "sign-in", App.AdminEmail, App.AdminPassword);
        var cookie = signedIn.Headers.GetValues("Set-Cookie").Single(text => text.StartsWith("maestro=", StringComparison.Ordinal)).Split(';')[0];
        using var answer = await SendAsync(browser, "sign-out", "sign-out");
        Assert.Equal(new Uri(app.Address, "sign-in"), new Uri(app.Address, answer.Headers.Location!));
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/v1/me");
        request.Headers.Add("Cookie", cookie);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Anonymous().SendAsync(request, Cancel)).StatusCode);
    }

    [Theory]
    [InlineData("settings")]
    [InlineData("settings/security")]
    [InlineData("settings/tokens")]
    [InlineData("settings/teams")]
    [InlineData("settings/people")]
    [InlineData("profile")]
    [InlineData("teams")]
    [InlineData("users")]
    public async Task A_stranger_is_sent_to_sign_in(string page)
    {
        using var answer = await app.Anonymous().GetAsync(new Uri(page, UriKind.Relative), Cancel);
        Assert.Equal((HttpStatusCode.Found, $"/sign-in?return=%2F{Uri.EscapeDataString(page)}"), (answer.StatusCode, answer.Headers.Location!.ToString()));
    }

    [Fact]
    public async Task The_first_run_page_is_closed_once_there_is_a_user()
    {
        using var answer = await app.Anonymous().GetAsync(new Uri("first-run", UriKind.Relative), Cancel);
        Assert.Equal(new Uri(app.Address, "sign-in"), new Uri(app.Address, answer.Headers.Location!));
    }

    private HttpClient Browser() => new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = app.Address };

    /// <summary>Opens a page and sends its form, as a browser would.</summary>
    private static async Task<HttpResponseMessage> SendAsync(HttpClient browser, string page, string form, string? email = null, string? password = null)
    {
        var html = await browser.GetStringAsync(new Uri(page, UriKind.Relative), Cancel);
        var fields = new Dictionary<string, string> { ["_handler"] = form, ["__RequestVerificationToken"] = Token().Match(html).Groups[1].Value };
        if (email is not null)
            (fields["Form.Email"], fields["Form.Password"]) = (email, password!);
        using var content = new FormUrlEncodedContent(fields);
        return await browser.PostAsync(new Uri(page, UriKind.Relative), content, Cancel);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}

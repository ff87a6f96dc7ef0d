using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Maestro.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Maestro.Tests.Hosting;

/// <summary>The headers of every route, walked from the route table, for nobody and for somebody; and cookies.</summary>
public sealed partial class SecurityHeadersTests(Postgres postgres) : IAsyncLifetime
{
    private static readonly string[] Looks = ["maestro-theme", "maestro-accent", "maestro-density", "maestro-culture"];
    private App app = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => app = await App.StartAsync(postgres, ["--MAESTRO_TRUSTED_PROXIES=127.0.0.1"]);

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Every_route_answers_with_one_policy_without_inline_script_and_the_other_headers()
    {
        var routes = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Select(route => Filled(route.RoutePattern.RawText!)).Distinct().Append("nowhere/at/all").Append("api/v1/nowhere").ToList();
        var pages = 0;
        foreach (var client in new[] { app.Anonymous(), await app.SignInAsync() })
        {
            foreach (var route in routes)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, route);
                request.Headers.Add("Accept", "text/html");
                if (client.DefaultRequestHeaders.Authorization?.Parameter is { } token)
                    request.Headers.Add("Cookie", $"maestro={token}");
                using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
                var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
                var scripts = Directive(policy, "script-src") ?? Directive(policy, "default-src");
                Assert.True(scripts is "'self'" or "'none'", $"{route}: {policy}");
                Assert.True(Directive(policy, "frame-ancestors") is "'none'" || policy.Contains("sandbox", StringComparison.Ordinal), $"{route}: {policy}");
                Assert.Equal((route, "nosniff"), (route, Assert.Single(answer.Headers.GetValues("X-Content-Type-Options"))));
                Assert.Equal((route, "same-origin"), (route, Assert.Single(answer.Headers.GetValues("Referrer-Policy"))));
                Assert.False(answer.Headers.Contains("Server") || answer.Headers.Contains("X-Powered-By"), route);
                if (answer.Content.Headers.ContentType?.MediaType != "text/html")
                    continue;
                pages++;
                var html = await answer.Content.ReadAsStringAsync(Cancel);
                Assert.DoesNotMatch(InlineScript(), html);
                Assert.DoesNotMatch(Handler(), html);
            }
        }
        Assert.True(pages > 40, $"{pages} pages only");
        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{routes.Count} routes, {pages} pages read"));
    }

    [Theory]
    [InlineData("http", false)]
    [InlineData("https", true)]
    public async Task Cookies_are_for_the_server_alone_for_this_site_and_over_https_for_https_only(string scheme, bool secure)
    {
        using var client = app.Anonymous();
        using var visit = new HttpRequestMessage(HttpMethod.Get, "sign-in");
        visit.Headers.Add("X-Forwarded-Proto", scheme);
        using var page = await client.SendAsync(visit, Cancel);
        var html = await page.Content.ReadAsStringAsync(Cancel);
        using var post = new HttpRequestMessage(HttpMethod.Post, "sign-in");
        post.Headers.Add("X-Forwarded-Proto", scheme);
        post.Headers.Add("Cookie", string.Join("; ", Cookies(page).Select(cookie => cookie.Split(';')[0])));
        post.Content = new FormUrlEncodedContent(Inputs().Matches(html).Select(input => (Name: Attribute(input.Value, "name"), Value: Attribute(input.Value, "value"))).Where(input => input.Name.Length > 0)
            .Select(input => KeyValuePair.Create(input.Name, input.Name.EndsWith("mail", StringComparison.OrdinalIgnoreCase) ? App.AdminEmail : input.Name.EndsWith("assword", StringComparison.OrdinalIgnoreCase) ? App.AdminPassword : input.Value)));
        using var signedIn = await client.SendAsync(post, Cancel);
        Assert.Equal(HttpStatusCode.Found, signedIn.StatusCode);
        var cookies = Cookies(page).Concat(Cookies(signedIn)).ToList();
        Assert.Contains(cookies, cookie => cookie.StartsWith("maestro=mst_", StringComparison.Ordinal));
        foreach (var cookie in cookies)
        {
            // How it looks is read by a script before the first stroke is drawn; it is worth nothing to a thief.
            if (!Looks.Contains(cookie.Split('=')[0]))
                Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Matches("(?i)samesite=(lax|strict)", cookie);
            Assert.Equal((cookie, secure), (cookie, cookie.Contains("; secure", StringComparison.OrdinalIgnoreCase)));
        }
    }

    private static IEnumerable<string> Cookies(HttpResponseMessage answer) => answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [];

    private static string Attribute(string tag, string name) => WebUtility.HtmlDecode(Regex.Match(tag, $"\\b{name}=\"([^\"]*)\"").Groups[1].Value);

    private static string? Directive(string policy, string name) =>
        policy.Split(';', StringSplitOptions.TrimEntries).Where(part => part.StartsWith(name + " ", StringComparison.Ordinal)).Select(part => part[(name.Length + 1)..]).FirstOrDefault();

    private static string Filled(string route) => Parameter().Replace(
        route.TrimStart('/').Replace("{kinds:regex(^[a-z][a-z0-9-]*$)}", "servers", StringComparison.Ordinal).Replace("{Plural}", "servers", StringComparison.Ordinal).Replace("{Tab}", "history", StringComparison.Ordinal),
        "01980000-0000-7000-8000-000000000000");

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();

    [GeneratedRegex("""<script(?![^>]*\bsrc=)[^>]*>""", RegexOptions.IgnoreCase)]
    private static partial Regex InlineScript();

    [GeneratedRegex("""<[a-z][^>]*\son[a-z]+\s*=""", RegexOptions.IgnoreCase)]
    private static partial Regex Handler();

    [GeneratedRegex("<input[^>]*>")]
    private static partial Regex Inputs();
}

using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Maestro.Tests.Support;
using static Maestro.Tests.Access.Incidents.Scene;

namespace Maestro.Tests.Access.Incidents;

/// <summary>
/// Stored and reflected markup (NetBox CVE-2025-69848; Nautobot CVE-2024-23345, CVE-2024-34707, CVE-2023-48705; GLPI CVE-2026-42321; iTop; Snipe-IT).
/// What a browser does with stored markup is shown by <c>Fuzzing/StoredMarkupTests</c>.
/// </summary>
[Collection(Scene.Name), Trait("Incident", "XSS")]
public sealed partial class CrossSiteScriptingTests(Scene scene)
{
    private const string Markup = "\"><script>window.pwned=1</script><img src=x onerror=window.pwned=1>";

    [Fact]
    public async Task CVE_2025_69848_an_error_that_quotes_a_name_is_no_page()
    {
        var record = await scene.MakeAsync("servers", new JsonObject { ["name"] = Markup }.ToJsonString());
        using var request = new HttpRequestMessage(HttpMethod.Patch, UrlOf(record)) { Content = System.Net.Http.Json.JsonContent.Create(new { cpu = Markup, ipv4_private = Markup }) };
        request.Headers.Add("Accept", "text/html");
        var (status, _, message) = await SendAsync(scene.Owner, request);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal("application/problem+json", message.Content.Headers.ContentType!.MediaType);
        Assert.Equal("nosniff", Assert.Single(message.Headers.GetValues("X-Content-Type-Options")));
    }

    [Theory]
    [InlineData("sign-in?return=")]
    [InlineData("sign-in?email=")]
    [InlineData("reset?token=")]
    [InlineData("confirm?token=")]
    [InlineData("confirm-email?token=")]
    [InlineData("join?token=")]
    [InlineData("register?invitation=")]
    [InlineData("forgot?email=")]
    [InlineData("not-found?x=")]
    public async Task CVE_2023_48705_what_an_address_says_comes_back_as_text(string path)
    {
        var page = await scene.Nobody.GetAsync(path + Uri.EscapeDataString(Markup));
        Assert.DoesNotContain("<script>window", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<img src=x", page.Text, StringComparison.Ordinal);
        Assert.DoesNotMatch(InlineScript(), page.Text);
    }

    [Theory]
    [InlineData("csv", "text/csv")]
    [InlineData("json", "application/json")]
    [InlineData("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    public async Task CVE_2024_34707_a_file_of_names_is_a_download_never_a_page(string format, string type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"api/v1/servers.{format}");
        request.Headers.Add("Accept", "text/html");
        var (_, _, message) = await SendAsync(scene.Owner, request);
        Assert.Equal((type, "attachment"), (message.Content.Headers.ContentType!.MediaType, message.Content.Headers.ContentDisposition!.DispositionType));
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("JaVaScRiPt:alert(1)")]
    [InlineData(" javascript:alert(1)")]
    [InlineData("java\tscript:alert(1)")]
    [InlineData("data:text/html,<script>alert(1)</script>")]
    [InlineData("vbscript:x")]
    public async Task CVE_2024_23345_a_link_that_is_a_script_is_refused(string url)
    {
        var record = await scene.Owner.PostAsync("api/v1/applications", new JsonObject { ["name"] = scene.Unique("linked"), ["links"] = new JsonArray(new JsonObject { ["url"] = url }) });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, record.Status);
        var team = await scene.Owner.PostAsync("api/v1/teams", new JsonObject { ["name"] = "linked", ["url"] = url });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, team.Status);
    }

    [GeneratedRegex("""<script(?![^>]*\bsrc=)[^>]*>""", RegexOptions.IgnoreCase)]
    internal static partial Regex InlineScript();
}

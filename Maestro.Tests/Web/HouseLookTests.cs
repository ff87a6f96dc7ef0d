using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Maestro.Tests.Support;
using Maestro.Web.Layout;
using Microsoft.Extensions.Configuration;

namespace Maestro.Tests.Web;

/// <summary>The accent and the logo that the house set for everybody.</summary>
public sealed class HouseLookTests(Postgres postgres)
{
    private const string Svg = "<?xml version=\"1.0\"?><!-- ours --><svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Svg, "image/svg+xml")]
    [InlineData("\u0089PNG\r\n\u001A\n....", "image/png")]
    [InlineData("\u00FF\u00D8\u00FF....", "image/jpeg")]
    [InlineData("GIF89a....", "image/gif")]
    [InlineData("RIFF....WEBPVP8 ", "image/webp")]
    [InlineData("<html><svg></svg></html>", null)]
    [InlineData("<!-- open", null)]
    [InlineData("", null)]
    public void An_image_is_told_by_its_bytes(string content, string? type) =>
        Assert.Equal(type, ImageType.Of(Encoding.Latin1.GetBytes(content)));

    [Fact]
    public void A_logo_comes_out_of_the_data_folder_but_never_from_beside_the_keys()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "keys"));
        File.WriteAllText(Path.Combine(folder.Path, "logo.svg"), Svg);
        File.WriteAllText(Path.Combine(folder.Path, "keys", "logo.svg"), Svg);
        File.WriteAllText(Path.Combine(folder.Path, "notes.txt"), "no image");
        Assert.Matches("^logo/[0-9a-f]{16}$", Of(folder, "logo.svg").LogoAddress);
        Assert.Equal("/static/logo.png", Of(folder, "/static/logo.png").LogoAddress);
        Assert.Empty(HouseLook.Faults(Settings(folder, "logo.svg")));
        Assert.Empty(HouseLook.Faults(Settings(folder, "/static/logo.png")));
        foreach (var bad in new[] { "keys/logo.svg", "notes.txt", "gone.png", "../logo.svg", "//evil.example/logo.png", "https://evil.example/logo.png", "javascript:alert(1)" })
        {
            Assert.Null(Of(folder, bad).LogoAddress);
            Assert.StartsWith("Look:Logo ", Assert.Single(HouseLook.Faults(Settings(folder, bad))), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Who_chose_no_accent_sees_the_houses_and_the_logo_stands_where_one_signs_in()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "logo.svg"), Svg);
        await using var app = await App.StartAsync(postgres, ["--Look:Theme=Wine", "--Look:Logo=logo.svg", $"--MAESTRO_DATA={folder.Path}"]);
        var page = await app.Anonymous().GetStringAsync("sign-in", Cancel);
        Assert.Contains("data-accent=\"wine\"", page, StringComparison.Ordinal);
        var address = System.Text.RegularExpressions.Regex.Match(page, "<img class=\"house-logo\" src=\"(logo/[0-9a-f]+)\" alt=\"Maestro\"").Groups[1].Value;
        using var answer = await app.Anonymous().GetAsync(address, Cancel);
        Assert.Equal("image/svg+xml", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("default-src 'none'; style-src 'unsafe-inline'; sandbox", answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal(HttpStatusCode.NotFound, (await app.Anonymous().GetAsync("logo/0000000000000000", Cancel)).StatusCode);
        var me = JsonNode.Parse(await (await app.SignInAsync()).GetStringAsync("api/v1/me", Cancel))!;
        Assert.Null(me["user"]!["accent"]);
    }

    private static HouseLook Of(TemporaryFolder folder, string logo) => HouseLook.Of(Settings(folder, logo));

    private static IConfiguration Settings(TemporaryFolder folder, string logo) => new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?> { ["MAESTRO_DATA"] = folder.Path, ["Look:Logo"] = logo }).Build();
}

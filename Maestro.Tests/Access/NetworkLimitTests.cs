using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Access.SignIn;
using Maestro.Tests.Support;

namespace Maestro.Tests.Access;

public sealed class NetworkLimitTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("10.0.0.0/8", "10.0.0.0/8")]
    [InlineData(" 10.1.2.3/8 ", "10.0.0.0/8")]
    [InlineData("192.0.2.7", "192.0.2.7/32")]
    [InlineData("2001:db8::1/32", "2001:db8::/32")]
    [InlineData("::1", "::1/128")]
    [InlineData("10.0.0.0/33", null)]
    [InlineData("10", null)]
    [InlineData("0x7f.1", null)]
    [InlineData("example.org", null)]
    [InlineData("10.0.0.0/8/8", null)]
    [InlineData("10.0.0.0/-1", null)]
    [InlineData("", null)]
    public void A_network_is_told_from_anything_else(string text, string? normal) => Assert.Equal(normal, Networks.Normal(text));

    [Theory]
    [InlineData("10.0.0.0/8", "10.200.3.4", true)]
    [InlineData("10.0.0.0/8", "::ffff:10.1.1.1", true)]
    [InlineData("10.0.0.0/8", "11.0.0.1", false)]
    [InlineData("10.0.0.0/8", "::1", false)]
    [InlineData("::/0", "10.0.0.1", false)]
    [InlineData("0.0.0.0/0", "10.0.0.1", true)]
    [InlineData("2001:db8::/32", "2001:db8:1::1", true)]
    [InlineData("10.0.0.0/8", null, false)]
    public void An_address_is_in_a_network_or_not(string network, string? address, bool inside) => Assert.Equal(inside, Networks.Include([network], address));

    [Fact]
    public async Task A_token_is_refused_from_elsewhere_with_the_reason_and_the_trail_says_so_once()
    {
        var owner = await shared.App.SignInNewUserAsync("networks@example.org");
        var (there, elsewhere) = (await TokenAsync(owner, "127.0.0.0/8", "::1"), await TokenAsync(owner, "203.0.113.0/24"));
        Assert.Equal(HttpStatusCode.OK, (await there.GetAsync("api/v1/servers", Cancel)).StatusCode);
        for (var time = 0; time < 3; time++)
        {
            var refused = await elsewhere.GetAsync("api/v1/servers", Cancel);
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
            Assert.Contains("not accepted from", await refused.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }

        var mine = await owner.GetFromJsonAsync<JsonObject>("api/v1/me/tokens", Cancel);
        var row = Assert.Single(mine!["results"]!.AsArray(), token => (string)token!["networks"]![0]! == "203.0.113.0/24");
        Assert.Null(row!["last_used_at"]);
        var admin = await shared.App.SignInAsync();
        var trail = await admin.GetFromJsonAsync<JsonObject>("api/v1/security-events?action=token.refused", Cancel);
        Assert.Single(trail!["results"]!.AsArray(), one => (string)one!["target"]!["id"]! == (string)row["id"]!);
    }

    [Fact]
    public async Task What_is_no_network_is_named()
    {
        var owner = await shared.App.SignInNewUserAsync("nonetwork@example.org");
        var answer = await owner.PostAsJsonAsync("api/v1/me/tokens", new { name = "x", scope = "read", networks = new[] { "10.0.0.0/8", "everywhere" } }, Cancel);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("everywhere is no address", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    private async Task<HttpClient> TokenAsync(HttpClient owner, params string[] networks)
    {
        var made = await owner.PostAsJsonAsync("api/v1/me/tokens", new { name = "script", scope = "read", networks }, Cancel);
        var client = shared.App.Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)(await made.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonObject>(Cancel))!["token"]!);
        return client;
    }
}

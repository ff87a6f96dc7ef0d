using System.Net;
using Maestro.Tests.Support;

namespace Maestro.Tests.Hosting;

public sealed class ProxyTests(Postgres postgres)
{
    [Fact]
    public async Task The_prefix_of_the_public_address_is_served()
    {
        await using var app = await App.StartAsync(postgres, ["--MAESTRO_BASE_URL=https://example.org/maestro"]);
        Assert.Equal("ready", await app.ReadyAsync("maestro/ready"));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("--MAESTRO_TRUSTED_PROXIES=10.1.2.3", false)]
    [InlineData("--MAESTRO_TRUSTED_PROXIES=127.0.0.0/8", true)]
    public async Task Forwarded_headers_count_only_from_a_trusted_proxy(string setting, bool trusted)
    {
        await using var app = await App.StartAsync(postgres, setting.Length > 0 ? [setting] : []);
        var client = app.Anonymous();
        var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/auth/token")
        {
            Content = new StringContent($$"""{"email":"{{App.AdminEmail}}","password":"{{App.AdminPassword}}"}""", null, "application/json"),
        };
        request.Headers.Add("X-Forwarded-For", "203.0.113.9");
        request.Headers.Add("X-Forwarded-Proto", "https");
        (await client.SendAsync(request, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();

        await using var ask = app.Database.Source.CreateCommand("select last_ip from access.tokens");
        Assert.Equal(trusted ? "203.0.113.9" : "127.0.0.1", await ask.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }
}

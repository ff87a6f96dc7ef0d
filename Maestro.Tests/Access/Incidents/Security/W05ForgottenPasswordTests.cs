using System.Net;
using System.Text.Json.Nodes;
using static Maestro.Tests.Access.AccessApi;

namespace Maestro.Tests.Access.Incidents.Security;

/// <summary>W-05: the link of a forgotten password came from the request (phishing), never expired, worked twice, and answers told whether a mail exists.</summary>
[Trait("Weakness", "W-05")]
public sealed class W05ForgottenPasswordTests : IClassFixture<AccessApi>
{
    private readonly AccessApi api;

    public W05ForgottenPasswordTests(AccessApi api)
    {
        this.api = api;
        api.Postbox.On = true;
    }

    [Fact]
    public async Task W_05_the_link_leads_to_the_configured_address_whatever_the_request_says()
    {
        await api.APersonAsync("Ana");
        using var client = api.Client();
        var asked = await SendAsync(client, HttpMethod.Post, "auth/forgot", new JsonObject { ["email"] = "ana@example.org", ["url"] = "https://evil.example", ["path_url"] = "https://evil.example" },
            ("Host", "evil.example"), ("X-Forwarded-Host", "evil.example"), ("Origin", "https://evil.example"), ("Referer", "https://evil.example/"));
        Assert.InRange(asked.Status, 200, 299);
        Assert.StartsWith("https://maestro.example.org/ops/reset?token=", api.Postbox.To("ana@example.org").Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task W_05_the_link_works_once_and_a_known_address_answers_like_an_unknown_one()
    {
        await api.APersonAsync("Bob");
        using var client = api.Client();
        var known = await SendAsync(client, HttpMethod.Post, "auth/forgot", new JsonObject { ["email"] = "bob@example.org" });
        var unknown = await SendAsync(client, HttpMethod.Post, "auth/forgot", new JsonObject { ["email"] = "nobody@example.org" });
        Assert.Equal((known.Status, known.Body?.ToJsonString()), (unknown.Status, unknown.Body?.ToJsonString()));
        var reset = new JsonObject { ["token"] = api.Postbox.TokenTo("bob@example.org"), ["password"] = "a brand new password" };
        Assert.InRange((await SendAsync(client, HttpMethod.Post, "auth/reset", reset.DeepClone())).Status, 200, 299);
        Assert.Equal(422, (await SendAsync(client, HttpMethod.Post, "auth/reset", reset)).Status);
    }
}

/// <summary>W-05, with a clock.</summary>
[Trait("Weakness", "W-05")]
public sealed class W05ExpiryTests : IClassFixture<AccessWorld>
{
    private readonly AccessWorld world;

    public W05ExpiryTests(AccessWorld world)
    {
        this.world = world;
        world.Postbox.On = true;
    }

    [Fact]
    public async Task W_05_the_link_ends_after_an_hour()
    {
        await world.APersonAsync("Cid");
        await world.Accounts.ForgotPasswordAsync("cid@example.org", AccessWorld.From("10.0.0.1"), AccessWorld.Cancel);
        var token = world.Postbox.TokenTo("cid@example.org");
        Assert.True(await world.Accounts.IsPasswordLinkAsync(token, AccessWorld.Cancel));
        world.Clock.Pass(TimeSpan.FromMinutes(61));
        Assert.False(await world.Accounts.IsPasswordLinkAsync(token, AccessWorld.Cancel));
    }
}

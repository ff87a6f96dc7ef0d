using System.Net;
using Maestro.Modules.Discovery.Calling;
using Maestro.Modules.Kernel;

namespace Maestro.Tests.Discovery.Providers;

/// <summary>What is special about DigitalOcean: one token for everything, links to further pages, an hourly limit.</summary>
public sealed class DigitalOceanTests
{
    private const string Unknown = """{"id": "Unauthorized", "message": "Unable to authenticate you"}""";

    [Fact]
    public async Task The_account_says_who_holds_the_token()
    {
        await using var server = await ProviderServer.StartAsync("digitalocean");
        await using var session = await ApiLine.OpenAsync(ApiLine.Provider("digitalocean"), server);
        Assert.Equal("ops@example.org", session.Identity);
        Assert.Equal("b6fr89dbf6d9156cace5f3c78dc9851d957381ef", session.Account);
        Assert.All(server.Asked, one => Assert.Equal("Bearer dop_v1_0123456789", one.Ask.Authorization));
    }

    [Fact]
    public async Task A_token_that_is_unknown_is_said_to_be_mistyped_expired_or_deleted()
    {
        await using var server = await ProviderServer.StartAsync("digitalocean");
        server.Troubles = (_, _) => new(HttpStatusCode.Unauthorized, Unknown);
        var problem = await Assert.ThrowsAsync<Problem>(() => ApiLine.OpenAsync(ApiLine.Provider("digitalocean"), server));
        Assert.Equal(ProblemKind.SignedOut, problem.Kind);
        Assert.Contains("mistyped, expired or deleted", problem.Message, StringComparison.Ordinal);
        Assert.Single(server.Asked);
        Assert.DoesNotContain("dop_v1", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scope_that_the_token_lacks_is_named()
    {
        await using var server = await ProviderServer.StartAsync("digitalocean", "digitalocean.vpcs");
        await using var session = await ApiLine.OpenAsync(ApiLine.Provider("digitalocean"), server);
        server.Troubles = (_, _) => new(HttpStatusCode.Forbidden, """{"id": "Forbidden", "message": "You are not authorized to perform this operation"}""");
        var problem = await Assert.ThrowsAsync<Problem>(() => ApiLine.ReadAsync(ApiLine.Of("digitalocean.vpcs"), session));
        Assert.Equal(ProblemKind.Denied, problem.Kind);
        Assert.StartsWith("vpc:read: the token lacks this scope", problem.Message, StringComparison.Ordinal);
        Assert.Equal(ProblemKind.Denied, session.Calls["vpc:read"]?.Kind);
    }

    [Fact]
    public async Task A_call_over_the_limit_is_made_again_when_it_may_be()
    {
        await using var server = await ProviderServer.StartAsync("digitalocean", "digitalocean.vpcs");
        await using var session = await ApiLine.OpenAsync(ApiLine.Provider("digitalocean"), server, new CallOptions { Attempts = 3 });
        var left = 2;
        server.Troubles = (_, _) => left-- > 0 ? new(HttpStatusCode.TooManyRequests, """{"id": "too_many_requests", "message": "API rate limit exceeded."}""") { RetryAfter = "0" } : null;
        Assert.Equal(4, (await ApiLine.ReadAsync(ApiLine.Of("digitalocean.vpcs"), session)).Count);
    }

    [Fact]
    public async Task A_page_that_comes_without_its_list_fails_the_listing()
    {
        await using var server = await ProviderServer.StartAsync("digitalocean", "digitalocean.vpcs");
        await using var session = await ApiLine.OpenAsync(ApiLine.Provider("digitalocean"), server);
        server.Rewrite = (_, _) => "{}";
        var problem = await Assert.ThrowsAsync<Problem>(() => ApiLine.ReadAsync(ApiLine.Of("digitalocean.vpcs"), session));
        Assert.Contains("no list \"vpcs\"", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Droplets_are_asked_for_only_where_something_names_a_tag()
    {
        await using var server = await ProviderServer.StartAsync("digitalocean", "digitalocean.firewalls");
        await using var session = await ApiLine.OpenAsync(ApiLine.Provider("digitalocean"), server);
        server.Rewrite = (recording, body) => recording.Path == "/v2/firewalls" ? """{"firewalls": [{"id": "f", "name": "f", "tags": [], "droplet_ids": [7]}], "links": {}}""" : body;
        var read = Assert.Single(await ApiLine.ReadAsync(ApiLine.Of("digitalocean.firewalls"), session));
        Assert.Equal("""[{"external_id":"do:droplet:7"}]""", read.Draft!.Fields["servers"]!.ToJsonString());
        Assert.DoesNotContain(server.Asked, one => one.Ask.Path == "/v2/droplets");
    }

    [Fact]
    public void The_policy_names_the_scopes_that_all_others_demand()
    {
        var policy = ApiLine.Provider("digitalocean").PolicyOf([ApiLine.Of("digitalocean.droplets")]);
        Assert.Equal("account:read\nactions:read\ndroplet:read\nregions:read\nsizes:read", policy.Text);
    }
}

using System.Net;
using System.Text.Json;
using Maestro.Modules.Discovery.Calling;
using Maestro.Modules.Kernel;

namespace Maestro.Tests.Discovery.Providers;

/// <summary>What is special about Azure: tokens of Microsoft Entra ID, pages by link, services that a subscription does not use.</summary>
public sealed class AzureTests
{
    private const string Token = "/22222222-aaaa-4bbb-8ccc-000000000002/oauth2/v2.0/token";

    private static string Refusal(int code, string text) => JsonSerializer.Serialize(new { error = "invalid_client", error_description = $"AADSTS{code}: {text} Trace ID: 1", error_codes = new[] { code } });

    private static string Fault(string code, string message) => JsonSerializer.Serialize(new { error = new { code, message } });

    [Fact]
    public async Task The_subscription_says_whose_it_is()
    {
        await using var server = await ProviderServer.StartAsync("azure");
        await using var session = await ApiLine.OpenAsync(ApiLine.Provider("azure"), server);
        Assert.Equal(("00000000-1111-2222-3333-444444444444", "Shop production"), (session.Account, session.Identity));
        var token = Assert.Single(server.Asked, one => one.Ask.Path == Token).Ask;
        Assert.Equal("11111111-aaaa-4bbb-8ccc-000000000001", token.Parameters["client_id"]);
        Assert.Equal("not-a-real-one", token.Parameters["client_secret"]);
        Assert.StartsWith("https://management.azure.com/.default", token.Parameters["scope"], StringComparison.Ordinal);
        Assert.Equal("Bearer first-token", server.Asked.Last().Ask.Authorization);
    }

    [Theory]
    [InlineData(401, 7000215, "the client secret is wrong: take the secret's value, not its ID")]
    [InlineData(401, 7000222, "the client secret has expired")]
    [InlineData(400, 700016, "the tenant knows no application with this client ID")]
    [InlineData(400, 90002, "there is no tenant with this ID")]
    [InlineData(400, 50999, "AADSTS50999: something new")]
    public async Task A_sign_in_that_fails_says_what_to_look_at(int status, int code, string words)
    {
        await using var server = await ProviderServer.StartAsync("azure");
        server.Troubles = (ask, _) => ask.Path == Token ? new((HttpStatusCode)status, Refusal(code, "something new")) : null;
        var problem = await Assert.ThrowsAsync<Problem>(() => ApiLine.OpenAsync(ApiLine.Provider("azure"), server));
        Assert.Equal(ProblemKind.SignedOut, problem.Kind);
        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
        Assert.Single(server.Asked);
    }

    [Fact]
    public async Task A_subscription_that_is_not_found_is_said_so()
    {
        await using var server = await ProviderServer.StartAsync("azure");
        server.Troubles = (ask, _) => ask.Path == Token ? null : new(HttpStatusCode.NotFound, Fault("SubscriptionNotFound", "The subscription 'x' could not be found."));
        var problem = await Assert.ThrowsAsync<Problem>(() => ApiLine.OpenAsync(ApiLine.Provider("azure"), server));
        Assert.Equal(ProblemKind.Missing, problem.Kind);
        Assert.Contains("the application has no role in it", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_is_refused_in_the_middle_of_a_list_is_renewed()
    {
        await using var server = await ProviderServer.StartAsync("azure", "azure.virtual_networks");
        await using var session = await ApiLine.OpenAsync(ApiLine.Provider("azure"), server);
        server.Rewrite = (recording, body) => recording.Path == Token ? body.Replace("first-token", "second-token", StringComparison.Ordinal) : body;
        server.Troubles = (ask, _) => ask.Parameters.ContainsKey("$skiptoken") && ask.Authorization == "Bearer first-token" ? new(HttpStatusCode.Unauthorized, Fault("ExpiredAuthenticationToken", "The access token expiry UTC time is earlier than current.")) : null;
        Assert.Equal(4, (await ApiLine.ReadAsync(ApiLine.Of("azure.virtual_networks"), session)).Count);
        Assert.Equal(2, server.Asked.Count(one => one.Ask.Path == Token));
        Assert.Equal("Bearer second-token", server.Asked.Last().Ask.Authorization);
    }

    [Fact]
    public async Task A_token_that_is_refused_again_is_not_asked_for_without_end()
    {
        await using var server = await ProviderServer.StartAsync("azure");
        await using var session = await ApiLine.OpenAsync(ApiLine.Provider("azure"), server);
        server.Troubles = (ask, _) => ask.Path == Token ? new(HttpStatusCode.Unauthorized, Refusal(7000222, "expired")) : new(HttpStatusCode.Unauthorized, Fault("InvalidAuthenticationToken", "no"));
        var problem = await Assert.ThrowsAsync<Problem>(() => ApiLine.ReadAsync(ApiLine.Of("azure.virtual_networks"), session));
        Assert.Contains("the client secret has expired", problem.Message, StringComparison.Ordinal);
        Assert.Equal(4, server.Asked.Count);
    }

    [Fact]
    public async Task A_service_that_the_subscription_does_not_use_is_not_available_here()
    {
        await using var server = await ProviderServer.StartAsync("azure");
        await using var session = await ApiLine.OpenAsync(ApiLine.Provider("azure"), server);
        server.Troubles = (_, _) => new(HttpStatusCode.Conflict, Fault("MissingSubscriptionRegistration", "The subscription is not registered to use namespace 'Microsoft.Cache'."));
        var resource = ApiLine.Of("azure.redis_caches");
        var problem = await Assert.ThrowsAsync<Problem>(() => ApiLine.ReadAsync(resource, session));
        Assert.Equal(ProblemKind.Missing, problem.Kind);
        Assert.Contains(problem.Errors["code"][0], resource.NotAvailable);
    }

    [Fact]
    public async Task A_denial_names_the_action()
    {
        await using var server = await ProviderServer.StartAsync("azure");
        await using var session = await ApiLine.OpenAsync(ApiLine.Provider("azure"), server);
        server.Troubles = (_, _) => new(HttpStatusCode.Forbidden, Fault("AuthorizationFailed", "The client does not have authorization to perform action 'Microsoft.Compute/disks/read'."));
        var problem = await Assert.ThrowsAsync<Problem>(() => ApiLine.ReadAsync(ApiLine.Of("azure.disks"), session));
        Assert.Equal((ProblemKind.Denied, "Microsoft.Compute/disks/read"), (problem.Kind, problem.Errors["call"][0]));
    }

    [Fact]
    public async Task Throttling_waits_as_long_as_it_is_told()
    {
        await using var server = await ProviderServer.StartAsync("azure", "azure.disks");
        await using var session = await ApiLine.OpenAsync(ApiLine.Provider("azure"), server, new CallOptions { Attempts = 2 });
        var first = true;
        server.Troubles = (_, _) => first && !(first = false) ? new(HttpStatusCode.TooManyRequests, Fault("SubscriptionRequestsThrottled", "Number of requests exceeded the limit.")) { RetryAfter = "0" } : null;
        Assert.Equal(4, (await ApiLine.ReadAsync(ApiLine.Of("azure.disks"), session)).Count);
    }

    [Fact]
    public async Task A_next_page_is_asked_of_the_management_api_whatever_host_its_link_names()
    {
        await using var server = await ProviderServer.StartAsync("azure", "azure.disks");
        await using var session = await ApiLine.OpenAsync(ApiLine.Provider("azure"), server);
        server.Rewrite = (_, body) => body.Replace("https://management.azure.com", "http://169.254.169.254", StringComparison.Ordinal);
        Assert.Equal(4, (await ApiLine.ReadAsync(ApiLine.Of("azure.disks"), session)).Count);
    }

    [Fact]
    public async Task A_page_that_links_to_itself_ends_the_list()
    {
        await using var server = await ProviderServer.StartAsync("azure", "azure.disks");
        await using var session = await ApiLine.OpenAsync(ApiLine.Provider("azure"), server);
        server.Rewrite = (recording, body) => recording.File.Contains("2.http", StringComparison.Ordinal)
            ? """{"value": [], "nextLink": "https://management.azure.com/subscriptions/00000000-1111-2222-3333-444444444444/providers/Microsoft.Compute/disks?api-version=2024-03-02&%24skiptoken=page2"}""" : body;
        Assert.Contains("links to itself", (await Assert.ThrowsAsync<Problem>(() => ApiLine.ReadAsync(ApiLine.Of("azure.disks"), session))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_policy_is_a_custom_role() => Assert.Equal("""
        {
          "Name": "Maestro inventory",
          "IsCustom": true,
          "Description": "Reads what Maestro keeps in its inventory.",
          "Actions": [
            "Microsoft.Compute/locations/vmSizes/read",
            "Microsoft.Compute/virtualMachines/read",
            "Microsoft.Network/networkInterfaces/read",
            "Microsoft.Network/publicIPAddresses/read",
            "Microsoft.Resources/subscriptions/read"
          ],
          "NotActions": [],
          "AssignableScopes": [
            "/subscriptions/{subscription}"
          ]
        }
        """, ApiLine.Provider("azure").PolicyOf([ApiLine.Of("azure.virtual_machines")]).Text);
}

using System.Net;
using System.Text.Json.Nodes;
using Maestro.Modules.Access;
using Maestro.Modules.Discovery;
using Maestro.Modules.Discovery.Calling;
using Maestro.Modules.Discovery.Providers;
using Maestro.Modules.Discovery.Providers.OpenStack;
using Maestro.Modules.Kernel;

namespace Maestro.Tests.Discovery.Providers;

/// <summary>What is special about OpenStack: tokens that run out, a catalogue with regions, services that a cloud does not have.</summary>
public sealed class OpenStackTests
{
    private static readonly CloudProvider OpenStack = ApiLine.Provider("openstack");

    private static Task<ApiSession> OpenAsync(ProviderServer server, string method, JsonObject credentials, params string[] regions)
    {
        var line = new CallLine(new Outgoing(loopback: true).NewClient(), new Pace(new Dictionary<string, double> { [""] = 10_000 }, TimeProvider.System), new CallOptions { Attempts = 1 }, TimeProvider.System);
        return OpenStack.OpenAsync(new Opening(method, credentials, regions, server.Address, line), default);
    }

    private static JsonObject Password(string project = "shop") => new() { ["url"] = "https://keystone.example.org:5000", ["username"] = "maestro", ["password"] = "x", ["project"] = project };

    [Fact]
    public async Task Regions_are_those_of_the_catalogue_unless_some_are_chosen()
    {
        await using var server = await ProviderServer.StartAsync("openstack");
        await using var all = await OpenAsync(server, "password", Password());
        Assert.Equal(["RegionOne", "RegionTwo"], all.Regions);
        Assert.Equal("maestro in shop", all.Identity);
        Assert.Equal("6f70656e737461636b20342065766572", all.Account);
        await using var one = await OpenAsync(server, "password", Password(), "RegionTwo");
        Assert.Equal(["RegionTwo"], one.Regions);
    }

    [Fact]
    public async Task A_region_that_the_cloud_does_not_have_is_said_with_those_it_has()
    {
        await using var server = await ProviderServer.StartAsync("openstack");
        var problem = await Assert.ThrowsAsync<Problem>(() => OpenAsync(server, "password", Password(), "RegionOn"));
        Assert.Equal("There is no region RegionOn in the catalogue of this cloud; it has RegionOne, RegionTwo.", problem.Message);
    }

    [Fact]
    public async Task A_service_that_a_region_lacks_is_not_available_there()
    {
        await using var server = await ProviderServer.StartAsync("openstack", "openstack.ports");
        await using var session = await OpenAsync(server, "password", Password(), "RegionTwo");
        var resource = ApiLine.Of("openstack.ports");
        var problem = await Assert.ThrowsAsync<Problem>(() => ApiLine.ReadAsync(resource, session));
        Assert.Equal(ProblemKind.Missing, problem.Kind);
        Assert.Contains(problem.Errors["code"][0], resource.NotAvailable);
        Assert.Contains("RegionTwo", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_runs_out_in_the_middle_of_a_list_is_renewed()
    {
        await using var server = await ProviderServer.StartAsync("openstack", "openstack.networks");
        await using var session = await OpenAsync(server, "password", Password(), "RegionOne");
        var refused = false;
        server.Troubles = (ask, _) =>
        {
            if (refused || !ask.Parameters.ContainsKey("marker"))
                return null;
            refused = true;
            return new(HttpStatusCode.Unauthorized, """{"error": {"message": "The request you have made requires authentication.", "code": 401, "title": "Unauthorized"}}""");
        };
        Assert.Equal(4, (await ApiLine.ReadAsync(ApiLine.Of("openstack.networks"), session)).Count);
        Assert.Equal(2, server.Asked.Count(one => one.Ask.Path == "/v3/auth/tokens"));
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, "Keystone refuses to sign in", ProblemKind.SignedOut)]
    [InlineData(HttpStatusCode.NotFound, "Keystone does not answer at this auth URL", ProblemKind.Missing)]
    public async Task A_sign_in_that_fails_says_what_to_look_at(HttpStatusCode status, string words, ProblemKind kind)
    {
        await using var server = await ProviderServer.StartAsync("openstack");
        server.Troubles = (_, _) => new(status, """{"error": {"code": 401, "message": "no", "title": "no"}}""");
        var problem = await Assert.ThrowsAsync<Problem>(() => OpenAsync(server, "password", Password()));
        Assert.Equal(kind, problem.Kind);
        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
        Assert.Single(server.Asked);
    }

    [Theory]
    [InlineData("keystone.example.org:5000/v3")]
    [InlineData("ftp://keystone.example.org/v3")]
    [InlineData("the cloud")]
    public async Task An_auth_url_that_is_none_is_refused_in_words(string url)
    {
        await using var server = await ProviderServer.StartAsync("openstack");
        var credentials = Password();
        credentials["url"] = url;
        var problem = await Assert.ThrowsAsync<Problem>(() => OpenAsync(server, "password", credentials));
        Assert.Contains("is no auth URL", problem.Message, StringComparison.Ordinal);
        Assert.Empty(server.Asked);
    }

    [Fact]
    public async Task An_answer_that_is_not_Keystones_is_said_so()
    {
        await using var server = await ProviderServer.StartAsync("openstack");
        server.Rewrite = (_, _) => "{}";
        Assert.Contains("This is not Keystone", (await Assert.ThrowsAsync<Problem>(() => OpenAsync(server, "password", Password()))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_denial_names_the_rule_in_the_services_own_words()
    {
        await using var server = await ProviderServer.StartAsync("openstack", "openstack.networks");
        await using var session = await OpenAsync(server, "password", Password(), "RegionOne");
        server.Troubles = (_, _) => new(HttpStatusCode.Forbidden, """{"NeutronError": {"type": "PolicyNotAuthorized", "message": "rule:get_network is disallowed by policy", "detail": ""}}""");
        var problem = await Assert.ThrowsAsync<Problem>(() => ApiLine.ReadAsync(ApiLine.Of("openstack.networks"), session));
        Assert.Equal((ProblemKind.Denied, "get_network: rule:get_network is disallowed by policy", "PolicyNotAuthorized"), (problem.Kind, problem.Message, problem.Errors["code"][0]));
    }

    [Fact]
    public async Task A_service_that_says_413_is_asked_too_much()
    {
        await using var server = await ProviderServer.StartAsync("openstack", "openstack.flavors");
        await using var session = await OpenAsync(server, "password", Password(), "RegionOne");
        server.Troubles = (_, _) => new(HttpStatusCode.RequestEntityTooLarge, """{"overLimit": {"code": 413, "message": "This request was rate-limited."}}""");
        Assert.Equal(ProblemKind.TooMany, (await Assert.ThrowsAsync<Problem>(() => ApiLine.ReadAsync(ApiLine.Of("openstack.flavors"), session))).Kind);
    }

    [Fact]
    public async Task A_list_that_links_to_itself_ends()
    {
        await using var server = await ProviderServer.StartAsync("openstack", "openstack.networks");
        await using var session = await OpenAsync(server, "password", Password(), "RegionOne");
        server.Rewrite = (recording, body) => recording.Path == "/v2.0/networks" ? """{"networks": [], "networks_links": [{"rel": "next", "href": "https://x.example.org/?marker=f293bc67-4a3e-4f1b-8e5a-9c2b7a6d5e01"}]}""" : body;
        Assert.Contains("links to itself", (await Assert.ThrowsAsync<Problem>(() => ApiLine.ReadAsync(ApiLine.Of("openstack.networks"), session))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://k.example.org:5000", "https://k.example.org:5000/v3/auth/tokens")]
    [InlineData("https://k.example.org:5000/v2.0/", "https://k.example.org:5000/v3/auth/tokens")]
    [InlineData("https://k.example.org/identity/v3", "https://k.example.org/identity/v3/auth/tokens")]
    public void Any_version_in_the_auth_url_becomes_version_3(string given, string asked) => Assert.Equal(asked, StackSignIn.Address(given));

    [Theory]
    [InlineData("""{"project": "shop", "username": "ann", "password": "p"}""", """{"user":{"name":"ann","domain":{"id":"default"},"password":"p"}}""", """{"name":"shop","domain":{"id":"default"}}""")]
    [InlineData("""{"project": "6f70656e737461636b20342065766572", "username": "ann", "password": " p ", "user_domain_id": "Staff"}""", """{"user":{"name":"ann","domain":{"name":"Staff"},"password":" p "}}""", """{"id":"6f70656e737461636b20342065766572"}""")]
    [InlineData("""{"project": "shop", "project_domain": "Shops", "username": "ee4dfb6e5540447cb3741905149d9b6e", "password": "p"}""", """{"user":{"id":"ee4dfb6e5540447cb3741905149d9b6e","password":"p"}}""", """{"name":"shop","domain":{"name":"Shops"}}""")]
    public void User_and_project_are_named_by_id_or_by_name_and_domain(string credentials, string user, string project)
    {
        var request = StackSignIn.Request(new Opening("password", (JsonObject)JsonNode.Parse(credentials)!, [], null, null!));
        Assert.Equal(user, request["auth"]!["identity"]!["password"]!.ToJsonString());
        Assert.Equal(project, request["auth"]!["scope"]!["project"]!.ToJsonString());
    }

    [Fact]
    public void An_application_credential_names_no_project()
    {
        var request = StackSignIn.Request(new Opening("application_credential", new() { ["application_credential_id"] = "i", ["application_credential_secret"] = "s" }, [], null, null!));
        Assert.Equal("""{"auth":{"identity":{"methods":["application_credential"],"application_credential":{"id":"i","secret":"s"}}}}""", request.ToJsonString());
    }

    [Fact]
    public void The_policy_is_a_command_with_access_rules() => Assert.Equal("""
        # The role must allow:
        #   os_compute_api:flavors
        #   os_compute_api:servers:detail
        #   volume:get_all
        openstack application credential create maestro --role reader --access-rules '[
          {"service": "compute", "method": "GET", "path": "/v2.1/servers/detail"},
          {"service": "compute", "method": "GET", "path": "/v2.1/flavors/detail"},
          {"service": "volumev3", "method": "GET", "path": "/v3/*/volumes/detail"}
        ]'
        """, OpenStack.PolicyOf([ApiLine.Of("openstack.servers"), ApiLine.Of("openstack.volumes")]).Text);
}

using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Maestro.Tests.Support;
using static Maestro.Tests.Access.Incidents.Scene;

namespace Maestro.Tests.Access.Incidents;

/// <summary>
/// Requests made for somebody (Nautobot CVE-2026-44797, Backstage CVE-2026-24048). Today Maestro calls nobody's address; connections (issue 4) and
/// webhooks come with a policy that checks addresses after name resolution, and their own cases here.
/// </summary>
[Collection(Scene.Name), Trait("Incident", "SSRF")]
public sealed class ServerSideRequestTests(Scene scene)
{
    [Fact]
    public async Task CVE_2026_44797_an_address_in_a_record_a_team_or_a_profile_is_kept_and_never_called()
    {
        using var trap = new TcpListener(IPAddress.Loopback, 0);
        trap.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)trap.LocalEndpoint).Port}/latest/meta-data";
        var application = await scene.MakeAsync("applications", $$"""{"name":"{{scene.Unique("caller")}}","links":[{"url":"{{url}}"}],"role":{"role":"Application","endpoint":"{{url}}"},"deps":[]}""");
        await scene.Owner.PatchAsync($"api/v1/teams/{await scene.TeamAsync()}", new JsonObject { ["url"] = url });
        await scene.Owner.PostAsync("api/v1/datacenters", new JsonObject { ["name"] = scene.Unique("dc"), ["provider"] = "AWS", ["location"] = url });
        await scene.Owner.PostAsync("api/v1/imports?source=json", JsonNode.Parse($$"""{"applications":[{"name":"x","links":[{"url":"{{url}}"}]}]}"""));
        foreach (var path in new[] { UrlOf(application), UrlOf(application) + "/links", "api/v1/applications.csv" })
            await scene.Owner.GetAsync(path);
        await Task.Delay(300, Cancel);
        Assert.False(trap.Pending(), "somebody called");
    }

    [Fact]
    public async Task CVE_2026_24048_no_answer_redirects_to_another_host()
    {
        foreach (var path in new[] { "sign-in?return=https://evil.example/", "sign-in?return=//evil.example/", "sign-in?return=%2F%5Cevil.example", "sign-out?return=//evil.example", "//evil.example/%2e%2e", "inventory//evil.example" })
        {
            foreach (var who in new[] { scene.Nobody, scene.Owner })
            {
                var answer = await who.GetAsync(path.StartsWith("//", StringComparison.Ordinal) ? "./" + path : path);
                Assert.False(answer.Location?.Contains("evil.example", StringComparison.Ordinal) == true && (answer.Location.StartsWith("//", StringComparison.Ordinal) || answer.Location.StartsWith("http", StringComparison.Ordinal) && !answer.Location.StartsWith(scene.App.Address.ToString(), StringComparison.Ordinal)), $"{path} leads to {answer.Location}");
            }
        }
    }
}

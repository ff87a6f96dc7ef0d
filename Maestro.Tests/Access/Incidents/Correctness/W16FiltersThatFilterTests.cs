using System.Text.Json.Nodes;
using Maestro.Modules.Kinds;
using Maestro.Tests.Support;
using static Maestro.Tests.Access.Incidents.Scene;

namespace Maestro.Tests.Access.Incidents.Correctness;

/// <summary>W-16: the datacenter filter had no effect for applications, families and volumes, the role filter none for applications, and counts by related id were always 0.</summary>
[Collection(Scene.Name), Trait("Weakness", "W-16")]
public sealed class W16FiltersThatFilterTests(Scene scene)
{
    public static TheoryData<string> Placed => [.. new Catalogue().All.Where(kind => kind.Find("datacenters") is not null && !kind.Shared).Select(kind => kind.Plural)];

    [Theory, MemberData(nameof(Placed))]
    public async Task W_16_the_datacenter_filter_finds_what_stands_there_and_counts_it(string kinds)
    {
        var here = await scene.MakeAsync("datacenters", $$"""{"name":"{{scene.Unique("here")}}","provider":"AWS"}""");
        var there = await scene.MakeAsync("datacenters", $$"""{"name":"{{scene.Unique("there")}}","provider":"Azure"}""");
        var one = await scene.MakeAsync(kinds, $$$"""{"name":"{{{scene.Unique("one")}}}","datacenters":{"id":"{{{IdOf(here)}}}","region":"r1"}}""");
        await scene.MakeAsync(kinds, $$$"""{"name":"{{{scene.Unique("two")}}}","datacenters":{"id":"{{{IdOf(there)}}}"}}""");
        foreach (var filter in new[] { $"datacenters={IdOf(here)}", $"datacenters__id={IdOf(here)}", $"datacenters__name={here["name"]}", $"datacenters__name__ic={here["name"]}", $"datacenters__provider=AWS&datacenters__name={here["name"]}", $"datacenters__region=r1&datacenters={IdOf(here)}" })
        {
            var found = await scene.Owner.GetAsync($"api/v1/{kinds}?{filter}");
            Assert.Equal((filter, 1, IdOf(one)), (filter, (int)found.Body["count"]!, (string)found.Body["results"]![0]!["id"]!));
        }
    }

    [Fact]
    public async Task W_16_applications_are_found_by_their_role_and_by_what_they_hang_on()
    {
        var system = await scene.MakeAsync("systems", $$"""{"name":"{{scene.Unique("system")}}"}""");
        var application = await scene.MakeAsync("applications", $$"""{"name":"{{scene.Unique("jobs")}}","role":{"role":"Jobs"},"system":[{"id":"{{IdOf(system)}}"}]}""");
        var server = await scene.MakeAsync("servers", $$"""{"name":"{{scene.Unique("runs")}}","applications":[{"id":"{{IdOf(application)}}"}]}""");
        foreach (var (url, expected) in new[] { ($"applications?system={IdOf(system)}&role__role=Jobs", IdOf(application)), ($"applications?system__name={system["name"]}", IdOf(application)), ($"servers?applications={IdOf(application)}", IdOf(server)), ($"servers?applications__system={IdOf(system)}", IdOf(server)) })
        {
            var found = await scene.Owner.GetAsync($"api/v1/{url}");
            Assert.Equal((url, 1, expected), (url, (int)found.Body["count"]!, (string)found.Body["results"]![0]!["id"]!));
        }
        Assert.Equal(0, (int)(await scene.Owner.GetAsync($"api/v1/applications?system={IdOf(system)}&role__role=Application")).Body["count"]!);
    }
}

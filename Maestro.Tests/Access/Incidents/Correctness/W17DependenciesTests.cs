using System.Net;
using System.Text.Json.Nodes;
using Maestro.Tests.Support;
using static Maestro.Tests.Access.Incidents.Scene;

namespace Maestro.Tests.Access.Incidents.Correctness;

/// <summary>W-17: updating one dependency removed it and failed; unlinking compared the old name, so links of renamed records stayed.</summary>
[Collection(Scene.Name), Trait("Weakness", "W-17")]
public sealed class W17DependenciesTests(Scene scene)
{
    [Fact]
    public async Task W_17_one_dependency_is_changed_and_the_others_stay()
    {
        var (a, b) = (await AppAsync(), await AppAsync());
        var holder = await scene.MakeAsync("applications", $$"""{"name":"{{scene.Unique("holder")}}","deps":[{"id":"{{IdOf(a)}}","protocol":"HTTP"},{"id":"{{IdOf(b)}}","protocol":"HTTP"}]}""");
        var changed = await scene.Owner.PatchAsync(UrlOf(holder), JsonNode.Parse($$"""{"deps":[{"id":"{{IdOf(a)}}","protocol":"HTTPS"},{"id":"{{IdOf(b)}}","protocol":"HTTP"}]}"""));
        Assert.True(changed.Status == HttpStatusCode.OK, changed.Text);
        var edges = changed.Body["deps"]!.AsArray().ToDictionary(edge => (string)edge!["id"]!, edge => ((string)edge!["protocol"]!).ToUpperInvariant());
        Assert.Equal((2, "HTTPS", "HTTP"), (edges.Count, edges[IdOf(a)], edges[IdOf(b)]));
        var fields = (await scene.Owner.GetAsync(UrlOf(holder) + "/history")).Body["results"]![0]!["fields"]!.AsArray();
        Assert.All(fields, change => Assert.Contains(IdOf(a), (string)change!["field"]!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task W_17_a_renamed_record_is_unlinked_like_any_other()
    {
        var target = await AppAsync();
        var holder = await scene.MakeAsync("applications", $$"""{"name":"{{scene.Unique("holder")}}","deps":[{"id":"{{IdOf(target)}}"}]}""");
        await scene.Owner.PatchAsync(UrlOf(target), new JsonObject { ["name"] = "renamed since" });
        Assert.Equal("renamed since", (string)(await scene.Owner.GetAsync(UrlOf(holder))).Body["deps"]![0]!["name"]!);
        await scene.Owner.PatchAsync(UrlOf(holder), new JsonObject { ["deps"] = new JsonArray() });
        foreach (var record in new[] { holder, target })
            Assert.Equal(0, (int)(await scene.Owner.GetAsync(UrlOf(record) + "/links")).Body["count"]!);
    }

    private Task<JsonObject> AppAsync() => scene.MakeAsync("applications", $$"""{"name":"{{scene.Unique("app")}}"}""");
}

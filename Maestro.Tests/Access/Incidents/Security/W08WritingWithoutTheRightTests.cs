using System.Net;
using System.Text.Json.Nodes;
using Maestro.Tests.Support;
using static Maestro.Tests.Access.Incidents.Scene;

namespace Maestro.Tests.Access.Incidents.Security;

/// <summary>W-08: readers could delete dependencies, overwrite dependency trees, link and unlink servers, applications and systems, and start crawls (connections come with issue 4).</summary>
[Collection(Scene.Name), Trait("Weakness", "W-08")]
public sealed class W08WritingWithoutTheRightTests(Scene scene)
{
    [Theory]
    [InlineData("applications", "deps", "applications")]
    [InlineData("applications", "system", "systems")]
    [InlineData("servers", "applications", "applications")]
    [InlineData("systems", "clients", "clients")]
    [InlineData("systems", "entry", "applications")]
    [InlineData("load-balancers", "targets", "applications")]
    [InlineData("load-balancers", "servers", "servers")]
    [InlineData("brokers", "deps", "applications")]
    public async Task W_08_a_reader_neither_links_nor_unlinks(string kinds, string field, string targets)
    {
        var target = await scene.MakeAsync(targets, $$"""{"name":"{{scene.Unique("target")}}"}""");
        var record = await scene.MakeAsync(kinds, $$"""{"name":"{{scene.Unique("holder")}}","{{field}}":[{"id":"{{IdOf(target)}}"}]}""");
        await scene.GrantAsync(record, (scene.Reader, "read"));
        await scene.GrantAsync(target, (scene.Reader, "read"));
        foreach (var value in new JsonNode?[] { null, new JsonArray() })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await scene.Reader.PatchAsync(UrlOf(record), new JsonObject { [field] = value?.DeepClone() })).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await scene.Reader.PatchAsync($"api/v1/{kinds}", new JsonArray(new JsonObject { ["id"] = IdOf(record), [field] = value?.DeepClone() }))).Status);
        }
        Assert.Equal(HttpStatusCode.Forbidden, (await scene.Reader.PutAsync(UrlOf(record), new JsonObject { ["name"] = "x", [field] = new JsonArray() })).Status);
        Assert.Equal(1, (int)(await scene.Owner.GetAsync(UrlOf(record) + "/links")).Body["count"]!);
    }

    [Fact]
    public async Task W_08_reading_the_target_is_enough_to_point_at_it_and_changes_nothing_there()
    {
        var target = await scene.MakeAsync("applications", $$"""{"name":"{{scene.Unique("pointed")}}"}""");
        await scene.GrantAsync(target, (scene.Reader, "read"));
        var before = (await scene.Owner.GetAsync(UrlOf(target))).Text;
        var mine = await scene.MakeAsync("applications", $$"""{"name":"{{scene.Unique("pointer")}}","deps":[{"id":"{{IdOf(target)}}"}]}""", scene.Reader);
        Assert.Equal(before, (await scene.Owner.GetAsync(UrlOf(target))).Text);
        Assert.Equal(HttpStatusCode.NotFound, (await scene.Owner.GetAsync(UrlOf(mine))).Status);
    }
}

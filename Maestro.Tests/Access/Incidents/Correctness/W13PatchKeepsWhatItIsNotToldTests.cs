using System.Net;
using System.Text.Json.Nodes;
using Maestro.Modules.Kinds;
using Maestro.Tests.Inventory;
using Maestro.Tests.Support;
using static Maestro.Tests.Access.Incidents.Scene;

namespace Maestro.Tests.Access.Incidents.Correctness;

/// <summary>W-13: PATCH filled in defaults for what was not sent: family, size and status came back to their defaults.</summary>
[Collection(Scene.Name), Trait("Weakness", "W-13")]
public sealed class W13PatchKeepsWhatItIsNotToldTests(Scene scene)
{
    public static TheoryData<string> Kinds => [.. new Catalogue().All.Where(kind => !kind.Shared && kind.WrittenBy is null).Select(kind => kind.Name)];

    [Theory, MemberData(nameof(Kinds))]
    public async Task W_13_a_patch_of_one_field_changes_one_field(string name)
    {
        var kind = new Catalogue().Get(name);
        var full = await scene.MakeAsync(kind.Plural, SampleRecords.Of(kind, scene.Unique("full")).ToJsonString());
        var patched = (await scene.Owner.PatchAsync(UrlOf(full), new JsonObject { ["name"] = "only the name" })).Body;
        string[] moved = ["name", "version", "updated_at"];
        foreach (var (field, value) in full.Where(pair => !moved.Contains(pair.Key)))
            Assert.True(JsonNode.DeepEquals(value, patched[field]), $"{field} was {value?.ToJsonString()}, is {patched[field]?.ToJsonString()}");
    }

    [Fact]
    public async Task W_13_an_application_of_a_family_keeps_family_size_and_status()
    {
        var cache = await scene.MakeAsync("caches", $$"""{"name":"{{scene.Unique("cache")}}","size":"large","status":"Stopped"}""");
        var patched = await scene.Owner.PatchAsync($"api/v1/applications/{IdOf(cache)}", new JsonObject { ["description"] = "patched" });
        Assert.True(patched.Status == HttpStatusCode.OK, patched.Text);
        Assert.Equal(("Cache", "large", "Stopped"), ((string)patched.Body["family"]!, (string)patched.Body["size"]!, (string)patched.Body["status"]!));
        var cleared = await scene.Owner.PatchAsync(UrlOf(cache), new JsonObject { ["size"] = null });
        Assert.Null(cleared.Body["size"]);
        Assert.Null((await scene.Owner.PatchAsync(UrlOf(cache), new JsonObject { ["description"] = "again" })).Body["size"]);
    }
}

using System.Net;
using System.Text.Json.Nodes;
using Maestro.Tests.Support;
using static Maestro.Tests.Access.Incidents.Scene;

namespace Maestro.Tests.Access.Incidents.Correctness;

/// <summary>W-14: PUT and PATCH brought deleted records back, the last writer won, and changing the access of a server lost its <c>created_at</c>.</summary>
[Collection(Scene.Name), Trait("Weakness", "W-14")]
public sealed class W14VersionsAndRetiredRecordsTests(Scene scene)
{
    [Fact]
    public async Task W_14_a_retired_record_is_changed_by_nothing_but_restoring()
    {
        var record = await scene.MakeAsync("servers", $$"""{"name":"{{scene.Unique("retired")}}"}""");
        await scene.Owner.DeleteAsync(UrlOf(record));
        foreach (var answer in new[] { await scene.Owner.PatchAsync(UrlOf(record), new JsonObject { ["cpu"] = 2 }), await scene.Owner.PutAsync(UrlOf(record), new JsonObject { ["name"] = "back", ["active"] = true }), await scene.Owner.PatchAsync(UrlOf(record), new JsonObject { ["active"] = true, ["state"] = "present" }) })
            Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Equal("deleted", (string)(await scene.Owner.GetAsync(UrlOf(record))).Body["state"]!);
    }

    [Fact]
    public async Task W_14_the_second_of_two_writers_is_told_whatever_the_method()
    {
        var record = await scene.MakeAsync("servers", $$"""{"name":"{{scene.Unique("raced")}}"}""");
        Assert.Equal(HttpStatusCode.OK, (await scene.Owner.PatchAsync(UrlOf(record), new JsonObject { ["cpu"] = 2 }, "\"1\"")).Status);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await scene.Owner.PatchAsync(UrlOf(record), new JsonObject { ["cpu"] = 3 }, "\"1\"")).Status);
        foreach (var (method, path, body) in new (HttpMethod, string, JsonNode?)[] { (HttpMethod.Put, "", new JsonObject { ["name"] = "x" }), (HttpMethod.Delete, "", null), (HttpMethod.Put, "/grants", new JsonArray(scene.Grant(scene.Owner, "admin"))) })
        {
            using var request = new HttpRequestMessage(method, UrlOf(record) + path) { Content = body is null ? null : System.Net.Http.Json.JsonContent.Create(body) };
            request.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
            Assert.Equal(HttpStatusCode.PreconditionFailed, (await SendAsync(scene.Owner, request)).Status);
        }
        Assert.Equal(2, (int)(await scene.Owner.GetAsync(UrlOf(record))).Body["cpu"]!);
    }

    [Fact]
    public async Task W_14_two_writers_at_once_both_count_or_one_is_told()
    {
        var record = await scene.MakeAsync("servers", $$"""{"name":"{{scene.Unique("both")}}"}""");
        var answers = await Task.WhenAll(Enumerable.Range(1, 6).Select(n => scene.Owner.PatchAsync(UrlOf(record), new JsonObject { ["cpu"] = n }, "\"1\"")));
        Assert.Equal(1, answers.Count(answer => answer.Status == HttpStatusCode.OK));
        Assert.All(answers, answer => Assert.Contains(answer.Status, new[] { HttpStatusCode.OK, HttpStatusCode.PreconditionFailed, HttpStatusCode.Conflict }));
    }

    [Fact]
    public async Task W_14_changing_the_access_keeps_everything_else()
    {
        var record = await scene.MakeAsync("servers", $$"""{"name":"{{scene.Unique("granted")}}","cpu":4,"storage":[{"name":"/dev/sda","size":50}]}""");
        await scene.GrantAsync(record, (scene.Reader, "read"));
        var now = (await scene.Owner.GetAsync(UrlOf(record))).Body;
        foreach (var field in record.Select(pair => pair.Key).Except(["version", "updated_at"]))
            Assert.True(JsonNode.DeepEquals(record[field], now[field]), field);
    }
}

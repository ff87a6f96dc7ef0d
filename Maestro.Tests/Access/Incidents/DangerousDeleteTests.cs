using System.Net;
using System.Text.Json.Nodes;
using Maestro.Tests.Support;
using static Maestro.Tests.Access.Incidents.Scene;

namespace Maestro.Tests.Access.Incidents;

/// <summary>
/// Deletes (GLPI CVE-2026-42318: anybody deleted anything). Deleting is a right of its own, all or none, and can be taken back. The brake on
/// what a crawl may retire comes with issue 4.
/// </summary>
[Collection(Scene.Name), Trait("Incident", "dangerous deletes")]
public sealed class DangerousDeleteTests(Scene scene)
{
    [Fact]
    public async Task CVE_2026_42318_who_may_write_may_not_delete()
    {
        var record = await scene.MakeAsync("servers", $$"""{"name":"{{scene.Unique("kept")}}"}""");
        await scene.GrantAsync(record, (scene.Writer, "write"), (scene.Reader, "read"));
        foreach (var (who, expected) in new[] { (scene.Writer, HttpStatusCode.Forbidden), (scene.Reader, HttpStatusCode.Forbidden), (scene.Stranger, HttpStatusCode.NotFound), (scene.Nobody, HttpStatusCode.Unauthorized) })
        {
            Assert.Equal(expected, (await who.DeleteAsync(UrlOf(record))).Status);
            Assert.Equal(expected, (await who.DeleteAsync("api/v1/servers", new JsonArray(new JsonObject { ["id"] = IdOf(record) }))).Status);
            Assert.Equal(expected, (await who.PutAsync(UrlOf(record) + "/grants", new JsonArray(Scene.Grant("user", scene.IdOf(scene.Writer), "admin")))).Status);
        }
        Assert.True((bool)(await scene.Owner.GetAsync(UrlOf(record))).Body["active"]!);
    }

    [Fact]
    public async Task CVE_2026_42318_one_record_that_may_not_be_deleted_saves_all_of_the_list()
    {
        var mine = await scene.MakeAsync("servers", $$"""{"name":"{{scene.Unique("mine")}}"}""");
        var lent = await scene.MakeAsync("servers", $$"""{"name":"{{scene.Unique("lent")}}"}""", scene.Writer);
        foreach (var other in new[] { IdOf(lent), Guid.NewGuid().ToString() })
        {
            var answer = await scene.Owner.DeleteAsync("api/v1/servers", new JsonArray(new JsonObject { ["id"] = IdOf(mine) }, new JsonObject { ["id"] = other }));
            Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        }
        Assert.Equal("present", (string)(await scene.Owner.GetAsync(UrlOf(mine))).Body["state"]!);
    }

    [Fact]
    public async Task CVE_2026_42318_a_list_without_ids_or_with_a_filter_deletes_nothing()
    {
        var mine = await scene.MakeAsync("servers", $$"""{"name":"{{scene.Unique("mine")}}"}""");
        foreach (var body in new JsonNode?[] { new JsonArray(new JsonObject()), new JsonArray((JsonNode?)null), new JsonObject { ["name"] = "x" }, new JsonArray("*"), null })
            Assert.Equal(HttpStatusCode.BadRequest, (await scene.Owner.DeleteAsync($"api/v1/servers?name={mine["name"]}", body)).Status);
        Assert.Equal("present", (string)(await scene.Owner.GetAsync(UrlOf(mine))).Body["state"]!);
    }

    [Fact]
    public async Task CVE_2026_42318_a_deletion_is_taken_back_with_everything()
    {
        var record = await scene.MakeAsync("servers", $$"""{"name":"{{scene.Unique("back")}}","cpu":4}""");
        await scene.GrantAsync(record, (scene.Reader, "read"));
        Assert.Equal(HttpStatusCode.NoContent, (await scene.Owner.DeleteAsync(UrlOf(record))).Status);
        var restored = await scene.Owner.PostAsync(UrlOf(record) + "/restore", null);
        Assert.Equal(("present", 4), ((string)restored.Body["state"]!, (int)restored.Body["cpu"]!));
        Assert.Equal(HttpStatusCode.OK, (await scene.Reader.GetAsync(UrlOf(record))).Status);
    }
}

using System.Net;
using System.Text.Json.Nodes;
using Maestro.Tests.Access.Incidents;
using Maestro.Tests.Support;
using static Maestro.Tests.Access.Incidents.Scene;

namespace Maestro.Tests.Inventory.Api;

/// <summary>Who can see a record and why; and grants of many records, changed as one.</summary>
[Collection(Scene.Name)]
public sealed class GrantsApiTests(Scene scene)
{
    [Fact]
    public async Task Effective_access_says_who_at_which_level_and_why()
    {
        var record = await MakeAsync();
        var team = await scene.TeamAsync((scene.Reader, "read"), (scene.Writer, "write"));
        var answer = await scene.Owner.PutAsync(UrlOf(record) + "/grants", new JsonArray(scene.Grant(scene.Owner, "admin"), scene.Grant(scene.Reader, "read"), Scene.Grant("team", team, "admin")));
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        var access = (await scene.Owner.GetAsync(UrlOf(record) + "/access")).Body;
        var people = access["people"]!.AsArray().ToDictionary(one => (Guid)one!["id"]!, one => one!);
        Assert.Equal(("admin", 2), ((string)people[scene.IdOf(scene.Owner)]["level"]!, people[scene.IdOf(scene.Owner)]["ways"]!.AsArray().Count));
        // A grant of admin, but a membership of write: the lower counts.
        var writer = people[scene.IdOf(scene.Writer)];
        Assert.Equal(("write", "admin", "write", team), ((string)writer["level"]!, (string)writer["ways"]![0]!["granted"]!, (string)writer["ways"]![0]!["membership"]!, (Guid)writer["ways"]![0]!["team"]!["id"]!));
        Assert.Equal(["read"], people[scene.IdOf(scene.Reader)]["ways"]!.AsArray().Select(way => (string)way!["granted"]!).Distinct().Where(level => level == "read"));
        Assert.Equal((3, false, false), (people.Count, (bool)access["as_admin"]!, (bool)access["everyone"]!));
    }

    [Fact]
    public async Task Members_of_a_team_are_not_told_to_who_is_not_in_it_and_an_administrator_is_one()
    {
        var record = await MakeAsync();
        var team = await scene.TeamAsync((scene.Writer, "write"));
        await scene.Owner.PutAsync(UrlOf(record) + "/grants", new JsonArray(scene.Grant(scene.Owner, "admin"), scene.Grant(scene.Reader, "read"), Scene.Grant("team", team, "write")));
        var seen = (await scene.Reader.GetAsync(UrlOf(record) + "/access")).Body;
        Assert.DoesNotContain(scene.IdOf(scene.Writer).ToString(), seen.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal([team], seen["teams"]!.AsArray().Select(grant => (Guid)grant!["subject"]!["id"]!));
        Assert.True((bool)(await scene.Admin.GetAsync(UrlOf(record) + "/access")).Body["as_admin"]!);
        Assert.Equal(HttpStatusCode.NotFound, (await scene.Stranger.GetAsync(UrlOf(record) + "/access")).Status);
        var option = (JsonObject)(await scene.Reader.GetAsync("api/v1/options?limit=1")).Body["results"]![0]!;
        Assert.True((bool)(await scene.Reader.GetAsync(UrlOf(option) + "/access")).Body["everyone"]!);
    }

    [Fact]
    public async Task Grants_of_many_records_change_as_one_change_set_and_are_taken_back_as_one()
    {
        var (a, b) = (await MakeAsync(), await MakeAsync());
        var shared = await scene.Owner.PatchAsync("api/v1/servers", new JsonArray(With(a, scene.Grant(scene.Reader, "read")), With(b, scene.Grant(scene.Reader, "write"))));
        Assert.True(shared.Status == HttpStatusCode.OK, shared.Text);
        Assert.Equal(("read", "write"), ((string)(await scene.Reader.GetAsync(UrlOf(a))).Body["level"]!, (string)(await scene.Reader.GetAsync(UrlOf(b))).Body["level"]!));
        var sets = new List<string>();
        foreach (var record in new[] { a, b })
            sets.Add((string)(await scene.Owner.GetAsync(UrlOf(record) + "/history")).Body["results"]![0]!["change_set"]!);
        Assert.Single(sets.Distinct());
        var undo = await scene.Owner.PostAsync($"api/v1/change-sets/{sets[0]}/undo", null);
        Assert.Equal(2, (int)undo.Body["counts"]!["change"]!);
        Assert.Equal(HttpStatusCode.OK, (await scene.Owner.PostAsync($"api/v1/plans/{undo.Body["id"]}/apply", new JsonObject())).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await scene.Reader.GetAsync(UrlOf(a))).Status);
    }

    [Fact]
    public async Task Grants_in_a_list_need_admin_on_each_record_and_go_to_somebody()
    {
        var (mine, lent) = (await MakeAsync(), await MakeAsync());
        await scene.GrantAsync(lent, (scene.Writer, "write"));
        var own = await scene.MakeAsync("servers", $$"""{"name":"{{scene.Unique("own")}}"}""", scene.Writer);
        JsonObject Sharing(JsonObject record) => new() { ["id"] = IdOf(record), ["grants"] = new JsonArray(scene.Grant(scene.Writer, "admin")) };
        Assert.Equal(HttpStatusCode.Forbidden, (await scene.Writer.PatchAsync("api/v1/servers", new JsonArray(Sharing(own), Sharing(lent)))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await scene.Writer.PatchAsync("api/v1/servers", new JsonArray(new JsonObject { ["id"] = IdOf(lent), ["cpu"] = 2 }, Sharing(lent)))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await scene.Writer.PatchAsync(UrlOf(lent), Sharing(lent))).Status);
        Assert.Equal(2, (await scene.Owner.GetAsync(UrlOf(lent) + "/grants")).List.Count);
        foreach (var wrong in new JsonNode?[] { new JsonArray(scene.Grant(scene.Owner, "admin"), Scene.Grant("user", Guid.NewGuid(), "read")), "everybody", null, new JsonArray("x"), new JsonObject() })
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await scene.Owner.PatchAsync("api/v1/servers", new JsonArray(new JsonObject { ["id"] = IdOf(mine), ["grants"] = wrong }))).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await scene.Owner.PatchAsync(UrlOf(mine), new JsonObject { ["grants"] = new JsonArray(scene.Grant(scene.Reader, "read")) })).Status);
        var preview = await scene.Owner.PatchAsync("api/v1/servers?dry_run=true", new JsonArray(With(mine, scene.Grant(scene.Reader, "read"))));
        Assert.Equal(1, (int)preview.Body["counts"]!["change"]!);
        Assert.Equal(HttpStatusCode.NotFound, (await scene.Reader.GetAsync(UrlOf(mine))).Status);
    }

    [Fact]
    public async Task A_record_may_be_shared_as_it_is_created()
    {
        var made = await scene.Owner.PostAsync("api/v1/servers", new JsonObject { ["name"] = scene.Unique("shared"), ["grants"] = new JsonArray(scene.Grant(scene.Owner, "admin"), scene.Grant(scene.Reader, "read")) });
        Assert.True(made.Status == HttpStatusCode.Created, made.Text);
        Assert.Equal("read", (string)(await scene.Reader.GetAsync(UrlOf(made.Body))).Body["level"]!);
    }

    private Task<JsonObject> MakeAsync() => scene.MakeAsync("servers", $$"""{"name":"{{scene.Unique("granted")}}"}""");

    private JsonObject With(JsonObject record, JsonObject grant) => new() { ["id"] = IdOf(record), ["grants"] = new JsonArray(scene.Grant(scene.Owner, "admin"), grant) };
}

using System.Net;
using System.Text.Json.Nodes;
using Maestro.Tests.Support;
using static Maestro.Tests.Access.Incidents.Scene;

namespace Maestro.Tests.Access.Incidents.Correctness;

/// <summary>W-18: a record could lose its last admin; deleting users or teams left dangling entries and ownerless records; entries were not checked against existing users.</summary>
[Collection(Scene.Name), Trait("Weakness", "W-18")]
public sealed class W18TheLastAdminTests(Scene scene)
{
    [Fact]
    public async Task W_18_somebody_stays_admin_of_a_record()
    {
        var record = await scene.MakeAsync("servers", $$"""{"name":"{{scene.Unique("kept")}}"}""");
        foreach (var grants in new[] { new JsonArray(), new JsonArray(scene.Grant(scene.Owner, "write")), new JsonArray(scene.Grant(scene.Reader, "read")) })
            Assert.Equal(HttpStatusCode.Conflict, (await scene.Owner.PutAsync(UrlOf(record) + "/grants", grants)).Status);
        Assert.Single((await scene.Owner.GetAsync(UrlOf(record) + "/grants")).List);
    }

    [Fact]
    public async Task W_18_a_grant_goes_to_somebody_who_exists()
    {
        var record = await scene.MakeAsync("servers", $$"""{"name":"{{scene.Unique("granted")}}"}""");
        var gone = await scene.PersonAsync(scene.Unique("gone"));
        Assert.Equal(HttpStatusCode.NoContent, (await scene.Admin.DeleteAsync($"api/v1/users/{scene.IdOf(gone)}")).Status);
        foreach (var wrong in new[] { Grant("user", Guid.NewGuid(), "read"), Grant("team", Guid.NewGuid(), "read"), Grant("team", scene.IdOf(scene.Reader), "read"), scene.Grant(gone, "read"), Grant("robot", Guid.NewGuid(), "read") })
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await scene.Owner.PutAsync(UrlOf(record) + "/grants", new JsonArray(scene.Grant(scene.Owner, "admin"), wrong))).Status);
    }

    [Fact]
    public async Task W_18_a_team_that_owns_something_says_who_gets_it_and_leaves_no_grant_behind()
    {
        var team = await scene.TeamAsync();
        using var create = new HttpRequestMessage(HttpMethod.Post, "api/v1/servers") { Content = System.Net.Http.Json.JsonContent.Create(new { name = scene.Unique("teams") }) };
        create.Headers.Add("X-Maestro-Team", team.ToString());
        var record = (JsonObject)JsonNode.Parse((await SendAsync(scene.Owner, create)).Text)!;
        Assert.Equal(HttpStatusCode.Conflict, (await scene.Owner.DeleteAsync($"api/v1/teams/{team}")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await scene.Owner.DeleteAsync($"api/v1/teams/{team}?records_to=user:{scene.IdOf(scene.Owner)}")).Status);
        var now = await scene.Owner.GetAsync(UrlOf(record));
        Assert.Equal(("user", scene.IdOf(scene.Owner).ToString()), ((string)now.Body["owner"]!["type"]!, (string)now.Body["owner"]!["id"]!));
        Assert.DoesNotContain(team.ToString(), (await scene.Owner.GetAsync(UrlOf(record) + "/grants")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task W_18_an_account_that_owns_something_says_who_gets_it()
    {
        var leaving = await scene.PersonAsync(scene.Unique("leaving"));
        var record = await scene.MakeAsync("servers", $$"""{"name":"{{scene.Unique("left")}}"}""", leaving);
        Assert.Equal(HttpStatusCode.Conflict, (await leaving.DeleteAsync("api/v1/me", new JsonObject { ["current_password"] = App.AdminPassword })).Status);
        var gone = await leaving.DeleteAsync("api/v1/me", new JsonObject { ["current_password"] = App.AdminPassword, ["records_to"] = $"user:{scene.IdOf(scene.Owner)}" });
        Assert.True(gone.Status == HttpStatusCode.NoContent, gone.Text);
        Assert.Equal(scene.IdOf(scene.Owner).ToString(), (string)(await scene.Owner.GetAsync(UrlOf(record))).Body["owner"]!["id"]!);
    }
}

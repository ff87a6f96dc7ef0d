using System.Net;
using System.Text.Json.Nodes;
using Maestro.Tests.Support;
using static Maestro.Tests.Access.Incidents.Scene;

namespace Maestro.Tests.Access.Incidents.Correctness;

/// <summary>W-20: entry applications were not linked when a system was created, nor in team scope; of two writes that belong together one could fail. Connections come with issue 4.</summary>
[Collection(Scene.Name), Trait("Weakness", "W-20")]
public sealed class W20EntryApplicationsTests(Scene scene)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task W_20_an_entry_is_linked_from_the_first_moment_for_a_person_and_for_a_team(bool forTeam)
    {
        var entry = await scene.MakeAsync("applications", $$"""{"name":"{{scene.Unique("entry")}}"}""");
        using var create = new HttpRequestMessage(HttpMethod.Post, "api/v1/systems") { Content = System.Net.Http.Json.JsonContent.Create(JsonNode.Parse($$"""{"name":"{{scene.Unique("system")}}","entry":[{"id":"{{IdOf(entry)}}"}]}""")) };
        if (forTeam)
            create.Headers.Add("X-Maestro-Team", (await scene.TeamAsync()).ToString());
        var system = (JsonObject)JsonNode.Parse((await SendAsync(scene.Owner, create)).Text)!;
        var links = (await scene.Owner.GetAsync(UrlOf(system) + "/links")).Body;
        Assert.Equal((1, "enters at", IdOf(entry)), ((int)links["count"]!, (string)links["results"]![0]!["relation"]!, (string)links["results"]![0]!["record"]!["id"]!));
        Assert.Equal("entry of", (string)(await scene.Owner.GetAsync(UrlOf(entry) + "/links")).Body["results"]![0]!["relation"]!);
    }

    [Fact]
    public async Task W_20_of_writes_that_belong_together_all_or_none_happen()
    {
        var name = scene.Unique("half");
        var answer = await scene.Owner.PostAsync("api/v1/systems", new JsonArray(new JsonObject { ["name"] = name }, new JsonObject { ["name"] = name, ["entry"] = new JsonArray(new JsonObject { ["id"] = Guid.NewGuid().ToString() }) }));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal(0, (int)(await scene.Owner.GetAsync($"api/v1/systems?name={name}")).Body["count"]!);
    }
}

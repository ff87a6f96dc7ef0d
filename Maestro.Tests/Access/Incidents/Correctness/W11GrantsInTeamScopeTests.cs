using System.Net;
using System.Text.Json.Nodes;
using Maestro.Modules.Kinds;
using Maestro.Tests.Inventory;
using Maestro.Tests.Support;
using static Maestro.Tests.Access.Incidents.Scene;

namespace Maestro.Tests.Access.Incidents.Correctness;

/// <summary>W-11: in team scope changing a role answered 500 for some Kinds, and deleting an entry of the access list deleted the record.</summary>
[Collection(Scene.Name), Trait("Weakness", "W-11")]
public sealed class W11GrantsInTeamScopeTests(Scene scene)
{
    public static TheoryData<string> Kinds => [.. new Catalogue().All.Where(kind => !kind.Shared && kind.WrittenBy is null).Select(kind => kind.Name)];

    [Theory, MemberData(nameof(Kinds))]
    public async Task W_11_a_grant_of_a_teams_record_is_given_changed_and_taken_and_the_record_stays(string name)
    {
        var kind = new Catalogue().Get(name);
        var team = await scene.TeamAsync((scene.Writer, "write"));
        var sample = SampleRecords.Of(kind, "team");
        using var create = new HttpRequestMessage(HttpMethod.Post, $"api/v1/{kind.Plural}") { Content = System.Net.Http.Json.JsonContent.Create(sample) };
        create.Headers.Add("X-Maestro-Team", team.ToString());
        var (status, text, _) = await SendAsync(scene.Owner, create);
        Assert.True(status == HttpStatusCode.Created, text);
        var record = (JsonObject)JsonNode.Parse(text)!;
        Assert.Equal(("team", team), ((string)record["owner"]!["type"]!, (Guid)record["owner"]!["id"]!));
        foreach (var level in new[] { "read", "write", "admin" })
            await PutAsync(record, team, Grant("team", team, "admin"), scene.Grant(scene.Reader, level));
        Assert.Equal(HttpStatusCode.OK, (await scene.Reader.GetAsync(UrlOf(record))).Status);
        await PutAsync(record, team, Grant("team", team, "admin"));
        Assert.Equal(HttpStatusCode.NotFound, (await scene.Reader.GetAsync(UrlOf(record))).Status);
        var kept = await scene.Writer.GetAsync(UrlOf(record));
        Assert.Equal((HttpStatusCode.OK, "present"), (kept.Status, (string)kept.Body["state"]!));
    }

    private async Task PutAsync(JsonObject record, Guid team, params JsonNode[] grants)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, UrlOf(record) + "/grants") { Content = System.Net.Http.Json.JsonContent.Create(new JsonArray(grants)) };
        request.Headers.Add("X-Maestro-Team", team.ToString());
        var (status, text, _) = await SendAsync(scene.Owner, request);
        Assert.True(status == HttpStatusCode.OK, text);
        Assert.Equal(grants.Length, JsonNode.Parse(text)!.AsArray().Count);
    }
}

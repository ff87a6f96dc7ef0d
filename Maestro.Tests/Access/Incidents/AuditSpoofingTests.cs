using System.Net;
using System.Text.Json.Nodes;
using Maestro.Tests.Support;
using static Maestro.Tests.Access.Incidents.Scene;

namespace Maestro.Tests.Access.Incidents;

/// <summary>Who and when are the server's words (NetBox #22513: <c>created_by</c> was writable).</summary>
[Collection(Scene.Name), Trait("Incident", "audit spoofing")]
public sealed class AuditSpoofingTests(Scene scene)
{
    [Fact]
    public async Task NetBox_22513_nobody_names_another_author_or_moment()
    {
        var before = DateTimeOffset.UtcNow.AddSeconds(-1);
        var sent = new JsonObject
        {
            ["name"] = scene.Unique("spoofed"), ["id"] = Guid.NewGuid().ToString(), ["created_at"] = "2001-01-01T00:00:00Z", ["updated_at"] = "2001-01-01T00:00:00Z", ["version"] = 77,
            ["owner"] = new JsonObject { ["type"] = "user", ["id"] = scene.IdOf(scene.Stranger).ToString() }, ["level"] = "admin", ["sources"] = new JsonArray("AWS"), ["state"] = "deleted", ["active"] = false,
        };
        var made = await scene.MakeAsync("servers", sent.ToJsonString());
        Assert.NotEqual((string)sent["id"]!, IdOf(made));
        Assert.True(DateTimeOffset.Parse((string)made["created_at"]!, System.Globalization.CultureInfo.InvariantCulture) >= before);
        Assert.Equal((1, "present", scene.IdOf(scene.Owner).ToString(), 0), ((int)made["version"]!, (string)made["state"]!, (string)made["owner"]!["id"]!, made["sources"]!.AsArray().Count));
        var change = (await scene.Owner.GetAsync(UrlOf(made) + "/history")).Body["results"]![0]!;
        Assert.Equal(scene.IdOf(scene.Owner).ToString(), (string)change["actor"]!["id"]!);
        Assert.True(DateTimeOffset.Parse((string)change["at"]!, System.Globalization.CultureInfo.InvariantCulture) >= before);
    }

    [Theory]
    [InlineData("created_by")]
    [InlineData("author")]
    [InlineData("actor")]
    [InlineData("changed_by")]
    [InlineData("as_admin")]
    public async Task NetBox_22513_a_field_that_would_name_the_author_does_not_exist(string field)
    {
        var answer = await scene.Owner.PostAsync("api/v1/servers", new JsonObject { ["name"] = "spoofed", [field] = scene.IdOf(scene.Stranger).ToString() });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal([field], answer.Body["errors"]!.AsObject().Select(pair => pair.Key));
    }

    [Fact]
    public async Task NetBox_22513_acting_for_a_team_or_by_a_source_still_names_the_person()
    {
        var made = await scene.Owner.PostAsync("api/v1/servers?source=Stranger", new JsonObject { ["name"] = scene.Unique("sourced") });
        Assert.Equal(HttpStatusCode.Created, made.Status);
        var change = (await scene.Owner.GetAsync(UrlOf(made.Body) + "/history")).Body["results"]![0]!;
        Assert.Equal(scene.IdOf(scene.Owner).ToString(), (string)change["actor"]!["id"]!);
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/v1/me");
        request.Headers.Add("X-Maestro-Team", (await scene.TeamAsync()).ToString());
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(scene.Stranger, request)).Status);
    }

    [Fact]
    public async Task NetBox_22513_history_and_the_security_log_cannot_be_rewritten_in_the_database_by_way_of_Maestro()
    {
        foreach (var (method, path) in new[] { ("PATCH", "change-sets"), ("DELETE", "change-sets"), ("POST", "security-events"), ("DELETE", "security-events"), ("PATCH", "security-events") })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), $"api/v1/{path}") { Content = System.Net.Http.Json.JsonContent.Create(new JsonArray()) };
            Assert.Contains((await SendAsync(scene.Admin, request)).Status, new[] { HttpStatusCode.MethodNotAllowed, HttpStatusCode.NotFound });
        }
        await using var rewrite = scene.App.Database.Source.CreateCommand("update access.security_events set action = 'nothing'");
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => rewrite.ExecuteNonQueryAsync(Cancel));
    }
}

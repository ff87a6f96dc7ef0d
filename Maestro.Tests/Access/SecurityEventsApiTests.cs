using System.Net;
using System.Text.Json.Nodes;
using Maestro.Modules.Kinds;
using Maestro.Tests.Support;

namespace Maestro.Tests.Access;

/// <summary>The security trail over HTTP, and what the inventory writes into it.</summary>
public sealed class SecurityEventsApiTests(SharedApi api) : IClassFixture<SharedApi>
{
    private async Task<JsonArray> EventsAsync(string query) => (await (await api.AdminAsync()).GetAsync($"api/v1/security-events?{query}")).Body["results"]!.AsArray();

    [Fact]
    public async Task Grants_of_a_record_that_move_are_noted_with_before_and_after()
    {
        var writer = await api.WriterAsync("client");
        var id = (await writer.PostAsync("api/v1/clients", new JsonObject { ["name"] = "Granted" })).Body["id"].Text()!;
        Assert.Empty(await EventsAsync($"target={id}"));
        var other = (await api.OtherAsync()).Id;
        var grants = (JsonArray)(await writer.GetAsync($"api/v1/clients/{id}/grants")).Node.DeepClone();
        grants.Add(new JsonObject { ["subject"] = new JsonObject { ["type"] = "user", ["id"] = other }, ["level"] = "read" });
        Assert.Equal(HttpStatusCode.OK, (await writer.PutAsync($"api/v1/clients/{id}/grants", grants)).Status);
        await writer.PatchAsync($"api/v1/clients/{id}", new JsonObject { ["description"] = "no grant moves" });

        var one = Assert.Single(await EventsAsync($"target={id}"))!;
        Assert.Equal(("grants.change", "success", "writer", "client", "Granted"), (one["action"].Text(), one["outcome"].Text(), one["actor"]!["name"].Text(), one["target"]!["type"].Text(), one["target"]!["name"].Text()));
        Assert.Equal($$"""[{"id":"{{other}}","type":"user","after":"read","before":null}]""", one["detail"]!["grants"]!.ToJsonString());
        Assert.Equal("127.0.0.1", one["address"].Text());
    }

    [Fact]
    public async Task An_option_list_that_changes_is_noted_and_what_was_seeded_is_not()
    {
        var admin = await api.AdminAsync();
        Assert.Empty(await EventsAsync("action=option"));
        var option = (await admin.GetAsync("api/v1/options?limit=1")).Body["results"]![0]!;
        var values = (JsonArray)option["values"]!.DeepClone();
        values.Add("Something new");
        Assert.Equal(HttpStatusCode.OK, (await admin.PatchAsync($"api/v1/options/{option["id"]}", new JsonObject { ["values"] = values })).Status);
        var one = Assert.Single(await EventsAsync("action=option"))!;
        Assert.Equal(("option.change", option["id"].Text(), """["values"]"""), (one["action"].Text(), one["target"]!["id"].Text(), one["detail"]!["fields"]!.ToJsonString()));
    }

    [Fact]
    public async Task Signing_in_and_out_over_HTTP_is_noted()
    {
        var client = new ApiClient(await api.App.SignInNewUserAsync("trail@example.org"));
        Assert.Equal(HttpStatusCode.NoContent, (await client.PostAsync("api/v1/auth/sign-out", null)).Status);
        var names = (await EventsAsync("q=trail")).Select(one => $"{one!["action"].Text()} {one["outcome"].Text()}").ToHashSet();
        Assert.Superset(new HashSet<string> { "user.create success", "sign_in success", "sign_out success" }, names);
    }

    [Theory]
    [InlineData("outcome=maybe", "outcome: is success or failure.")]
    [InlineData("limit=0", "limit is a whole number from 1 to 1000.")]
    [InlineData("cursor=x", "cursor: is not one that a list has given.")]
    public async Task A_wrong_question_is_malformed(string query, string message)
    {
        var answer = await (await api.AdminAsync()).GetAsync($"api/v1/security-events?{query}");
        Assert.Equal((HttpStatusCode.BadRequest, message), (answer.Status, answer.Body["detail"].Text()));
    }

    [Fact]
    public async Task It_is_for_administrators_and_walked_by_cursor()
    {
        Assert.Equal(HttpStatusCode.Forbidden, (await (await api.WriterAsync("client")).GetAsync("api/v1/security-events")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await api.Nobody.GetAsync("api/v1/security-events")).Status);
        await api.OtherAsync();
        var first = (await (await api.AdminAsync()).GetAsync("api/v1/security-events?limit=1")).Body;
        var second = (await (await api.AdminAsync()).GetAsync(first["next"].Text()!.TrimStart('/'))).Body;
        Assert.NotEqual(first["results"]![0]!["id"].Text(), second["results"]![0]!["id"].Text());
    }
}

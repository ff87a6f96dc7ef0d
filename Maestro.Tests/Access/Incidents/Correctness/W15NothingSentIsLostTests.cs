using System.Net;
using System.Text.Json.Nodes;
using Maestro.Tests.Support;
using static Maestro.Tests.Access.Incidents.Scene;

namespace Maestro.Tests.Access.Incidents.Correctness;

/// <summary>W-15: input that was lost without a word: targets of load balancers and brokers, the type of machine learning, tags of snapshots and images, an image's datacenter, a dependency's protocol.</summary>
[Collection(Scene.Name), Trait("Weakness", "W-15")]
public sealed class W15NothingSentIsLostTests(Scene scene)
{
    [Theory]
    [InlineData("load-balancers", "targets", "applications", """{"protocol":"http","port":8080}""")]
    [InlineData("load-balancers", "servers", "servers", """{"protocol":"TCP","port":443}""")]
    [InlineData("brokers", "deps", "applications", """{"protocol":"amqp","endpoint":"orders"}""")]
    [InlineData("applications", "deps", "applications", """{"protocol":"HTTPS","endpoint":"/v1"}""")]
    [InlineData("systems", "entry", "applications", "{}")]
    public async Task W_15_targets_given_while_creating_stay_with_all_they_say(string kinds, string field, string targets, string edge)
    {
        var target = await scene.MakeAsync(targets, $$"""{"name":"{{scene.Unique("target")}}"}""");
        var sent = (JsonObject)JsonNode.Parse(edge)!;
        sent["id"] = IdOf(target);
        var made = await scene.MakeAsync(kinds, new JsonObject { ["name"] = scene.Unique("holder"), [field] = new JsonArray(sent) }.ToJsonString());
        var kept = (await scene.Owner.GetAsync(UrlOf(made))).Body[field]![0]!;
        foreach (var (name, value) in sent)
            Assert.True(JsonNode.DeepEquals(value, kept[name]), $"{name}: {kept.ToJsonString()}");
        Assert.Equal((string)target["name"]!, (string)kept["name"]!);
    }

    [Theory]
    [InlineData("machine-learning", """{"ia_type":"Vision"}""")]
    [InlineData("snapshots", """{"tags":[{"key":"env","value":"prod"}],"size":8}""")]
    [InlineData("images", """{"tags":[{"key":"env","value":"prod"}],"platform":"linux"}""")]
    public async Task W_15_fields_that_were_dropped_stay(string kinds, string json)
    {
        var sent = (JsonObject)JsonNode.Parse(json)!;
        sent["name"] = scene.Unique("whole");
        var datacenter = await scene.MakeAsync("datacenters", $$"""{"name":"{{scene.Unique("dc")}}","provider":"AWS"}""");
        if (kinds != "machine-learning")
            sent["datacenters"] = new JsonObject { ["id"] = IdOf(datacenter), ["region"] = "us-east-1" };
        var read = (await scene.Owner.GetAsync(UrlOf(await scene.MakeAsync(kinds, sent.ToJsonString())))).Body;
        foreach (var (name, value) in sent.Where(pair => pair.Key != "datacenters"))
            Assert.True(JsonNode.DeepEquals(value, read[name]), $"{name}: {read[name]?.ToJsonString()}");
        if (kinds != "machine-learning")
            Assert.Equal((IdOf(datacenter), "AWS", "us-east-1"), ((string)read["datacenters"]!["id"]!, (string)read["datacenters"]!["provider"]!, (string)read["datacenters"]!["region"]!));
        Assert.Equal(scene.IdOf(scene.Owner).ToString(), (string)read["owner"]!["id"]!);
    }

    [Fact]
    public async Task W_15_what_cannot_be_kept_is_refused_by_name()
    {
        var answer = await scene.Owner.PostAsync("api/v1/servers", JsonNode.Parse("""{"name":"x","no_such":1,"os":{"no_such":1},"storage":[{"name":"a","no_such":1}]}"""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal(["no_such", "os.no_such", "storage.0.no_such"], answer.Body["errors"]!.AsObject().Select(pair => pair.Key).Order(StringComparer.Ordinal));
    }
}

using System.Net;
using System.Text.Json.Nodes;
using Maestro.Tests.Support;
using static Maestro.Tests.Access.Incidents.Scene;

namespace Maestro.Tests.Access.Incidents;

/// <summary>Operators and paths from outside (NetBox #22427): only declared fields and operators, everything else is refused by name.</summary>
[Collection(Scene.Name), Trait("Incident", "filter and operator injection")]
public sealed class FilterInjectionTests(Scene scene)
{
    [Theory]
    [InlineData("name__regex=.*")]
    [InlineData("name__exact=x")]
    [InlineData("doc__name=x")]
    [InlineData("readers=x")]
    [InlineData("password_hash__isw=A")]
    [InlineData("owner__password_hash=x")]
    [InlineData("name'--=x")]
    [InlineData("name%22)%3B%20drop%20table%20inventory.records%3B--=x")]
    [InlineData("os__dist'%20or%20'1'%3D'1=x")]
    [InlineData("os.dist->>0=x")]
    [InlineData("%24where=1")]
    [InlineData("name[%24ne]=x")]
    [InlineData("applications__system__clients__name__name=x")]
    [InlineData("ordering=name;drop table x")]
    [InlineData("ordering=(select 1)")]
    [InlineData("ordering=doc")]
    [InlineData("filter=%7B%22%24or%22%3A%5B%5D%7D")]
    [InlineData("filter=%7B%22name%22%3A%7B%22%24ne%22%3Anull%7D%7D")]
    [InlineData("filter=not json")]
    [InlineData("limit=1;select")]
    [InlineData("limit=100000")]
    [InlineData("offset=-1")]
    [InlineData("cursor=' or 1=1")]
    [InlineData("active=maybe")]
    [InlineData("owner=x")]
    [InlineData("at=yesterday")]
    public async Task NetBox_22427_what_is_no_field_operator_or_order_is_400(string query)
    {
        foreach (var list in new[] { "servers", "applications" })
        {
            var answer = await scene.Owner.GetAsync($"api/v1/{list}?{query}");
            Assert.True(answer.Status == HttpStatusCode.BadRequest, $"{list}?{query}: {(int)answer.Status} {answer.Text}");
            Assert.DoesNotContain("Npgsql", answer.Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("' or '1'='1")]
    [InlineData("'; drop table inventory.records; --")]
    [InlineData("\\'; select pg_sleep(10); --")]
    [InlineData("%")]
    [InlineData("_")]
    [InlineData("$$ select 1 $$")]
    [InlineData("{\"$ne\":null}")]
    public async Task NetBox_22427_a_value_is_a_value(string value)
    {
        var record = await scene.MakeAsync("servers", new JsonObject { ["name"] = value, ["hostname"] = scene.Unique("host") }.ToJsonString());
        var other = await scene.MakeAsync("servers", $$"""{"name":"{{scene.Unique("other")}}","hostname":"{{record["hostname"]}}"}""");
        var found = await scene.Owner.GetAsync($"api/v1/servers?hostname={record["hostname"]}&name={Uri.EscapeDataString(value)}");
        Assert.Equal([IdOf(record)], found.Body["results"]!.AsArray().Select(row => (string)row!["id"]!));
        Assert.Equal(HttpStatusCode.OK, (await scene.Owner.GetAsync(UrlOf(other))).Status);
    }

    [Theory]
    [InlineData("filter=%7B%7D")]
    [InlineData("filter=%5B%5D")]
    [InlineData("filter=null")]
    [InlineData("filter=%22%22")]
    [InlineData("filter=%7B%22and%22%3A%7B%7D%7D")]
    public async Task NetBox_22427_a_broken_filter_never_means_everything(string query) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await scene.Owner.GetAsync($"api/v1/servers?{query}")).Status);
}

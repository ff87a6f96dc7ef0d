using System.Net;
using System.Text.Json.Nodes;
using static Maestro.Tests.Access.Incidents.Scene;

namespace Maestro.Tests.Access.Incidents;

/// <summary>The fine print of access (product.md section 10, 9 to 12) that no other class holds.</summary>
[Collection(Scene.Name)]
public sealed class FinePrintTests(Scene scene)
{
    [Fact]
    public async Task What_an_administrator_does_to_somebody_elses_record_is_said_to_be_an_administrators()
    {
        var record = await scene.MakeAsync("servers", $$"""{"name":"{{scene.Unique("theirs")}}"}""");
        Assert.Equal(HttpStatusCode.OK, (await scene.Admin.PatchAsync(UrlOf(record), new JsonObject { ["cpu"] = 8 })).Status);
        var history = (await scene.Owner.GetAsync(UrlOf(record) + "/history")).Body["results"]!.AsArray();
        Assert.Equal([true, false], history.Select(change => (bool)change!["actor"]!["as_admin"]!));
    }

    [Fact]
    public async Task The_name_of_a_datacenter_is_shown_to_whoever_reads_a_record_that_stands_there()
    {
        var place = await scene.MakeAsync("datacenters", $$"""{"name":"{{scene.Unique("place")}}","provider":"AWS"}""");
        var record = await scene.MakeAsync("servers", $$$"""{"name":"{{{scene.Unique("there")}}}","datacenters":{"id":"{{{IdOf(place)}}}"}}""");
        await scene.GrantAsync(record, (scene.Reader, "read"));
        Assert.Equal(HttpStatusCode.NotFound, (await scene.Reader.GetAsync(UrlOf(place))).Status);
        var shown = (await scene.Reader.GetAsync(UrlOf(record))).Body["datacenters"]!;
        Assert.Equal(((string)place["name"]!, "AWS"), ((string)shown["name"]!, (string)shown["provider"]!));
    }

    [Fact]
    public async Task The_past_is_read_with_todays_grants()
    {
        var record = await scene.MakeAsync("servers", $$"""{"name":"{{scene.Unique("then")}}","cpu":2}""");
        await Task.Delay(20, Cancel);
        var then = DateTimeOffset.UtcNow.ToString("O", System.Globalization.CultureInfo.InvariantCulture).Replace("+00:00", "Z", StringComparison.Ordinal);
        await Task.Delay(20, Cancel);
        await scene.Owner.PatchAsync(UrlOf(record), new JsonObject { ["cpu"] = 4 });
        Assert.Equal(HttpStatusCode.NotFound, (await scene.Reader.GetAsync($"{UrlOf(record)}?at={then}")).Status);
        await scene.GrantAsync(record, (scene.Reader, "read"));
        Assert.Equal(2, (int)(await scene.Reader.GetAsync($"{UrlOf(record)}?at={then}")).Body["cpu"]!);
        await scene.GrantAsync(record);
        Assert.Equal(HttpStatusCode.NotFound, (await scene.Reader.GetAsync($"{UrlOf(record)}?at={then}")).Status);
    }

    [Fact]
    public async Task The_future_cannot_be_asked_for()
    {
        var record = await scene.MakeAsync("servers", $$"""{"name":"{{scene.Unique("now")}}"}""");
        var answer = await scene.Owner.GetAsync($"{UrlOf(record)}?at=2999-01-01T00:00:00Z");
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("at", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_is_kept_for_thirty_days()
    {
        var answer = await scene.Owner.PostAsync("api/v1/imports?source=json", JsonNode.Parse($$"""{"servers":[{"name":"{{scene.Unique("planned")}}"}]}"""));
        Assert.Equal(HttpStatusCode.Created, answer.Status);
        await using var command = scene.App.Database.Source.CreateCommand("select expires_at - created_at from inventory.plans where id = $1");
        command.Parameters.Add(new() { Value = (Guid)answer.Body["id"]! });
        Assert.Equal(TimeSpan.FromDays(30), (TimeSpan)(await command.ExecuteScalarAsync(Cancel))!);
    }
}

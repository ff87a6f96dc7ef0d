using System.Net;
using System.Text.Json.Nodes;
using Maestro.Tests.Support;
using static Maestro.Tests.Access.Incidents.Scene;

namespace Maestro.Tests.Access.Incidents;

/// <summary>
/// Search skips permissions (NetBox GHSA-32w2-6gm2-7766: global search listed objects without permission checks, even
/// signed out). Every way to read × who reads.
/// </summary>
[Collection(Scene.Name), Trait("Incident", "search skips permissions")]
public sealed class SearchSkipsPermissionsTests(Scene scene)
{
    // What the owner reads there: without it the case would prove nothing.
    public static TheoryData<string, string> ReadPaths => new()
    {
        { "search?q={name}", "secret" },
        { "search?q={secret}", "name" },
        { "search?q={name}&kind=servers", "secret" },
        { "servers?q={name}", "secret" },
        { "servers?name={name}", "secret" },
        { "servers?notes__ic={secret}", "name" },
        { "servers?id={id}", "secret" },
        { "servers?name={name}&cursor=", "secret" },
        { "servers?name={name}&brief=true", "id" },
        { "servers?limit=1000", "secret" },
        { "servers?limit=1000&active=any&ordering=-created_at", "secret" },
        { "servers?filter=%7B%22name%22%3A%22{name}%22%7D", "secret" },
        { "servers?owner={owner}&limit=1000", "secret" },
        { "servers/facets?group=hostname&name={name}", "host" },
        { "servers.csv", "secret" },
        { "servers.json", "secret" },
        { "servers/{id}", "secret" },
        { "servers/{id}/history", "secret" },
        { "servers/{id}/diff?from={made}", "cpu" },
        { "servers/{id}/links", "application" },
        { "servers/{id}/sources", "secret" },
        { "servers/{id}/grants", "owner" },
        { "change-sets?limit=1000", "set" },
        { "change-sets/{set}", "secret" },
        { "applications/{application}/links", "name" },
    };

    [Theory, MemberData(nameof(ReadPaths))]
    public async Task GHSA_32w2_6gm2_7766_no_way_to_read_shows_a_record_to_who_has_no_grant(string path, string proof)
    {
        var words = await HiddenAsync();
        var url = $"api/v1/{Fill(path, words)}";
        var owners = await scene.Owner.GetAsync(url);
        Assert.True(owners.Status == HttpStatusCode.OK, owners.Text);
        Assert.Contains(words.GetValueOrDefault(proof, proof), owners.Text, StringComparison.Ordinal);
        foreach (var (who, expected) in new[] { (scene.Stranger, new[] { HttpStatusCode.OK, HttpStatusCode.NotFound }), (scene.Nobody, [HttpStatusCode.Unauthorized]) })
        {
            var answer = await who.GetAsync(url);
            Assert.Contains(answer.Status, expected);
            foreach (var (what, word) in words.Where(pair => pair.Key is "name" or "secret" or "id" or "host" && !url.Contains(pair.Value, StringComparison.Ordinal)))
                Assert.False(answer.Text.Contains(word, StringComparison.Ordinal), $"{url} tells the {what}: {answer.Text}");
        }
    }

    [Fact]
    public async Task GHSA_32w2_6gm2_7766_counts_facets_and_sums_count_readable_records_only()
    {
        var words = await HiddenAsync();
        foreach (var url in new[] { $"api/v1/servers?name={words["name"]}", $"api/v1/search?q={words["name"]}" })
        {
            Assert.Equal(1, (int)(await scene.Owner.GetAsync(url)).Body["count"]!);
            Assert.Equal(0, (int)(await scene.Stranger.GetAsync(url)).Body["count"]!);
        }
        var facets = (await scene.Stranger.GetAsync($"api/v1/servers/facets?group=environment&name={words["name"]}")).Body["results"]!;
        Assert.Empty((JsonArray)facets);
    }

    [Fact]
    public async Task GHSA_32w2_6gm2_7766_a_taken_grant_takes_every_way_to_read()
    {
        var record = await scene.MakeAsync("servers", $$"""{"name":"{{scene.Unique("lent")}}"}""");
        await scene.GrantAsync(record, (scene.Reader, "read"));
        var search = $"api/v1/search?q={record["name"]}";
        Assert.Equal(1, (int)(await scene.Reader.GetAsync(search)).Body["count"]!);
        await scene.GrantAsync(record);
        Assert.Equal(0, (int)(await scene.Reader.GetAsync(search)).Body["count"]!);
        Assert.Equal(HttpStatusCode.NotFound, (await scene.Reader.GetAsync(UrlOf(record))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await scene.Reader.GetAsync(UrlOf(record) + "/history")).Status);
    }

    private async Task<Dictionary<string, string>> HiddenAsync()
    {
        var (name, secret, host) = (scene.Unique("hidden"), scene.Unique("secret"), scene.Unique("host"));
        var application = await scene.MakeAsync("applications", $$"""{"name":"{{scene.Unique("app")}}"}""");
        var server = await scene.MakeAsync("servers", $$"""{"name":"{{name}}","notes":"{{secret}}","hostname":"{{host}}","environment":"Production","applications":[{"id":"{{IdOf(application)}}"}]}""");
        await scene.Owner.PatchAsync(UrlOf(server), new JsonObject { ["cpu"] = 2 });
        var history = await scene.Owner.GetAsync(UrlOf(server) + "/history");
        return new()
        {
            ["id"] = IdOf(server), ["name"] = name, ["secret"] = secret, ["host"] = host, ["application"] = IdOf(application),
            ["set"] = (string)history.Body["results"]![1]!["change_set"]!, ["owner"] = scene.IdOf(scene.Owner).ToString(), ["made"] = Uri.EscapeDataString((string)server["updated_at"]!),
        };
    }

    private static string Fill(string path, Dictionary<string, string> words) => words.Aggregate(path, (text, word) => text.Replace($"{{{word.Key}}}", word.Value, StringComparison.Ordinal));
}

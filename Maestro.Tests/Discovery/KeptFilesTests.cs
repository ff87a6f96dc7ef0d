using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Maestro.Modules.Files.Storing;
using Maestro.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Maestro.Tests.Discovery;

/// <summary>A plan shows the file it came from, to its maker and for as long as it is kept.</summary>
public sealed class KeptFilesTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private const string Json = """{"servers": [{"name": "kept", "unique_id": "i-kept"}]}""";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("source=json", Json, "application/json")]
    [InlineData("source=csv&kind=servers", "name\nfrom-csv\n", "text/plain")]
    public async Task The_file_of_a_plan_is_saved_as_it_was_sent_under_its_name(string query, string content, string type)
    {
        var client = await shared.App.SignInAsync();
        var file = Assert.Single(await FilesAsync(client, await ImportAsync(client, query, ("../my estate.json", content))));
        Assert.Equal("my estate.json", (string)file!["name"]!);
        var answer = await client.GetAsync($"api/v1/{file["link"]}", Cancel);
        Assert.Equal((HttpStatusCode.OK, type, "attachment"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentDisposition!.DispositionType));
        Assert.Equal("my estate.json", answer.Content.Headers.ContentDisposition.FileNameStar);
        Assert.Equal(content, await answer.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task Nobody_but_the_maker_reads_it_not_even_an_administrator()
    {
        var maker = await shared.App.SignInNewUserAsync("file.maker@example.org");
        var plan = await ImportAsync(maker, "source=json", ("mine.json", Json));
        var file = Assert.Single(await FilesAsync(maker, plan))!;
        var admin = await shared.App.SignInAsync();
        Assert.Equal(HttpStatusCode.OK, (await admin.GetAsync($"api/v1/plans/{plan}", Cancel)).StatusCode);
        Assert.Empty(await FilesAsync(admin, plan));
        foreach (var other in new[] { admin, await shared.App.SignInNewUserAsync("file.other@example.org") })
            Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"api/v1/{file["link"]}", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await shared.App.Anonymous().GetAsync($"api/v1/{file["link"]}", Cancel)).StatusCode);
    }

    [Fact]
    public async Task It_is_collected_with_the_plan()
    {
        var client = await shared.App.SignInAsync();
        var (discarded, expired, kept) = (await ImportAsync(client, "source=json", ("a.json", Json)), await ImportAsync(client, "source=json", ("b.json", Json)), await ImportAsync(client, "source=json", ("c.json", Json)));
        var links = new List<string>();
        foreach (var plan in new[] { discarded, expired, kept })
            links.Add((string)Assert.Single(await FilesAsync(client, plan))!["link"]!);
        (await client.DeleteAsync($"api/v1/plans/{discarded}", Cancel)).EnsureSuccessStatusCode();
        await SqlAsync($"update inventory.plans set expires_at = now() - interval '1 second' where id = '{expired}'");
        await SqlAsync("update files.files set created_at = created_at - interval '2 hours'");
        Assert.True(await shared.App.Services.GetRequiredService<Collector>().RoundAsync(Cancel) >= 2);
        var answers = new List<HttpStatusCode>();
        foreach (var link in links)
            answers.Add((await client.GetAsync($"api/v1/{link}", Cancel)).StatusCode);
        Assert.Equal([HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.OK], answers);
    }

    [Fact]
    public async Task Many_files_are_kept_as_one_archive()
    {
        var client = await shared.App.SignInAsync();
        var sent = Enumerable.Range(0, 25).Select(at => ($"part-{at}.json", $$"""{"servers": [{"name": "part-{{at}}", "unique_id": "i-part-{{at}}"}]}""")).ToArray();
        var file = Assert.Single(await FilesAsync(client, await ImportAsync(client, "source=json", sent)))!;
        Assert.Equal(("files.zip", "application/zip"), ((string)file["name"]!, (string)file["type"]!));
        await using var content = await client.GetStreamAsync($"api/v1/{file["link"]}", Cancel);
        using var whole = new MemoryStream();
        await content.CopyToAsync(whole, Cancel);
        using var zip = new ZipArchive(whole, ZipArchiveMode.Read);
        Assert.Equal(25, zip.Entries.Count);
    }

    [Fact]
    public async Task A_file_that_is_refused_is_not_kept()
    {
        var client = await shared.App.SignInAsync();
        var answer = await client.PostAsync("api/v1/imports?source=json", new StringContent("{broken", Encoding.UTF8, "application/json"), Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        await using var count = shared.App.Database.Source.CreateCommand("select count(*) from files.files where name = 'upload'");
        Assert.Equal(0L, await count.ExecuteScalarAsync(Cancel));
    }

    private static async Task<Guid> ImportAsync(HttpClient client, string query, params (string Name, string Content)[] files)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, content) in files)
            form.Add(new StringContent(content), "file", name);
        var answer = await client.PostAsync($"api/v1/imports?{query}", form, Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        return answer.StatusCode == HttpStatusCode.Created ? (Guid)JsonNode.Parse(text)!["id"]! : throw new InvalidOperationException(text);
    }

    private static async Task<JsonArray> FilesAsync(HttpClient client, Guid plan) => (await client.GetFromJsonAsync<JsonObject>($"api/v1/plans/{plan}", Cancel))!["files"]!.AsArray();

    private async Task SqlAsync(string sql)
    {
        await using var command = shared.App.Database.Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancel);
    }
}

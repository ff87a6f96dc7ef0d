using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Files.Storing;
using Maestro.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using SkiaSharp;

namespace Maestro.Tests.Access;

public sealed class AvatarsApiTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_picture_is_set_seen_by_others_in_place_and_removed()
    {
        var ana = await shared.App.SignInNewUserAsync("ana.picture@example.org");
        var ben = await shared.App.SignInNewUserAsync("ben.picture@example.org");
        Assert.Equal(HttpStatusCode.NoContent, (await PutAsync(ana, "me/avatar")).StatusCode);
        var me = (await ana.GetFromJsonAsync<JsonObject>("api/v1/me", Cancel))!["user"]!;
        var link = (string)me["avatar"]!;
        Assert.StartsWith($"users/{me["id"]}/avatar?v=", link, StringComparison.Ordinal);
        Assert.Equal(link, (string)(await ben.GetFromJsonAsync<JsonObject>($"api/v1/users/{me["id"]}", Cancel))!["avatar"]!);

        var seen = await ben.GetAsync("api/v1/" + link, Cancel);
        Assert.Equal((HttpStatusCode.OK, "image/webp", "inline"), (seen.StatusCode, seen.Content.Headers.ContentType!.MediaType, seen.Content.Headers.ContentDisposition!.DispositionType));
        Assert.Equal("nosniff", Assert.Single(seen.Headers.GetValues("X-Content-Type-Options")));
        Assert.Contains("private", seen.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        using var drawn = SKBitmap.Decode(await seen.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Equal((256, 256), (drawn.Width, drawn.Height));

        using var again = new HttpRequestMessage(HttpMethod.Get, "api/v1/" + link);
        again.Headers.IfNoneMatch.Add(seen.Headers.ETag!);
        Assert.Equal(HttpStatusCode.NotModified, (await ben.SendAsync(again, Cancel)).StatusCode);

        Assert.Equal(HttpStatusCode.NoContent, (await ana.DeleteAsync("api/v1/me/avatar", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await ben.GetAsync("api/v1/" + link, Cancel)).StatusCode);
        Assert.Null((await ana.GetFromJsonAsync<JsonObject>("api/v1/me", Cancel))!["user"]!["avatar"]);
    }

    [Fact]
    public async Task A_team_s_picture_goes_with_the_membership()
    {
        var (owner, member) = (await shared.App.SignInNewUserAsync("owner.picture@example.org"), await shared.App.SignInNewUserAsync("member.picture@example.org"));
        var (ownerId, memberId) = (await IdAsync(owner), await IdAsync(member));
        var team = (Guid)(await ReadAsync(await owner.PostAsJsonAsync("api/v1/teams", new { name = "Pictured" }, Cancel)))["id"]!;
        await owner.PutAsJsonAsync($"api/v1/teams/{team}/members", new[] { new { id = ownerId, level = "admin" }, new { id = memberId, level = "read" } }, Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, (await PutAsync(member, $"teams/{team}/avatar")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await PutAsync(owner, $"teams/{team}/avatar")).StatusCode);
        var link = "api/v1/" + (string)(await member.GetFromJsonAsync<JsonObject>($"api/v1/teams/{team}", Cancel))!["avatar"]!;
        Assert.Equal(HttpStatusCode.OK, (await member.GetAsync(link, Cancel)).StatusCode);
        await owner.PutAsJsonAsync($"api/v1/teams/{team}/members", new[] { new { id = ownerId, level = "admin" } }, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, (await member.GetAsync(link, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await shared.App.Anonymous().GetAsync(link, Cancel)).StatusCode);
    }

    [Fact]
    public async Task The_file_of_a_picture_is_an_attachment_and_an_old_one_is_gone()
    {
        var eva = await shared.App.SignInNewUserAsync("eva.picture@example.org");
        await PutAsync(eva, "me/avatar");
        var first = await FileAsync(eva);
        var answer = await eva.GetAsync($"api/v1/files/{first}", Cancel);
        Assert.Equal((HttpStatusCode.OK, "attachment"), (answer.StatusCode, answer.Content.Headers.ContentDisposition!.DispositionType));
        await PutAsync(eva, "me/avatar");
        Assert.NotEqual(first, await FileAsync(eva));
        Assert.Equal(HttpStatusCode.NotFound, (await eva.GetAsync($"api/v1/files/{first}", Cancel)).StatusCode);
    }

    [Fact]
    public async Task What_is_no_picture_or_too_large_is_refused_with_its_reason()
    {
        var fay = await shared.App.SignInNewUserAsync("fay.picture@example.org");
        var svg = await fay.PutAsync("api/v1/me/avatar", new StringContent("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"), Cancel);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, svg.StatusCode);
        Assert.Contains("must be a picture", await svg.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        var large = await fay.PutAsync("api/v1/me/avatar", new ByteArrayContent(new byte[5_100_000]), Cancel);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
    }

    [Fact]
    public async Task Somebody_else_s_picture_is_changed_by_administrators_only()
    {
        var (gil, admin) = (await shared.App.SignInNewUserAsync("gil.picture@example.org"), await shared.App.SignInAsync());
        var (id, other) = (await IdAsync(gil), await IdAsync(admin));
        Assert.Equal(HttpStatusCode.Forbidden, (await PutAsync(gil, $"users/{other}/avatar")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await gil.DeleteAsync($"api/v1/users/{other}/avatar", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await PutAsync(admin, $"users/{id}/avatar")).StatusCode);
    }

    [Fact]
    public async Task A_picture_in_use_outlives_the_collector()
    {
        var hal = await shared.App.SignInNewUserAsync("hal.picture@example.org");
        await PutAsync(hal, "me/avatar");
        await using (var age = shared.App.Database.Source.CreateCommand("update files.files set created_at = created_at - interval '2 hours'"))
            await age.ExecuteNonQueryAsync(Cancel);
        await shared.App.Services.GetRequiredService<Collector>().RoundAsync(Cancel);
        Assert.Equal(HttpStatusCode.OK, (await hal.GetAsync($"api/v1/users/{await IdAsync(hal)}/avatar", Cancel)).StatusCode);
    }

    internal static Task<HttpResponseMessage> PutAsync(HttpClient client, string path)
    {
        var body = new ByteArrayContent(PictureTests.Paint(SKEncodedImageFormat.Png, 400, 300));
        body.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        return client.PutAsync("api/v1/" + path, body, Cancel);
    }

    private static async Task<Guid> IdAsync(HttpClient client) => (Guid)(await client.GetFromJsonAsync<JsonObject>("api/v1/me", Cancel))!["user"]!["id"]!;

    private static async Task<Guid> FileAsync(HttpClient client) =>
        Guid.ParseExact(((string)(await client.GetFromJsonAsync<JsonObject>("api/v1/me", Cancel))!["user"]!["avatar"]!)[^32..], "N");

    private static async Task<JsonObject> ReadAsync(HttpResponseMessage answer) => (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonObject>(Cancel))!;
}

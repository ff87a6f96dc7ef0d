using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Maestro.Tests.Support;
using static Maestro.Tests.Access.Incidents.Scene;

namespace Maestro.Tests.Access.Incidents.Security;

/// <summary>W-10: the type of an upload was only declared, its size unchecked, its folder and extension taken from the request. Avatars have their own tests with the file store.</summary>
[Collection(Scene.Name), Trait("Weakness", "W-10")]
public sealed class W10UploadsTests(Scene scene)
{
    [Theory]
    [InlineData("web.json", "application/json", "<?php system('id'); ?>")]
    [InlineData("web.json", "application/json", "<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>")]
    [InlineData("web.json", "application/json", "MZ not json")]
    public async Task W_10_a_file_that_is_not_what_it_says_is_refused(string name, string type, string content)
    {
        var answer = await UploadAsync(name, type, Encoding.UTF8.GetBytes(content));
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
    }

    [Theory]
    [InlineData("../../../../tmp/evil.json")]
    [InlineData("/etc/evil.json")]
    [InlineData("..\\evil.json")]
    [InlineData("evil\0.json")]
    public async Task W_10_a_name_with_a_path_writes_nothing_there(string name)
    {
        var answer = await UploadAsync(name, "application/json", Encoding.UTF8.GetBytes($$"""{"servers":[{"name":"{{scene.Unique("up")}}"}]}"""));
        Assert.Contains(answer.Status, new[] { HttpStatusCode.Created, HttpStatusCode.BadRequest });
        Assert.False(File.Exists("/tmp/evil.json") || File.Exists("/etc/evil.json") || File.Exists("evil.json"));
    }

    [Fact]
    public async Task W_10_a_file_is_taken_up_to_its_limit_only()
    {
        var refused = await UploadAsync("large.json", "application/json", new byte[101 * 1024 * 1024 - 2000]);
        Assert.Contains(refused.Status, new[] { HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.BadRequest });
        Assert.DoesNotContain("   at ", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task W_10_target_folder_and_extension_of_a_request_mean_nothing()
    {
        var answer = await scene.Owner.PostAsync("api/v1/imports?source=json&folder=/etc&path=../..&extension=php", JsonNode.Parse("""{"servers":[{"name":"x"}]}"""));
        Assert.Contains(answer.Status, new[] { HttpStatusCode.Created, HttpStatusCode.BadRequest });
        Assert.Equal(HttpStatusCode.BadRequest, (await scene.Owner.PostAsync("api/v1/imports?source=../../etc/passwd", new JsonObject())).Status);
    }

    private async Task<Answer> UploadAsync(string name, string type, byte[] content)
    {
        using var form = new MultipartFormDataContent();
        var part = new ByteArrayContent(content);
        part.Headers.ContentType = new(type);
        part.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"files\"; filename=\"{name}\"");
        form.Add(part);
        var answer = await scene.Owner.Http.PostAsync(new Uri("api/v1/imports?source=json", UriKind.Relative), form, Cancel);
        return new Answer(answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel), null, null);
    }
}

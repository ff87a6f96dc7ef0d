using System.Net;
using System.Text.Json.Nodes;
using Maestro.Tests.Support;
using static Maestro.Tests.Access.Incidents.Scene;

namespace Maestro.Tests.Access.Incidents.Security;

/// <summary>W-04: options and the service catalogue were writable by every user, including renaming an option key, which broke all forms.</summary>
[Collection(Scene.Name), Trait("Weakness", "W-04")]
public sealed class W04SharedReferenceDataTests(Scene scene)
{
    [Theory]
    [InlineData("options")]
    [InlineData("services")]
    [InlineData("public-flavors")]
    public async Task W_04_everybody_reads_and_only_administrators_write(string kinds)
    {
        var listed = await scene.Stranger.GetAsync($"api/v1/{kinds}?limit=1");
        Assert.Equal(HttpStatusCode.OK, listed.Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await scene.Stranger.PostAsync($"api/v1/{kinds}", new JsonObject { ["name"] = "mine" })).Status);
        if (listed.Body["results"]!.AsArray().FirstOrDefault() is not JsonObject first)
            return;
        var url = UrlOf(first);
        Assert.Equal(HttpStatusCode.Forbidden, (await scene.Stranger.PatchAsync(url, new JsonObject { ["name"] = "renamed" })).Status);
        if (kinds == "options")
            Assert.Equal(HttpStatusCode.Forbidden, (await scene.Stranger.PatchAsync(url, new JsonObject { ["key"] = "renamed" })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await scene.Stranger.DeleteAsync(url)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await scene.Stranger.PatchAsync($"api/v1/{kinds}", new JsonArray(new JsonObject { ["id"] = IdOf(first), ["name"] = "renamed" }))).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await scene.Admin.PutAsync(url + "/grants", new JsonArray(Scene.Grant("user", scene.IdOf(scene.Stranger), "admin")))).Status);
        Assert.Equal((string)first["name"]!, (string)(await scene.Stranger.GetAsync(url)).Body["name"]!);
    }
}

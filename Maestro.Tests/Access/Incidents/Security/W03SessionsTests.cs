using System.Net;
using System.Text.Json.Nodes;
using Maestro.Tests.Support;
using Maestro.Web.Hosting;
using static Maestro.Tests.Access.Incidents.Scene;

namespace Maestro.Tests.Access.Incidents.Security;

/// <summary>W-03: session tokens never expired, could not be revoked, survived password changes, stood in addresses; default secrets were built in.</summary>
[Collection(Scene.Name), Trait("Weakness", "W-03")]
public sealed class W03SessionsTests(Scene scene)
{
    [Fact]
    public async Task W_03_a_session_says_when_it_ends_and_ends_then()
    {
        var person = await scene.PersonAsync(scene.Unique("expiring"));
        Assert.Equal(HttpStatusCode.OK, (await person.GetAsync("api/v1/me")).Status);
        await using var expire = scene.App.Database.Source.CreateCommand("update access.tokens set expires_at = now() - interval '1 second' where user_id = $1");
        expire.Parameters.Add(new() { Value = scene.IdOf(person) });
        await expire.ExecuteNonQueryAsync(Cancel);
        await EventuallyAsync(async () => (await person.GetAsync("api/v1/me")).Status == HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task W_03_a_new_password_ends_the_other_sessions_at_once()
    {
        var email = $"{scene.Unique("changing")}@example.org";
        var first = new ApiClient(await scene.App.SignInNewUserAsync(email));
        var second = new ApiClient(await scene.App.SignInAsync(email));
        Assert.Equal(HttpStatusCode.NoContent, (await first.PutAsync("api/v1/me/password", new JsonObject { ["current_password"] = App.AdminPassword, ["password"] = "quite another password" })).Status);
        Assert.Equal(HttpStatusCode.OK, (await first.GetAsync("api/v1/me")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await second.GetAsync("api/v1/me")).Status);
    }

    [Fact]
    public async Task W_03_a_session_is_revoked_from_another_one()
    {
        var email = $"{scene.Unique("revoking")}@example.org";
        var (first, second) = (new ApiClient(await scene.App.SignInNewUserAsync(email)), new ApiClient(await scene.App.SignInAsync(email)));
        var other = (await first.GetAsync("api/v1/me/sessions")).Body["results"]!.AsArray().Single(session => !(bool)session!["current"]!)!;
        Assert.Equal(HttpStatusCode.NoContent, (await first.DeleteAsync($"api/v1/me/sessions/{other["id"]}")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await second.GetAsync("api/v1/me")).Status);
    }

    [Theory]
    [InlineData("token")]
    [InlineData("access_token")]
    [InlineData("auth")]
    [InlineData("jwt")]
    public async Task W_03_a_token_in_an_address_signs_nobody_in(string name)
    {
        var token = scene.Owner.Http.DefaultRequestHeaders.Authorization!.Parameter;
        Assert.Equal(HttpStatusCode.Unauthorized, (await scene.Nobody.GetAsync($"api/v1/me?{name}={token}")).Status);
    }

    [Theory]
    [InlineData("defaultSecretKey")]
    [InlineData("defaultSecretKeyPrivate")]
    [InlineData("defaultSecretNoAuthToken")]
    [InlineData("changeme")]
    public void W_03_the_built_in_secrets_of_0_6_are_refused(string secret) => Assert.True(Placeholders.Includes(secret));

    private static async Task EventuallyAsync(Func<Task<bool>> holds)
    {
        for (var round = 0; round < 100 && !await holds(); round++)
            await Task.Delay(100, Cancel);
        Assert.True(await holds());
    }
}

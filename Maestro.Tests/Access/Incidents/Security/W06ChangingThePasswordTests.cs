using System.Net;
using System.Text.Json.Nodes;
using Maestro.Tests.Support;
using static Maestro.Tests.Access.Incidents.Scene;

namespace Maestro.Tests.Access.Incidents.Security;

/// <summary>W-06: changing a password checked the account named in the body but changed the one signed in; a new mail address needed neither password nor confirmation.</summary>
[Collection(Scene.Name), Trait("Weakness", "W-06")]
public sealed class W06ChangingThePasswordTests(Scene scene)
{
    private const string AttackersPassword = "the attacker's own password";

    [Fact]
    public async Task W_06_a_stolen_session_is_not_taken_over_with_the_attackers_own_login()
    {
        var attacker = scene.Unique("attacker") + "@example.org";
        await scene.Admin.PostAsync("api/v1/users", new JsonObject { ["name"] = "Attacker", ["email"] = attacker, ["password"] = AttackersPassword });
        var victim = await scene.PersonAsync(scene.Unique("victim"));
        foreach (var key in new[] { "email", "user", "username", "id" })
        {
            var body = new JsonObject { [key] = attacker, ["current_password"] = AttackersPassword, ["password"] = "now it is mine for good" };
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await victim.PutAsync("api/v1/me/password", body)).Status);
        }
        Assert.Equal(HttpStatusCode.OK, (await victim.GetAsync("api/v1/me")).Status);
    }

    [Fact]
    public async Task W_06_a_new_mail_address_needs_the_password()
    {
        var victim = await scene.PersonAsync(scene.Unique("moving"));
        var before = (string)(await victim.GetAsync("api/v1/me")).Body["user"]!["email"]!;
        foreach (var body in new[] { new JsonObject { ["email"] = "taken.over@example.org" }, new JsonObject { ["email"] = "taken.over@example.org", ["current_password"] = "wrong" } })
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await victim.PatchAsync("api/v1/me", body)).Status);
        Assert.Equal(before, (string)(await victim.GetAsync("api/v1/me")).Body["user"]!["email"]!);
    }
}

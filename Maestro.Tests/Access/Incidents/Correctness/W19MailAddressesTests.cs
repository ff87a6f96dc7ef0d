using System.Net;
using System.Text.Json.Nodes;
using Maestro.Tests.Support;
using static Maestro.Tests.Access.Incidents.Scene;

namespace Maestro.Tests.Access.Incidents.Correctness;

/// <summary>W-19: a mail address was unique only by a look-up before, with regard to case; saving a profile with its own address was refused.</summary>
[Collection(Scene.Name), Trait("Weakness", "W-19")]
public sealed class W19MailAddressesTests(Scene scene)
{
    [Fact]
    public async Task W_19_of_many_at_once_one_gets_the_address_whatever_its_case()
    {
        var name = scene.Unique("same");
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(n => scene.Admin.PostAsync("api/v1/users",
            new JsonObject { ["name"] = $"Same {n}", ["email"] = n % 2 == 0 ? $"{name}@example.org" : $"{name.ToUpperInvariant()}@Example.ORG", ["password"] = App.AdminPassword })));
        Assert.Equal(1, answers.Count(answer => answer.Status == HttpStatusCode.Created));
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.Created), answer => Assert.Equal(HttpStatusCode.Conflict, answer.Status));
    }

    [Fact]
    public async Task W_19_the_own_address_can_be_saved_again()
    {
        var person = await scene.PersonAsync(scene.Unique("own"));
        var me = (await person.GetAsync("api/v1/me")).Body["user"]!;
        foreach (var email in new[] { (string)me["email"]!, ((string)me["email"]!).ToUpperInvariant() })
        {
            var saved = await person.PatchAsync("api/v1/me", new JsonObject { ["email"] = email, ["name"] = "Saved", ["current_password"] = App.AdminPassword });
            Assert.True(saved.Status == HttpStatusCode.OK, saved.Text);
        }
        Assert.Equal(HttpStatusCode.OK, (await scene.Admin.PatchAsync($"api/v1/users/{me["id"]}", new JsonObject { ["email"] = (string)me["email"]! })).Status);
    }
}

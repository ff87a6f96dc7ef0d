using System.Net;
using System.Text.Json.Nodes;
using Maestro.Tests.Support;
using static Maestro.Tests.Access.Incidents.Scene;

namespace Maestro.Tests.Access.Incidents.Security;

/// <summary>W-07: open registration, passwords of four characters, no limit on guesses, no second factor; every user could list all mails and read phone and address.</summary>
[Collection(Scene.Name), Trait("Weakness", "W-07")]
public sealed class W07RegistrationTests(Scene scene)
{
    [Fact]
    public async Task W_07_nobody_registers_unasked() =>
        Assert.Equal(HttpStatusCode.Forbidden, (await scene.Nobody.PostAsync("api/v1/auth/register", new JsonObject { ["name"] = "New", ["email"] = "new@example.org", ["password"] = "correct horse battery" })).Status);

    [Theory]
    [InlineData("four")]
    [InlineData("ninechars")]
    [InlineData("")]
    public async Task W_07_a_password_has_ten_characters(string password)
    {
        var answer = await scene.Admin.PostAsync("api/v1/users", new JsonObject { ["name"] = "Short", ["email"] = "short@example.org", ["password"] = password });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "password"), (answer.Status, answer.Body["errors"]!.AsObject().Single().Key));
    }

    [Fact]
    public async Task W_07_the_sixth_guess_waits_and_the_hash_is_a_slow_one()
    {
        var email = scene.Unique("guessed") + "@example.org";
        await scene.App.SignInNewUserAsync(email);
        var guess = new JsonObject { ["email"] = email, ["password"] = "a wrong guess" };
        foreach (var _ in Enumerable.Range(0, 5))
            Assert.Equal(HttpStatusCode.Unauthorized, (await scene.Nobody.PostAsync("api/v1/auth/token", guess.DeepClone())).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await scene.Nobody.PostAsync("api/v1/auth/token", guess)).Status);
        await using var read = scene.App.Database.Source.CreateCommand("select password_hash from access.users where email = $1");
        read.Parameters.Add(new() { Value = email });
        // ASP.NET Core Identity, version 3: PBKDF2 with its count of rounds in the header.
        var header = Convert.FromBase64String((string)(await read.ExecuteScalarAsync(Cancel))!);
        Assert.Equal(1, header[0]);
        Assert.True(System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(5)) >= 100_000);
    }

    [Fact]
    public async Task W_07_a_second_factor_can_be_switched_on_by_anybody()
    {
        var person = await scene.PersonAsync(scene.Unique("second"));
        var begun = await person.PostAsync("api/v1/me/second-factor", new JsonObject { ["current_password"] = App.AdminPassword });
        Assert.StartsWith("otpauth://totp/", (string)begun.Body["uri"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task W_07_mail_phone_and_address_of_others_are_not_told()
    {
        var person = await scene.PersonAsync(scene.Unique("private"));
        await person.PatchAsync("api/v1/me", new JsonObject { ["phone"] = "+55 11 5555 0199", ["address"] = "Hidden Lane 7", ["company"] = "Quiet Ltd" });
        var email = (string)(await person.GetAsync("api/v1/me")).Body["user"]!["email"]!;
        foreach (var path in new[] { $"api/v1/users/{scene.IdOf(person)}", "api/v1/users?limit=1000", $"api/v1/users?q={email.Split('@')[0]}", "api/v1/users?q=Hidden", "api/v1/users?q=5555" })
        {
            var text = (await scene.Stranger.GetAsync(path)).Text;
            foreach (var secret in new[] { email, "5555 0199", "Hidden Lane", "Quiet Ltd" })
                Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
        }
    }
}

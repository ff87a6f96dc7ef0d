using System.Text;
using System.Text.Json.Nodes;
using Maestro.Modules.Access.Factors;
using static Maestro.Tests.Access.AccessApi;

namespace Maestro.Tests.Access;

/// <summary>Accounts, second factors and invitations over HTTP.</summary>
public sealed class AccountsApiTests : IClassFixture<AccessApi>
{
    private readonly AccessApi api;

    public AccountsApiTests(AccessApi api)
    {
        this.api = api;
        api.Postbox.On = true;
    }

    [Fact]
    public async Task A_stranger_learns_who_may_register_and_no_more()
    {
        using var nobody = api.Client();
        var options = await SendAsync(nobody, HttpMethod.Get, "auth");
        Assert.Equal((200, "invite", true), (options.Status, options.Body!["registration"]!.GetValue<string>(), options.Body["mail"]!.GetValue<bool>()));
        var refused = await SendAsync(nobody, HttpMethod.Post, "auth/register", new JsonObject { ["name"] = "X", ["email"] = "x@example.org", ["password"] = AccessWorld.Password });
        Assert.Equal(403, refused.Status);
        foreach (var path in new[] { "invitations", "me/second-factor", "me/sessions" })
            Assert.Equal(401, (await SendAsync(nobody, HttpMethod.Get, path)).Status);
    }

    [Fact]
    public async Task A_new_password_by_mail_and_the_same_answer_for_everybody()
    {
        var (_, ana) = await api.APersonAsync("Ana");
        using var nobody = api.Client();
        Assert.Equal(204, (await SendAsync(nobody, HttpMethod.Post, "auth/forgot", new JsonObject { ["email"] = "unknown@example.org" })).Status);
        Assert.Equal(204, (await SendAsync(nobody, HttpMethod.Post, "auth/forgot", new JsonObject { ["email"] = "ana@example.org" })).Status);
        var reset = new JsonObject { ["token"] = api.Postbox.TokenTo("ana@example.org"), ["password"] = "an entirely new password" };
        Assert.Equal(204, (await SendAsync(nobody, HttpMethod.Post, "auth/reset", reset)).Status);
        Assert.Equal(401, (await SendAsync(ana, HttpMethod.Get, "me")).Status);
        Assert.Equal(422, (await SendAsync(nobody, HttpMethod.Post, "auth/reset", reset)).Status);
    }

    [Fact]
    public async Task A_token_takes_the_code_of_a_second_factor()
    {
        var (id, bea) = await api.APersonAsync("Bea");
        var begun = await SendAsync(bea, HttpMethod.Post, "me/second-factor", new JsonObject { ["current_password"] = AccessWorld.Password });
        var secret = Bytes(begun.Body!["secret"]!.GetValue<string>());
        var code = Totp.CodeOf(secret, Totp.StepAt(TimeProvider.System.GetUtcNow()));
        var on = await SendAsync(bea, HttpMethod.Post, "me/second-factor/confirm", new JsonObject { ["code"] = code });
        var recovery = on.Body!["recovery_codes"]!.AsArray().Select(one => one!.GetValue<string>()).ToList();
        Assert.Equal(10, recovery.Count);
        using var nobody = api.Client();
        var password = new JsonObject { ["email"] = "bea@example.org", ["password"] = AccessWorld.Password };
        var refused = await SendAsync(nobody, HttpMethod.Post, "auth/token", password.DeepClone());
        Assert.Equal((401, true), (refused.Status, refused.Body!["errors"]!.AsObject().ContainsKey("code")));
        password["code"] = code;
        Assert.Equal(401, (await SendAsync(nobody, HttpMethod.Post, "auth/token", password.DeepClone())).Status);
        password["code"] = recovery[0];
        Assert.Equal(200, (await SendAsync(nobody, HttpMethod.Post, "auth/token", password.DeepClone())).Status);
        Assert.Equal(9, (await SendAsync(bea, HttpMethod.Get, "me/second-factor")).Body!["recovery_codes_left"]!.GetValue<int>());
        Assert.Equal(403, (await SendAsync(bea, HttpMethod.Delete, $"users/{id}/second-factor")).Status);
        using var root = api.Client(await api.SignInAsync("root@example.org"));
        Assert.Equal(204, (await SendAsync(root, HttpMethod.Delete, $"users/{id}/second-factor")).Status);
        Assert.Equal(401, (await SendAsync(bea, HttpMethod.Get, "me")).Status);
    }

    [Fact]
    public async Task An_invitation_is_made_listed_taken_back_and_accepted()
    {
        var (_, cid) = await api.APersonAsync("Cid");
        var (_, dea) = await api.APersonAsync("Dea");
        var team = (await SendAsync(cid, HttpMethod.Post, "teams", new JsonObject { ["name"] = "Ops" })).Body!["id"]!.GetValue<string>();
        var made = await SendAsync(cid, HttpMethod.Post, $"teams/{team}/invitations", new JsonObject { ["level"] = "write" });
        Assert.Equal((201, false, "write"), (made.Status, made.Body!["mailed"]!.GetValue<bool>(), made.Body["level"]!.GetValue<string>()));
        Assert.Equal($"https://maestro.example.org/ops/join?token={made.Body["token"]}", made.Body["url"]!.GetValue<string>());
        var list = await SendAsync(cid, HttpMethod.Get, $"teams/{team}/invitations");
        Assert.Equal(1, list.Body!["count"]!.GetValue<int>());
        Assert.Null(list.Body["results"]![0]!["token"]);
        Assert.Equal(404, (await SendAsync(dea, HttpMethod.Get, $"teams/{team}/invitations")).Status);
        var back = await SendAsync(cid, HttpMethod.Post, $"teams/{team}/invitations", new JsonObject { ["level"] = "admin" });
        Assert.Equal(204, (await SendAsync(cid, HttpMethod.Delete, $"teams/{team}/invitations/{back.Body!["id"]}")).Status);
        Assert.Equal(422, (await SendAsync(dea, HttpMethod.Post, "invitations/accept", new JsonObject { ["token"] = back.Body["token"]!.DeepClone() })).Status);
        Assert.Equal(204, (await SendAsync(dea, HttpMethod.Post, "invitations/accept", new JsonObject { ["token"] = made.Body["token"]!.DeepClone() })).Status);
        Assert.Equal("write", (await SendAsync(dea, HttpMethod.Get, "me")).Body!["teams"]![0]!["level"]!.GetValue<string>());
    }

    [Fact]
    public async Task Signing_out_everywhere_and_ending_the_account_end_every_session()
    {
        var (_, eli) = await api.APersonAsync("Eli");
        using var other = api.Client(await api.SignInAsync("eli@example.org"));
        Assert.Equal(204, (await SendAsync(eli, HttpMethod.Delete, "me/sessions")).Status);
        Assert.Equal((401, 401), ((await SendAsync(eli, HttpMethod.Get, "me")).Status, (await SendAsync(other, HttpMethod.Get, "me")).Status));
        using var again = api.Client(await api.SignInAsync("eli@example.org"));
        Assert.Equal(422, (await SendAsync(again, HttpMethod.Delete, "me", new JsonObject { ["current_password"] = "wrong" })).Status);
        Assert.Equal(204, (await SendAsync(again, HttpMethod.Delete, "me", new JsonObject { ["current_password"] = AccessWorld.Password })).Status);
        Assert.Equal(401, (await SendAsync(again, HttpMethod.Get, "me")).Status);
    }

    /// <summary>What an authenticator program makes of the secret.</summary>
    private static byte[] Bytes(string secret)
    {
        var bits = new StringBuilder();
        foreach (var sign in secret)
            bits.Append(Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(sign, StringComparison.Ordinal), 2).PadLeft(5, '0'));
        return [.. bits.ToString().Chunk(8).Where(part => part.Length == 8).Select(part => Convert.ToByte(new string(part), 2))];
    }
}

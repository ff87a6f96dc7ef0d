using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Maestro.Tests.Support;
using static Maestro.Tests.Access.Incidents.Scene;

namespace Maestro.Tests.Access.Incidents;

/// <summary>Tokens (NetBox: v1 tokens in clear, #22431 no cryptographic randomness, #22457 timing).</summary>
[Collection(Scene.Name), Trait("Incident", "token handling")]
public sealed class TokenHandlingTests(Scene scene)
{
    [Fact]
    public async Task NetBox_v1_a_token_is_shown_once_and_stands_nowhere_in_the_database()
    {
        var made = await scene.Owner.PostAsync("api/v1/me/tokens", new JsonObject { ["name"] = "once", ["scope"] = "read" });
        var text = (string)made.Body["token"]!;
        Assert.DoesNotContain(text[15..], (await scene.Owner.GetAsync("api/v1/me/tokens")).Text, StringComparison.Ordinal);
        await using var tables = scene.App.Database.Source.CreateCommand(
            "select table_schema || '.' || table_name from information_schema.tables where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'");
        var names = new List<string>();
        await using (var rows = await tables.ExecuteReaderAsync(Cancel))
        {
            while (await rows.ReadAsync(Cancel))
                names.Add(rows.GetString(0));
        }
        Assert.Contains("access.tokens", names);
        foreach (var name in names)
        {
            await using var look = scene.App.Database.Source.CreateCommand($"""select count(*) from "{name.Replace(".", "\".\"", StringComparison.Ordinal)}" t where t::text like '%' || $1 || '%'""");
            look.Parameters.Add(new() { Value = text[15..].Replace("_", "\\_", StringComparison.Ordinal) });
            Assert.Equal((name, 0L), (name, (long)(await look.ExecuteScalarAsync(Cancel))!));
        }
    }

    [Fact]
    public void NetBox_22431_a_thousand_tokens_share_nothing()
    {
        var texts = Enumerable.Range(0, 1000).Select(_ => Maestro.Modules.Access.SignIn.TokenText.Make().Text).ToList();
        Assert.Equal(1000, texts.Select(text => text[15..27]).Distinct().Count());
        // 32 random bytes: every place of the secret takes many values.
        foreach (var place in Enumerable.Range(15, 42))
            Assert.InRange(texts.Select(text => text[place]).Distinct().Count(), 50, 64);
    }

    [Fact]
    public async Task NetBox_22457_the_right_beginning_of_a_token_is_worth_nothing()
    {
        var made = await scene.Owner.PostAsync("api/v1/me/tokens", new JsonObject { ["name"] = "near", ["scope"] = "read" });
        var text = (string)made.Body["token"]!;
        Assert.Equal(HttpStatusCode.OK, await MeAsync(text));
        Assert.Equal(HttpStatusCode.Unauthorized, await MeAsync(text[..20] + (text[20] == 'A' ? 'B' : 'A') + text[21..]));
        Assert.Equal(HttpStatusCode.Unauthorized, await MeAsync(text[..20]));
        Assert.Equal(HttpStatusCode.Unauthorized, await MeAsync(text[..15]));
    }

    [Fact]
    public async Task NetBox_v2_a_token_does_no_more_than_its_scope_and_ends_when_it_is_revoked()
    {
        var made = await scene.Owner.PostAsync("api/v1/me/tokens", new JsonObject { ["name"] = "scoped", ["scope"] = "read" });
        var text = (string)made.Body["token"]!;
        using var write = new HttpRequestMessage(HttpMethod.Post, "api/v1/servers") { Content = System.Net.Http.Json.JsonContent.Create(new { name = "x" }) };
        write.Headers.Authorization = new AuthenticationHeaderValue("Bearer", text);
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(scene.Nobody, write)).Status);
        await scene.Owner.DeleteAsync($"api/v1/me/tokens/{made.Body["id"]}");
        Assert.Equal(HttpStatusCode.Unauthorized, await MeAsync(text));
    }

    private async Task<HttpStatusCode> MeAsync(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/v1/me");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return (await SendAsync(scene.Nobody, request)).Status;
    }
}

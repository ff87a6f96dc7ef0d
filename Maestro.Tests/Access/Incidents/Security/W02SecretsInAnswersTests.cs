using System.Text.Json.Nodes;
using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;
using Maestro.Tests.Support;
using static Maestro.Tests.Access.Incidents.Scene;

namespace Maestro.Tests.Access.Incidents.Security;

/// <summary>
/// W-02: cloud credentials were only signed, and every reader received them in lists. Credentials of connections come with issue 4; what holds
/// today: no Kind has a field for a secret that answers show, and what signing in needs is encrypted or a digest.
/// </summary>
[Collection(Scene.Name), Trait("Weakness", "W-02")]
public sealed class W02SecretsInAnswersTests(Scene scene)
{
    [Fact]
    public void W_02_no_Kind_has_a_field_called_like_a_secret_that_is_shown_in_clear()
    {
        string[] secrets = ["password", "secret", "token", "conn", "access_key", "private_key", "credentials"];
        var shown = new Catalogue().All.SelectMany(kind => Fields(kind.Fields, kind.Name)).Where(field => secrets.Contains(field.Field.Name) && !field.Field.Sensitive).Select(field => field.Path);
        Assert.Empty(shown);
    }

    [Fact]
    public async Task W_02_the_second_factors_secret_is_not_in_the_database_in_clear()
    {
        var person = await scene.PersonAsync(scene.Unique("factor"));
        var begun = await person.PostAsync("api/v1/me/second-factor", new JsonObject { ["current_password"] = App.AdminPassword });
        var secret = (string)begun.Body["secret"]!;
        await using var look = scene.App.Database.Source.CreateCommand("select count(*) from access.second_factors f where f::text like '%' || $1 || '%'");
        look.Parameters.Add(new() { Value = secret });
        Assert.Equal(0L, await look.ExecuteScalarAsync(Cancel));
        Assert.DoesNotContain(secret, (await person.GetAsync("api/v1/me/second-factor")).Text + (await person.GetAsync("api/v1/me")).Text, StringComparison.Ordinal);
    }

    // The hint where a key is kept is for who reads the record; history, which more people will read one day, has dots.
    [Fact]
    public async Task W_02_where_a_key_is_kept_does_not_stand_in_history()
    {
        var record = await scene.MakeAsync("servers", $$"""{"name":"{{scene.Unique("auth")}}","auth":[{"username":"root","key":"vault-path-of-the-key"}]}""");
        await scene.Owner.PatchAsync(UrlOf(record), JsonNode.Parse("""{"auth":[{"username":"root","key":"another-path-of-the-key"}]}"""));
        var set = (await scene.Owner.GetAsync(UrlOf(record) + "/history")).Body["results"]![0]!["change_set"]!;
        foreach (var path in new[] { UrlOf(record) + "/history", UrlOf(record) + $"/diff?from={Uri.EscapeDataString((string)record["updated_at"]!)}", $"api/v1/change-sets/{set}" })
        {
            var answer = await scene.Owner.GetAsync(path);
            Assert.Contains("••••", answer.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("path-of-the-key", answer.Text, StringComparison.Ordinal);
        }
        Assert.Equal("another-path-of-the-key", (string)(await scene.Owner.GetAsync(UrlOf(record))).Body["auth"]![0]!["key"]!);
    }

    private static IEnumerable<(string Path, Field Field)> Fields(IReadOnlyList<Field> fields, string prefix) => fields.SelectMany(field => Inner(field.Type, $"{prefix}.{field.Name}").Prepend(($"{prefix}.{field.Name}", field)));

    private static IEnumerable<(string Path, Field Field)> Inner(FieldType type, string prefix) => type switch
    {
        Group group => Fields(group.Fields, prefix),
        ListOf list => Inner(list.Item, prefix),
        Ref reference => Fields(reference.Fields, prefix),
        _ => [],
    };
}

using System.Text.Json.Nodes;
using Maestro.Modules.Kernel;
using Maestro.Tests.Support;
using static Maestro.Tests.Access.Incidents.Scene;

namespace Maestro.Tests.Access.Incidents;

/// <summary>Templates and code (NetBox CVE-2026-29514; Nautobot CVE-2023-25657, CVE-2025-49142; GLPI CVE-2026-22248; Backstage's vm2): no text of a user's is ever evaluated.</summary>
[Collection(Scene.Name), Trait("Incident", "template and code execution")]
public sealed class TemplateExecutionTests(Scene scene)
{
    public static TheoryData<string> Templates => ["{{7*191}}", "${7*191}", "@(7*191)", "<%= 7*191 %>", "#{7*191}", "{% print(7*191) %}", "${jndi:ldap://127.0.0.1/x}", "{0}{1}%s%n", "$(id)", "`id`"];

    [Theory, MemberData(nameof(Templates))]
    public async Task CVE_2026_29514_a_template_in_a_name_is_the_name(string template)
    {
        var record = await scene.MakeAsync("servers", new JsonObject { ["name"] = template, ["notes"] = template, ["tags"] = new JsonArray(new JsonObject { ["key"] = "t", ["value"] = template }) }.ToJsonString());
        var read = (await scene.Owner.GetAsync(UrlOf(record))).Body;
        Assert.Equal((template, template), ((string)read["name"]!, (string)read["notes"]!));
        var csv = await scene.Owner.TextAsync($"api/v1/servers.csv?id={IdOf(record)}");
        Assert.DoesNotContain("1337", csv.Replace(IdOf(record), "", StringComparison.Ordinal), StringComparison.Ordinal);
        var history = await scene.Owner.GetAsync(UrlOf(record) + "/history");
        Assert.Equal(template, (string)history.Body["results"]![0]!["record"]!["name"]!);
    }

    [Theory, MemberData(nameof(Templates))]
    public async Task CVE_2025_49142_a_template_in_a_reason_a_title_or_an_error_is_text(string template)
    {
        var record = await scene.MakeAsync("servers", $$"""{"name":"{{scene.Unique("reasoned")}}"}""");
        using var request = new HttpRequestMessage(HttpMethod.Patch, UrlOf(record)) { Content = System.Net.Http.Json.JsonContent.Create(new { cpu = 2 }) };
        request.Headers.TryAddWithoutValidation("X-Maestro-Reason", template);
        await SendAsync(scene.Owner, request);
        Assert.Equal(template, (string)(await scene.Owner.GetAsync(UrlOf(record) + "/history")).Body["results"]![0]!["reason"]!);
        var refused = await scene.Owner.PatchAsync(UrlOf(record), new JsonObject { ["cpu"] = template });
        Assert.DoesNotContain("1337", refused.Text, StringComparison.Ordinal);
    }

    // A letter's words are fixed; what people wrote is put in as it is.
    [Fact]
    public async Task CVE_2026_22248_a_template_in_the_name_of_a_team_reaches_its_letters_as_text()
    {
        var letter = new Letter { To = "x@example.org", Subject = "s", Paragraphs = ["{{7*191}} invites you"] };
        Assert.Equal("{{7*191}} invites you", letter.Paragraphs[0]);
        var team = await scene.Owner.PostAsync("api/v1/teams", new JsonObject { ["name"] = "{{7*191}} ${7*191}" });
        var invited = await scene.Owner.PostAsync($"api/v1/teams/{team.Body["id"]}/invitations", new JsonObject { ["level"] = "read" });
        Assert.Contains("{{7*191}} ${7*191}", invited.Text, StringComparison.Ordinal);
    }
}

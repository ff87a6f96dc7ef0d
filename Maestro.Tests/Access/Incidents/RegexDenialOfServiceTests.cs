using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;
using Maestro.Tests.Support;
using static Maestro.Tests.Access.Incidents.Scene;

namespace Maestro.Tests.Access.Incidents;

/// <summary>Patterns that never end (Nautobot CVE-2026-44796): nobody's pattern is run, and no pattern of ours is slow.</summary>
[Collection(Scene.Name), Trait("Incident", "regex denial of service")]
public sealed class RegexDenialOfServiceTests(Scene scene)
{
    [Theory]
    [InlineData("(a+)+$")]
    [InlineData("^(([a-z])+.)+[A-Z]([a-z])+$")]
    [InlineData("(?=.*(.*)*)x")]
    [InlineData("%_%_%_%_%_%_%_%")]
    [InlineData("\\")]
    public async Task CVE_2026_44796_a_pattern_in_a_filter_is_compared_letter_by_letter(string pattern)
    {
        var name = new string('a', 200) + "!";
        var record = await scene.MakeAsync("servers", new JsonObject { ["name"] = name }.ToJsonString());
        foreach (var filter in new[] { "name__ic", "name__isw", "name__iew", "name", "q" })
        {
            var clock = Stopwatch.StartNew();
            var answer = await scene.Owner.GetAsync($"api/v1/servers?id={IdOf(record)}&{filter}={Uri.EscapeDataString(pattern)}");
            Assert.Equal((HttpStatusCode.OK, 0), (answer.Status, (int)answer.Body["count"]!));
            Assert.InRange(clock.Elapsed.TotalSeconds, 0, 5);
        }
    }

    public static TheoryData<string> Kinds => [.. new Catalogue().All.Select(kind => kind.Name)];

    [Theory, MemberData(nameof(Kinds))]
    public void CVE_2026_44796_no_field_takes_long_to_refuse_a_long_text(string name)
    {
        string[] texts = [new string('a', 60_000) + "!", new string('1', 60_000) + ".", string.Concat(Enumerable.Repeat("a.", 30_000)) + "@", string.Concat(Enumerable.Repeat(":", 60_000)), string.Concat(Enumerable.Repeat("a-", 30_000)), new string(' ', 60_000) + "x"];
        foreach (var field in new Catalogue().Get(name).Fields)
        {
            foreach (var text in texts)
            {
                var clock = Stopwatch.StartNew();
                field.Type.Check(JsonValue.Create(text), field.Name, new Checking(_ => null, Tolerant: false));
                Assert.True(clock.Elapsed < TimeSpan.FromSeconds(2), $"{field.Name} took {clock.Elapsed} for {text[..8]}…");
            }
        }
    }
}

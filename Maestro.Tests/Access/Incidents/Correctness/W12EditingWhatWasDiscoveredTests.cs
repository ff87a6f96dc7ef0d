using System.Net;
using System.Text.Json.Nodes;
using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;
using Maestro.Tests.Inventory;
using Maestro.Tests.Support;
using static Maestro.Tests.Access.Incidents.Scene;

namespace Maestro.Tests.Access.Incidents.Correctness;

/// <summary>W-12: editing a crawled record failed with 422, because validation did not know what discovery had written; so did changing its access.</summary>
[Collection(Scene.Name), Trait("Weakness", "W-12")]
public sealed class W12EditingWhatWasDiscoveredTests(Scene scene)
{
    public static TheoryData<string> Kinds => [.. new Catalogue().All.Where(kind => !kind.Shared && kind.WrittenBy is null).Select(kind => kind.Name)];

    [Theory, MemberData(nameof(Kinds))]
    public async Task W_12_what_a_source_wrote_in_every_field_can_be_edited_replaced_and_shared(string name)
    {
        var kind = new Catalogue().Get(name);
        var seen = SampleRecords.Of(kind, scene.Unique("seen"));
        foreach (var field in kind.Fields.Where(field => field.ReadOnly && field.Name is not "family"))
        {
            if ((field.Type is Any ? new JsonObject { ["anything"] = new JsonArray(1, "two", null) } : SampleRecords.Value(field.Type, "as reported", field)) is { } value)
                seen[field.Name] = value;
        }
        seen["name"] = $"{scene.Unique("seen")}-{new string('x', 200)}";
        if (kind.Find("unique_id") is not null)
            seen["unique_id"] = scene.Unique("uid");
        var made = await scene.Owner.PostAsync($"api/v1/{kind.Plural}?source=crawler", seen);
        Assert.True(made.Status == HttpStatusCode.Created, made.Text);
        var url = UrlOf(made.Body);
        var read = (await scene.Owner.GetAsync(url)).Body;
        // As a form sends it: the whole record, with one field changed.
        read["name"] = "renamed by hand";
        foreach (var answer in new[] { await scene.Owner.PatchAsync(url, read.DeepClone()), await scene.Owner.PutAsync(url, read.DeepClone()) })
            Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        await scene.GrantAsync(made.Body, (scene.Reader, "read"));
        Assert.Equal("renamed by hand", (string)(await scene.Reader.GetAsync(url)).Body["name"]!);
    }
}

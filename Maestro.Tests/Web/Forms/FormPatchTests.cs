using Maestro.Modules.Inventory;
using Maestro.Web.Inventory.Forms;
using Maestro.Web.Shared.Editors;

namespace Maestro.Tests.Web.Forms;

/// <summary>What a form sends: only what a person changed.</summary>
public sealed class FormPatchTests
{
    private const string Id = "0199f0a0-0000-7000-8000-000000000001";
    private const string Other = "0199f0a0-0000-7000-8000-000000000002";

    public static TheoryData<string, string, string, string> Changes => new()
    {
        { "server", """{"name":"a","cpu":4}""", """{"name":"a","cpu":4.0}""", "{}" },
        { "server", """{"name":"a"}""", """{"name":" a "}""", "{}" },
        { "server", """{"name":"a","cpu":4}""", """{"name":"b","cpu":4}""", """{"name":"b"}""" },
        { "server", """{"name":"a","cpu":4}""", """{"name":"a"}""", """{"cpu":null}""" },
        { "server", """{"os":{"base":"Linux","dist":"Debian"}}""", """{"os":{"base":"Linux","dist":"Ubuntu"}}""", """{"os":{"dist":"Ubuntu"}}""" },
        { "server", """{"os":{"base":"Linux","dist":"Debian"}}""", """{"os":{"base":"Linux"}}""", """{"os":{"dist":null}}""" },
        { "server", """{"os":{"base":"Linux"}}""", "{}", """{"os":null}""" },
        { "server", """{"storage":[{"name":"/","size":10}]}""", """{"storage":[{"name":"/","size":10},{}]}""", "{}" },
        { "server", """{"storage":[{"name":"/","size":10}]}""", """{"storage":[{"name":"/","size":20}]}""", """{"storage":[{"name":"/","size":20}]}""" },
        { "server", """{"tags":[{"key":"a","value":"1"},{"key":"b","value":"2"}]}""", """{"tags":[{"key":"b","value":"2"},{"key":"a","value":"1"}]}""", "{}" },
        { "server", """{"metas":{"x":1}}""", """{"metas":{"x":2}}""", "{}" },
        { "server", $$"""{"datacenters":{"id":"{{Id}}","name":"AWS","region":"eu"} }""", $$"""{"datacenters":{"id":"{{Id}}","name":"AWS","region":"us"} }""", """{"datacenters":{"region":"us"}}""" },
        { "server", $$"""{"datacenters":{"id":"{{Id}}","name":"AWS","region":"eu"} }""", $$"""{"datacenters":{"id":"{{Other}}","name":"GCP","zone":"a"} }""", $$"""{"datacenters":{"id":"{{Other}}","zone":"a"} }""" },
        { "server", $$"""{"datacenters":{"id":"{{Id}}","name":"AWS","region":"eu"} }""", """{"datacenters":{"region":"eu"}}""", """{"datacenters":{"id":null}}""" },
        { "server", $$"""{"applications":[{"id":"{{Id}}","name":"shop","kind":"application"}]}""", $$"""{"applications":[{"id":"{{Id}}","name":"renamed"}]}""", "{}" },
        { "server", $$"""{"applications":[{"id":"{{Id}}","hidden":true}]}""", $$"""{"applications":[{"id":"{{Id}}","hidden":true},{"id":"{{Other}}","name":"b"}]}""", $$"""{"applications":[{"id":"{{Id}}"},{"id":"{{Other}}"}]}""" },
    };

    [Theory, MemberData(nameof(Changes))]
    public void A_patch_holds_only_what_changed(string kind, string before, string now, string expected) =>
        Assert.Equal(Desk.Json(expected).ToJsonString(), FormPatch.Of(Desk.Kind(kind), Desk.Json(before), Desk.Json(now)).ToJsonString());

    [Theory]
    [InlineData("lvm", "{}", false)]
    [InlineData("lvm", """{"lvm":false}""", false)]
    [InlineData("lvm", """{"lvm":true}""", true)]
    [InlineData("role=Jobs", """{"role":"Worker"}""", false)]
    [InlineData("role=Jobs", """{"role":"jobs"}""", true)]
    [InlineData("role=Jobs", """{"role":"Worker","x":"kept"}""", true)]
    public void A_condition_decides_whether_a_field_is_offered(string when, string beside, bool offered) =>
        Assert.Equal(offered, Conditions.Offered(new Modules.Kinds.Field<string>("x", new Modules.Kinds.Types.Text()) { When = when }, Desk.Json(beside)));

    [Fact]
    public async Task What_others_changed_is_kept_and_clashes_are_chosen()
    {
        await using var desk = new Desk();
        var before = Desk.Json("""{"name":"a","cpu":4,"notes":"old","os":{"dist":"Debian"}}""");
        var mine = Desk.Json("""{"name":"mine","cpu":8,"notes":"old","os":{"dist":"Ubuntu"}}""");
        var theirs = desk.Put("server", "theirs", """{"cpu":4,"notes":"new","os":{"dist":"Debian","version":"12"}}""", version: 5);
        var merge = new StaleMerge(Desk.Kind("server"), before, mine, theirs);
        Assert.Equal([("name", true), ("os.dist", false), ("cpu", false)], merge.Rows.Select(row => (row.Path, row.Clash)).OrderByDescending(row => row.Clash).ThenByDescending(row => row.Path));
        Assert.Equal(["Notes", "Operating system · Version"], merge.Taken.Order());
        merge.Rows.Single(row => row.Clash).KeepMine = false;
        Assert.Equal("""{"cpu":8,"notes":"new","os":{"dist":"Ubuntu","version":"12"},"name":"theirs"}""", merge.Result().ToJsonString());
    }

    [Fact]
    public void A_clone_leaves_identity_behind()
    {
        using var desk = new Desk();
        var record = desk.Put("server", "web1", $$"""{"hostname":"web1","ipv4_private":"10.0.0.1","unique_id":"i-1","cpu":4,"raw_status":"running","datacenters":{"id":"{{Id}}","name":"AWS","region":"eu","instance_id":"i-1","account":"42"},"applications":[{"id":"{{Other}}","hidden":true}]}""");
        Assert.Equal($$"""{"cpu":4,"datacenters":{"region":"eu","id":"{{Id}}","name":"AWS"},"name":"copy"}""", RecordStart.Clone(Desk.Kind("server"), record, "copy").ToJsonString());
    }

    [Fact]
    public void An_address_fills_a_form()
    {
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery($"?name=web1&os__dist=Debian&cpu=4&datacenters={Id}&raw_status=x&nonsense=1");
        Assert.Equal(Desk.Json($$"""{"status":"Active","name":"web1","os":{"dist":"Debian"},"cpu":4,"datacenters":{"id":"{{Id}}"} }""").ToJsonString(),
            RecordStart.Fill(Desk.Kind("server"), RecordStart.Defaults(Desk.Kind("server")), query).ToJsonString());
    }
}

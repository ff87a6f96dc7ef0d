using System.Text;
using Maestro.Modules.Discovery.Providers;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;

namespace Maestro.Tests.Discovery;

/// <summary>Maestro's own JSON.</summary>
public sealed class JsonFileTests
{
    [Fact]
    public async Task The_template_reads_as_the_manual_promises()
    {
        using var template = JsonFiles.Template();
        using var text = new StreamReader(template, Encoding.UTF8);
        var (read, notes) = await Reading.ImportAsync("json", "maestro-template.json", await text.ReadToEndAsync());
        Assert.Empty(notes);
        Assert.Equal(["application", "flavor", "image", "server", "snapshot", "volume"], read.Drafts.Select(draft => draft.Kind).Order(StringComparer.Ordinal));
        Assert.All(read.Drafts, draft => Assert.Empty(draft.Errors));
        var server = read.Drafts.Single(draft => draft.Kind == "server");
        Assert.Equal(("[]", "[]"), (server.Fields["services"]!.ToJsonString(), server.Fields["tags"]!.ToJsonString()));
        Assert.Equal("Application", read.Drafts.Single(draft => draft.Kind == "application").Fields["family"].Text());
        Assert.Empty(read.CompleteScopes);
    }

    [Fact]
    public async Task Rows_are_named_by_their_list_and_place()
    {
        var (read, _) = await Reading.ImportAsync("json", "x.json", """{"servers": [{"name": "a"}, {"name": "b"}, 7], "load_balancers": [{"name": "lb"}]}""");
        Assert.Equal(["load_balancers[0]", "servers[0]", "servers[1]", "servers[2]"], read.Drafts.Select(draft => draft.Label).Order(StringComparer.Ordinal));
        Assert.Equal("must be an object", read.Drafts.Single(draft => draft.Label == "servers[2]").Errors[""][0]);
    }

    [Fact]
    public async Task A_list_nobody_knows_is_noted_and_a_file_without_any_is_refused()
    {
        var (_, notes) = await Reading.ImportAsync("json", "x.json", """{"servers": [], "widgets": [1]}""");
        Assert.Equal(("widgets", "is not a list that Maestro knows: skipped"), (notes.Single().Subject, notes.Single().Message));
        var problem = await Assert.ThrowsAsync<Problem>(() => Reading.ImportAsync("json", "x.json", """{"widgets": [1]}"""));
        Assert.StartsWith("\"x.json\" holds none of Maestro's lists, such as ", problem.Message, StringComparison.Ordinal);
        problem = await Assert.ThrowsAsync<Problem>(() => Reading.ImportAsync("json", "x.json", """{"servers": {"name": "a"}}"""));
        Assert.Equal((ProblemKind.Invalid, "servers: must be a list of servers"), (problem.Kind, problem.Message));
        problem = await Assert.ThrowsAsync<Problem>(() => Reading.ImportAsync("json", "x.json", "[]"));
        Assert.StartsWith("\"x.json\" must be an object of lists", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Loadbalance", "lb")]
    [InlineData("Database", "db")]
    public async Task The_family_of_a_row_is_kept_for_the_planner(string family, string name)
    {
        var (read, _) = await Reading.ImportAsync("json", "x.json", $$"""{"applications": [{"name": "{{name}}", "family": "{{family}}"}]}""");
        Assert.Equal(("application", family), (read.Drafts[0].Kind, read.Drafts[0].Fields["family"].Text()));
    }

    [Fact]
    public async Task What_every_record_carries_is_no_field()
    {
        var (read, _) = await Reading.ImportAsync("json", "x.json", """{"clients": [{"id": "0190f000-0000-7000-8000-000000000001", "name": "Acme", "version": 2, "state": "present", "url": "/api/v1/clients/x", "owner": {}, "_id": "x", "roles": [], "typo": 1}]}""");
        var draft = Assert.Single(read.Drafts);
        Assert.Equal(Guid.Parse("0190f000-0000-7000-8000-000000000001"), draft.NewId);
        Assert.Equal(["name", "typo"], draft.Fields.Select(pair => pair.Key));
    }
}

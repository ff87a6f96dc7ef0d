using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Web.Inventory.Lists.Bulk;
using Record = Maestro.Modules.Inventory.Record;

namespace Maestro.Tests.Web.Lists;

public sealed class BulkDraftsTests
{
    private static readonly Subject Ana = Subject.User(Guid.CreateVersion7());
    private static readonly Subject Team = Subject.Team(Guid.CreateVersion7());

    [Fact]
    public void Tags_are_added_replaced_and_taken_away_and_the_others_stay()
    {
        var draft = BulkDrafts.Tag(Of("""{"tags":[{"key":"a","value":"1"},{"key":"b","value":"2"},{"key":"c","value":"3"}]}"""), [new("b", "9"), new("d", "4")], ["a"]);

        Assert.Equal("""{"tags":[{"key":"b","value":"9"},{"key":"c","value":"3"},{"key":"d","value":"4"}]}""", draft!.Fields.ToJsonString());
    }

    [Fact]
    public void A_record_that_has_the_tags_already_is_left_alone() =>
        Assert.Null(BulkDrafts.Tag(Of("""{"tags":[{"key":"a","value":"1"}]}"""), [new("a", "1")], ["z"]));

    [Fact]
    public void A_link_is_added_once_and_hidden_ones_stay()
    {
        var (there, hidden, target) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        var record = Of($$"""{"system":[{"id":"{{there}}","name":"Shop"},{"id":"{{hidden}}","hidden":true}]}""");

        var items = (JsonArray)BulkDrafts.Link(record, "system", target)!.Fields["system"]!;

        Assert.Equal([there.ToString(), hidden.ToString(), target.ToString()], items.Select(item => (string?)item!["id"]));
        Assert.Null(BulkDrafts.Link(record, "system", there));
    }

    [Fact]
    public void A_grant_replaces_the_one_of_the_same_subject_only()
    {
        IReadOnlyList<NamedGrant> grants = [new(Ana, "Ana", Level.Admin), new(Team, "Ops", Level.Read)];

        Assert.Equal([new Grant(Ana, Level.Admin), new Grant(Team, Level.Write)], BulkDrafts.Grant(Of("{}"), grants, Team, Level.Write)!.Grants!);
        Assert.Equal([new Grant(Ana, Level.Admin)], BulkDrafts.Grant(Of("{}"), grants, Team, Level.None)!.Grants!);
        Assert.Null(BulkDrafts.Grant(Of("{}"), grants, Team, Level.Read));
    }

    private static Record Of(string fields) => new()
    {
        Id = Guid.CreateVersion7(), Kind = "application", Name = "shop", Fields = (JsonObject)JsonNode.Parse(fields)!, Version = 1, State = RecordState.Present,
        Owner = Ana, CreatedAt = DateTimeOffset.UnixEpoch, UpdatedAt = DateTimeOffset.UnixEpoch,
    };
}

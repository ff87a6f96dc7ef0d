using Bunit;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;
using Maestro.Web.Inventory.Lists;
using Record = Maestro.Modules.Inventory.Record;

namespace Maestro.Tests.Web.Lists;

public sealed class CellTests : IDisposable
{
    private const string Id = "01900000-0000-7000-8000-000000000001";
    private readonly Shelf shelf = new();

    public void Dispose() => shelf.Dispose();

    [Theory]
    [InlineData(Shape.Text, "hostname", "\"h1\"", "h1")]
    [InlineData(Shape.Text, "environment", "\"Production\"", "Production")]
    [InlineData(Shape.Number, "memory", "16384.5", "16,384.5")]
    [InlineData(Shape.Flag, "ebs_optimized", "true", "Yes")]
    [InlineData(Shape.Instant, "end_of_life", "\"2001-02-03T00:00:00.000Z\"", "3 Feb 2001")]
    [InlineData(Shape.Reference, "datacenters", """{"id":"01900000-0000-7000-8000-000000000001","name":"Prod","provider":"aws","region":"us-east-1","zone":"us-east-1a"}""", "AWS us-east-1a")]
    [InlineData(Shape.Reference, "datacenters", """{"id":"01900000-0000-7000-8000-000000000001","hidden":true}""", "hidden")]
    [InlineData(Shape.Group, "os", """{"base":"Linux","dist":"Ubuntu","version":"24.04"}""", "Ubuntu 24.04")]
    [InlineData(Shape.List, "ipv6", """["fe80::1","fe80::2"]""", "fe80::1, fe80::2")]
    [InlineData(Shape.List, "services", """[{"name":"nginx"},{"name":"redis"}]""", "nginx, redis")]
    [InlineData(Shape.List, "applications", """[{"id":"01900000-0000-7000-8000-000000000001","name":"shop"},{"id":"01900000-0000-7000-8000-000000000002","hidden":true},{"id":"01900000-0000-7000-8000-000000000003","name":"c"}]""", "shop, hidden +1")]
    [InlineData(Shape.Tags, "tags", """[{"key":"env","value":"prod"}]""", "env prod")]
    [InlineData(Shape.Any, "metas", """{"a":1}""", """{"a":1}""")]
    public void A_value_is_drawn_by_its_type(Shape shape, string name, string value, string shown)
    {
        var field = Shelf.Server.Find(name)!;

        Assert.Equal(shape, field.Type.Shape);
        Assert.Equal(shown, Text(Draw(field, value)));
    }

    [Fact]
    public void Every_shape_is_drawn_when_there_is_no_value() =>
        Assert.All(Shelf.Server.Fields, field => Assert.Equal("—", Text(Draw(field, null))));

    [Fact]
    public void A_reference_is_a_link_to_its_record() =>
        Assert.Equal($"inventory/applications/{Id}", Draw(Shelf.Server.Find("applications")!, $$"""[{"id":"{{Id}}","name":"shop"}]""").Find("a").GetAttribute("href"));

    [Theory]
    [InlineData("https://example.org/a", true)]
    [InlineData("javascript:alert(1)", false)]
    public void Only_web_addresses_become_links(string url, bool link)
    {
        var field = new Field<string>("url", new Url());

        Assert.Equal(link, Draw(field, System.Text.Json.JsonSerializer.Serialize(url)).FindAll("a").Count == 1);
    }

    [Fact]
    public void A_record_that_is_missing_says_so_in_its_status()
    {
        var cell = Cell("status", RecordState.Missing, """{"name":"web","status":"Active"}""");

        Assert.Equal("Missing", Text(cell));
    }

    [Fact]
    public void The_name_is_a_link_to_the_record() =>
        Assert.Equal($"inventory/servers/{Id}", Cell("name", RecordState.Present, """{"name":"web"}""").Find("a").GetAttribute("href"));

    [Fact]
    public void The_usual_columns_begin_with_the_name_and_end_with_source_and_seen()
    {
        var columns = shelf.Columns.Default(Shelf.Server).Select(column => column.Path);

        Assert.Equal(["name", "status", "ipv4_private", "os", "environment", "datacenters", "cpu", "memory", "applications", "source", "seen"], columns);
    }

    [Fact]
    public void Only_columns_with_an_index_are_ordered_by()
    {
        var columns = shelf.Columns.All(Shelf.Server).ToDictionary(column => column.Path, column => column.Sort);

        Assert.Equal("name", columns["name"]);
        Assert.Equal("os__dist", columns["os"]);
        Assert.Equal("datacenters__region", columns["datacenters"]);
        Assert.Null(columns["notes"]);
        Assert.Null(columns["applications"]);
    }

    private IRenderedComponent<FieldCell> Draw(Field field, string? value) =>
        shelf.Render<FieldCell>(parameters => parameters.Add(cell => cell.Field, field).Add(cell => cell.Value, value is null ? null : Shelf.Json(value)));

    private IRenderedComponent<RecordCell> Cell(string path, RecordState state, string fields) => shelf.Render<RecordCell>(parameters => parameters
        .Add(cell => cell.Record, new Record
        {
            Id = Guid.Parse(Id), Kind = "server", Name = "web", Fields = (System.Text.Json.Nodes.JsonObject)Shelf.Json(fields), Version = 1, State = state,
            Owner = Subject.User(Guid.Parse(Id)), CreatedAt = DateTimeOffset.UnixEpoch, UpdatedAt = DateTimeOffset.UnixEpoch,
        })
        .Add(cell => cell.Column, shelf.Columns.All(Shelf.Server).Single(column => column.Path == path)));

    private static string Text(IRenderedComponent<Microsoft.AspNetCore.Components.IComponent> drawn) =>
        string.Join(' ', System.Text.RegularExpressions.Regex.Replace(drawn.Markup, "<svg.*?</svg>|<[^>]+>", match => match.Value.StartsWith("<b", StringComparison.Ordinal) || match.Value == "</span>" ? " " : "")
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace(" ,", ",", StringComparison.Ordinal);
}

using Bunit;
using Maestro.Web.Shared;
using Microsoft.AspNetCore.Components;
using Xunit;

namespace Maestro.Tests.Web;

/// <summary>The shared components that decide something.</summary>
public sealed class ComponentTests : IAsyncDisposable
{
    private readonly Stage stage = new();

    public ValueTask DisposeAsync() => stage.DisposeAsync();

    [Theory]
    [InlineData("Active", "status good", "Active")]
    [InlineData("running", "status good", "Running")]
    [InlineData("Missing", "status warning", "Missing")]
    [InlineData("STOPPED", "status bad", "STOPPED")]
    [InlineData("creating", "status info live", "Creating")]
    [InlineData("not_enabled", "status", "Not enabled")]
    [InlineData("something a cloud made up", "status", "Something a cloud made up")]
    [InlineData(null, "status ring", "No status")]
    public void A_status_is_a_dot_and_a_word(string? status, string classes, string word)
    {
        var dot = stage.Render<StatusDot>(with => with.Add(one => one.Status, status)).Find("span");
        Assert.Equal(classes, string.Join(' ', dot.ClassName!.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal(word, dot.TextContent);
    }

    [Fact]
    public void A_pager_says_where_one_is()
    {
        var pager = stage.Render<Pager>(with => with.Add(one => one.Rows, 50).Add(one => one.From, 51).Add(one => one.Count, 1284).Add(one => one.NextHref, "n").Add(one => one.PreviousHref, "p"));
        Assert.Equal("51–100 of 1,284", pager.Find(".grow").TextContent);
        Assert.Equal(["p", "n"], pager.FindAll("a.btn").Select(link => link.GetAttribute("href")));
    }

    [Fact]
    public void A_pager_without_a_way_on_cannot_be_pressed()
    {
        var pager = stage.Render<Pager>(with => with.Add(one => one.Rows, 12).Add(one => one.From, 1).Add(one => one.Count, 12));
        Assert.Equal([true, true], pager.FindAll("button").Select(button => button.HasAttribute("disabled")));
    }

    [Fact]
    public void A_pager_admits_that_it_estimates()
    {
        var pager = stage.Render<Pager>(with => with.Add(one => one.Rows, 50).Add(one => one.Count, 21000).Add(one => one.Exact, false));
        Assert.Equal("50 of about 21,000", pager.Find(".grow").TextContent);
    }

    [Fact]
    public void A_filter_reads_as_a_sentence_and_can_be_taken_away()
    {
        var removed = 0;
        var chip = stage.Render<FilterChip>(with => with.Add(one => one.Field, "Role").Add(one => one.Operator, "is not")
            .Add(one => one.Values, ["Cache", "Database", "Container", "NAT"]).Add(one => one.OnRemove, () => removed++));
        Assert.Equal("Roleis notCache, Database and 2 more", chip.Find(".chip-text").TextContent);
        Assert.Equal("Cache, Database, Container, NAT", chip.Find(".chip-value").GetAttribute("title"));
        chip.Find("button[aria-label='Remove the filter on Role']").Click();
        Assert.Equal(1, removed);
    }

    [Theory]
    [InlineData(0.2, "just now")]
    [InlineData(2, "2 min ago")]
    [InlineData(59.6, "1 h ago")]
    [InlineData(60 * 23.6, "1 day ago")]
    [InlineData(60 * 24 * 6, "6 days ago")]
    [InlineData(60 * 24 * 92, "3 months ago")]
    [InlineData(60 * 24 * 400, "20 Oct 2025")]
    [InlineData(-90, "in 2 h")]
    public void A_moment_is_said_as_people_say_it(double minutes, string words)
    {
        var time = stage.Render<RelativeTime>(with => with.Add(one => one.At, Stage.Now.AddMinutes(-minutes))).Find("time");
        Assert.Equal(words, time.TextContent);
    }

    [Fact]
    public void The_exact_moment_shows_on_hover_in_the_readers_zone()
    {
        var time = stage.Render<RelativeTime>(with => with.Add(one => one.At, Stage.Now.AddDays(-2)).AddCascadingValue("Zone", TimeZoneInfo.FindSystemTimeZoneById("America/Sao_Paulo"))).Find("time");
        Assert.Equal("Sun 22 Nov 2026, 09:00:00 America/Sao_Paulo", time.GetAttribute("title"));
        Assert.Equal("2026-11-22T12:00:00Z", time.GetAttribute("datetime"));
    }

    [Fact]
    public void A_field_ties_label_help_and_errors_to_its_input()
    {
        var field = stage.Render<FormField>(with => with.Add(one => one.Label, "Name").Add(one => one.Name, "name").Add(one => one.Help, "What people call it.").Add(one => one.Required, true)
            .Add(one => one.Errors, ["Name is required.", "Name is too short."]).AddChildContent<TextInput>());
        var input = field.Find("input");
        Assert.Equal(input.Id, field.Find("label").GetAttribute("for"));
        Assert.Equal("true", input.GetAttribute("aria-invalid"));
        Assert.Equal($"{input.Id}-error {input.Id}-help", input.GetAttribute("aria-describedby"));
        Assert.Equal(["Name is required.", "Name is too short."], field.FindAll(".fault").Select(fault => fault.TextContent));
    }

    [Fact]
    public void A_field_without_errors_is_not_marked()
    {
        var field = stage.Render<FormField>(with => with.Add(one => one.Label, "Name").AddChildContent<TextInput>());
        Assert.False(field.Find("input").HasAttribute("aria-invalid"));
        Assert.Empty(field.FindAll(".fault"));
    }

    [Fact]
    public void A_bar_offers_everything_that_matches_until_it_is_chosen()
    {
        var bar = stage.Render<BulkBar>(with => with.Add(one => one.Count, 2).Add(one => one.Total, 214).Add(one => one.OnSelectAll, () => { }));
        Assert.Equal("Select all 214", bar.Find("button.link").TextContent);
        bar.Render(with => with.Add(one => one.AllSelected, true));
        Assert.Empty(bar.FindAll("button.link"));
        Assert.Equal("All 214 selected", bar.Find("b").TextContent);
    }

    [Fact]
    public void A_bar_without_a_selection_is_not_there() =>
        Assert.Equal("", stage.Render<BulkBar>(with => with.Add(one => one.Count, 0)).Markup.Trim());

    [Fact]
    public void A_tag_is_added_by_Enter_and_replaces_one_of_its_name()
    {
        IReadOnlyList<KeyValuePair<string, string>> tags = [new("owner", "a"), new("env", "prod")];
        var editor = stage.Render<TagEditor>(with => with.Add(one => one.Value, tags).Add(one => one.ValueChanged, value => tags = value));
        editor.Find("input").Input("owner = orders-team");
        editor.Find("input").KeyDown("Enter");
        Assert.Equal([new("env", "prod"), new("owner", "orders-team")], tags);
    }

    [Fact]
    public void What_still_waits_when_a_page_is_left_finds_itself_cancelled()
    {
        var gone = new Departure();
        gone.Cancel();
        gone.Dispose();
        Assert.True(gone.Token.IsCancellationRequested);
    }

    [Fact]
    public void What_waits_in_a_circuit_is_cancelled_when_Maestro_stops()
    {
        using var stopping = new CancellationTokenSource();
        using var gone = new Departure(stopping.Token);
        stopping.Cancel();
        Assert.True(gone.IsCancellationRequested);
    }

    [Fact]
    public void A_table_that_stacks_names_its_numbers()
    {
        var table = stage.Render<DataTable<string>>(with => with.Add(one => one.Stacks, true).Add(one => one.Rows, ["a"]).Add(one => one.KeyOf, row => row).Add(one => one.Label, "Scopes")
            .Add(one => one.Columns, [new TableColumn("name", "Name", Name: true), new TableColumn("seen", "Seen", Number: true)]).Add(one => one.Cell, cell => build => build.AddContent(0, cell.Column.Key)));
        Assert.Equal([null, "Seen"], table.FindAll("tbody td").Select(cell => cell.GetAttribute("data-label")));
    }

    [Fact]
    public void A_document_is_text_whatever_it_says()
    {
        var tree = stage.Render<JsonTree>(with => with.Add(one => one.Value, System.Text.Json.Nodes.JsonNode.Parse("""{"<b>x</b>":"<script>alert(1)</script>"}""")));
        Assert.Empty(tree.FindAll("script, b"));
        Assert.Contains("<script>alert(1)</script>", tree.Find("li").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_ticks_one_row_or_all()
    {
        IReadOnlySet<object> ticked = new HashSet<object>();
        RenderFragment<TableCell<string>> cell = one => builder => builder.AddContent(0, one.Row);
        var table = stage.Render<DataTable<string>>(with => with.Add(one => one.Label, "Letters").Add(one => one.Columns, [new TableColumn("a", "A")]).Add(one => one.Rows, ["x", "y"])
            .Add(one => one.KeyOf, row => row).Add(one => one.Cell, cell).Add(one => one.Ticked, ticked).Add(one => one.TickedChanged, keys => ticked = keys));
        table.FindAll("td input")[1].Change(true);
        Assert.Equal(["y"], ticked.Cast<string>());
        table.Find("th input").Change(true);
        Assert.Equal(["x", "y"], ticked.Cast<string>().Order());
    }
}

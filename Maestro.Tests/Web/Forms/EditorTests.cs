using System.Text.Json.Nodes;
using IElement = AngleSharp.Dom.IElement;
using Bunit;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;
using Maestro.Web.Shared.Editors;
using Microsoft.AspNetCore.Components;
using Tags = Maestro.Modules.Kinds.Types.Tags;

namespace Maestro.Tests.Web.Forms;

/// <summary>Every type of field has an editor that shows a value and gives back what is typed.</summary>
public sealed class EditorTests : IAsyncDisposable
{
    private readonly Desk desk = new();

    public static TheoryData<string> Types => [.. Plugs.InstancesOf<FieldType>().Select(type => type.GetType().Name)];

    [Theory, MemberData(nameof(Types))]
    public void Every_type_of_field_has_an_editor(string type) =>
        Assert.NotNull(EditorCatalogue.Find(Plugs.InstancesOf<FieldType>().Single(one => one.GetType().Name == type).GetType()));

    /// <summary>Field, its value, what is read in the input, what is typed, what comes back.</summary>
    public static TheoryData<Field, string, string, string, string> Bindings => new()
    {
        { new Field<string>("a", new Text()), "\"old\"", "old", "new", "\"new\"" },
        { new Field<string>("a", new Text(100, lines: true)), "\"one\"", "one", "one\ntwo", "\"one\\ntwo\"" },
        { new Field<decimal>("a", new Number()), "4", "4", "7.5", "7.5" },
        { new Field<decimal>("a", new Number()), "4", "4", "many", "\"many\"" },
        { new Field<string>("a", new Address()), "\"10.0.0.1\"", "10.0.0.1", "10.0.0.2", "\"10.0.0.2\"" },
        { new Field<string>("a", new Url()), "\"http://a\"", "http://a", "https://b", "\"https://b\"" },
        { new Field<string>("a", new Choice("colours", open: true)), "\"Red\"", "Red", "Mauve", "\"Mauve\"" },
        { new Field<string>("a", new Choice("colours")), "\"Red\"", "Red", "Green", "\"Green\"" },
        { new Field<DateTimeOffset>("a", new Instant()), "\"2026-11-24T00:00:00.000Z\"", "2026-11-24", "2027-01-02", "\"2027-01-02T00:00:00.000Z\"" },
        { new Field<object>("a", new Any()), "{\"x\":1}", "{\n  \"x\": 1\n}", "[1,2]", "[1,2]" },
        { new Field<object>("a", new ListOf(new Text())), "[\"x\"]", "x", "y", "[\"y\"]" },
        { new Field<object>("a", new Group(new Field<string>("b", new Text()))), "{\"b\":\"x\"}", "x", "y", "{\"b\":\"y\"}" },
        { new Field<object>("a", new ListOf(new Group(new Field<string>("b", new Text())))), "[{\"b\":\"x\"}]", "x", "y", "[{\"b\":\"y\"}]" },
    };

    [Theory, MemberData(nameof(Bindings))]
    public async Task An_editor_shows_its_value_and_gives_back_what_is_typed(Field field, string value, string read, string typed, string expected)
    {
        desk.Put("option", "Colours", """{"key":"colours","values":["Red","Green"]}""");
        var (view, given) = await RenderAsync(field, value);
        var input = view.Find("input:not([type=checkbox]),textarea,select");
        Assert.Equal(read, Shown(input).Replace("\r\n", "\n", StringComparison.Ordinal));
        input.Change(typed);
        Assert.Equal(expected, given()!.ToJsonString());
    }

    [Theory]
    [InlineData("\"10.1.1.300\" is not an IP address", "\"10.1.1.300\" não é um endereço IP")]
    [InlineData("\"Linus\" is not one of Linux, Windows", "\"Linus\" não é um destes: Linux, Windows")]
    [InlineData("-1 must be at least 0", "-1 precisa ser no mínimo 0")]
    [InlineData("is 300 characters long; at most 255 are kept", "tem 300 caracteres; cabem no máximo 255")]
    [InlineData("something nobody foresaw", "something nobody foresaw")]
    public void A_fault_is_said_in_the_readers_language(string fault, string portuguese)
    {
        var (before, stage) = (System.Globalization.CultureInfo.CurrentUICulture, new Stage());
        try
        {
            System.Globalization.CultureInfo.CurrentUICulture = System.Globalization.CultureInfo.GetCultureInfo("pt-BR");
            Assert.Equal(portuguese, Maestro.Web.Shared.Editors.FaultWords.In(stage.Texts, fault));
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentUICulture = before;
            stage.Dispose();
        }
    }

    [Fact]
    public async Task A_switch_that_goes_on_and_off_again_says_nothing()
    {
        var (view, given) = await RenderAsync(new Field<bool>("a", new Flag()), "null");
        view.Find("input").Change(true);
        Assert.Equal("true", given()!.ToJsonString());
        view.Find("input").Change(false);
        Assert.Null(given());
    }

    [Fact]
    public async Task Tags_are_added_by_key_and_kept_in_order()
    {
        var (view, given) = await RenderAsync(new Field<object>("a", new Tags()), """[{"key":"env","value":"prod"}]""");
        view.Find("input").Input("app=shop");
        view.Find("input").KeyDown("Enter");
        Assert.Equal("""[{"key":"app","value":"shop"},{"key":"env","value":"prod"}]""", given()!.ToJsonString());
    }

    [Fact]
    public async Task A_reference_is_found_by_typing_and_carries_its_own_fields()
    {
        var shop = desk.Put("application", "shop");
        var field = new Field<object>("a", new ListOf(new Ref("application", "depends on", "used by", new Field<string>("endpoint", new Text()))));
        var (view, given) = await RenderAsync(field, "null");
        view.Find("input[role=combobox]").Input("sho");
        view.WaitForElement("[role=option]").MouseDown();
        view.WaitForAssertion(() => Assert.Equal(shop.Id.ToString(), given()![0]!["id"].Text()));
        view.Find(".labelled input").Change("https://shop");
        Assert.Equal("https://shop", given()![0]!["endpoint"].Text());
    }

    [Fact]
    public async Task What_is_no_JSON_is_told_and_stops_saving()
    {
        desk.Put("option", "x");
        var form = await desk.FormAsync("server");
        var view = Draw(form, new Field<object>("a", new Any()), null, _ => { });
        view.Find("textarea").Change("{");
        Assert.True(form.Unreadable);
        Assert.StartsWith("This is not JSON", view.Find(".fault").TextContent, StringComparison.Ordinal);
        view.Find("textarea").Change("{}");
        Assert.False(form.Unreadable);
    }

    [Fact]
    public async Task A_value_is_judged_as_soon_as_it_is_left()
    {
        var (view, _) = await RenderAsync(new Field<string>("a", new Address()) { Label = "Private IP" }, "null");
        view.Find("input").Change("10.0.0");
        Assert.Equal("\"10.0.0\" is not an IP address", view.Find(".fault").TextContent);
        Assert.Equal("true", view.Find("input").GetAttribute("aria-invalid"));
        view.Find("input").Change("10.0.0.1");
        Assert.Empty(view.FindAll(".fault"));
    }

    [Fact]
    public async Task The_service_of_an_application_follows_its_family_and_who_runs_it()
    {
        desk.Put("service", "Redis", """{"families":["Cache"],"third_party":false}""");
        desk.Put("service", "ElastiCache", """{"families":["Cache"],"third_party":true}""");
        desk.Put("service", "Kafka", """{"families":["Broker"],"third_party":false}""");
        var form = await desk.FormAsync("cache");
        var provider = (Choice)Desk.Kind("cache").Find("provider")!.Type;
        Assert.Equal(["Redis"], FormTwists.ChoicesOf(form, provider));
        form.Set("own", JsonValue.Create(true));
        Assert.Equal(["ElastiCache"], FormTwists.ChoicesOf(form, provider));
    }

    [Fact]
    public async Task Regions_of_a_datacenter_bring_their_zones()
    {
        desk.Put("region", "Frankfurt", """{"code":"eu-central-1","provider":"AWS","zones":["eu-central-1a","eu-central-1b"]}""");
        var form = await desk.FormAsync("datacenter", """{"provider":"AWS","zones":["rack 7"]}""");
        form.Set("regions", new JsonArray("eu-central-1"));
        await FormTwists.FollowAsync(form, "regions", null, default);
        Assert.Equal("""["rack 7","eu-central-1a","eu-central-1b"]""", form.Now["zones"]!.ToJsonString());
    }

    private async Task<(IRenderedComponent<FieldEditor> View, Func<JsonNode?> Given)> RenderAsync(Field field, string value)
    {
        var form = await desk.FormAsync("server");
        var current = JsonNode.Parse(value);
        IRenderedComponent<FieldEditor>? view = null;
        view = Draw(form, field, current, changed =>
        {
            current = changed;
            view!.Render(with => with.Add(editor => editor.Value, changed));
        });
        return (view, () => current);
    }

    private IRenderedComponent<FieldEditor> Draw(FormContext form, Field field, JsonNode? value, Action<JsonNode?> changed) => desk.Render<FieldEditor>(with => with
        .AddCascadingValue(form)
        .Add(editor => editor.Field, field).Add(editor => editor.Path, "a").Add(editor => editor.Value, value)
        .Add(editor => editor.ValueChanged, EventCallback.Factory.Create<JsonNode?>(this, changed)));

    private static string Shown(IElement input) => input switch
    {
        AngleSharp.Html.Dom.IHtmlTextAreaElement area => area.GetAttribute("value") ?? area.Value,
        _ => input.GetAttribute("value") ?? "",
    };

    public ValueTask DisposeAsync() => desk.DisposeAsync();
}

using System.Text.Json.Nodes;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;

namespace Maestro.Tests.Kinds;

/// <summary>Every type of field checks, prints, parses, compares and describes.</summary>
public sealed class EveryFieldTypeTests
{
    private static readonly Dictionary<string, string[]> Lists = new() { ["env_options.environment"] = ["Production", "UAT"], ["more"] = ["Extra"] };

    private static readonly Dictionary<string, FieldType> Samples = new()
    {
        ["text"] = new Text(10),
        ["long-text"] = new Text(40, lines: true),
        ["number"] = new Number(above: 0, to: 1000),
        ["whole"] = new Number(whole: true, from: 1, to: 65535),
        ["flag"] = new Flag(),
        ["instant"] = new Instant(),
        ["address"] = new Address(),
        ["url"] = new Url(),
        ["choice"] = new Choice(),
        ["open-choice"] = new Choice("env_options.environment", open: true, "more"),
        ["tags"] = new Tags(),
        ["group"] = new Group(new Field<string>("dist", new Text()) { Required = true }, new Field<decimal>("size", new Number())),
        ["list"] = new ListOf(new Text()),
        ["keyed-list"] = new ListOf(new Group(new Field<string>("name", new Text()) { Required = true }, new Field<decimal>("size", new Number())), key: "name"),
        ["ref"] = new Ref("application", "depends on", "used by", new Field<string>("protocol", new Text())),
        ["refs"] = new ListOf(new Ref("application", "depends on", "used by", new Field<string>("protocol", new Text()))),
        ["any"] = new Any(),
    };

    /// <summary>Type, what is given, what is stored.</summary>
    public static TheoryData<string, string, string> Good => new()
    {
        { "text", "\" web \"", "\"web\"" },
        { "text", "4711", "\"4711\"" },
        { "long-text", "\"a\\r\\nb  \"", "\"a\\nb\"" },
        { "number", "\"4\"", "4" },
        { "number", "4.0", "4" },
        { "number", "0.5", "0.5" },
        { "whole", "443", "443" },
        { "flag", "\"yes\"", "true" },
        { "flag", "0", "false" },
        { "instant", "\"2026-11-24T10:00:00+02:00\"", "\"2026-11-24T08:00:00.000Z\"" },
        { "instant", "\"2026-11-24\"", "\"2026-11-24T00:00:00.000Z\"" },
        { "address", "\"10.0.0.1\"", "\"10.0.0.1\"" },
        { "address", "\"2001:DB8:0:0::1\"", "\"2001:db8::1\"" },
        { "url", "\"https://a.example:8443/x?y=1\"", "\"https://a.example:8443/x?y=1\"" },
        { "url", "\"db.internal:5432\"", "\"db.internal:5432\"" },
        { "choice", "\"production\"", "\"Production\"" },
        { "choice", "\"UTA\"", "\"UAT\"" },
        { "open-choice", "\"extra\"", "\"Extra\"" },
        { "open-choice", "\"Mine\"", "\"Mine\"" },
        { "tags", """{"b":"2","a":""}""", """[{"key":"a","value":""},{"key":"b","value":"2"}]""" },
        { "tags", """[{"key":"env","value":7}]""", """[{"key":"env","value":"7"}]""" },
        { "group", """{"dist":"Debian","size":"2"}""", """{"dist":"Debian","size":2}""" },
        { "list", "\"zone-a\"", """["zone-a"]""" },
        { "list", """["a","a","b"]""", """["a","b"]""" },
        { "keyed-list", """[{},{"name":"sda","size":20}]""", """[{"name":"sda","size":20}]""" },
        { "ref", "\"0193e5a8-0000-7000-8000-000000000001\"", """{"id":"0193e5a8-0000-7000-8000-000000000001"}""" },
        { "ref", """{"name":"orders","protocol":"rest"}""", """{"name":"orders","protocol":"rest"}""" },
        { "ref", """{"id":"0193e5a8-0000-7000-8000-000000000001","name":"ignored","family":"Cache"}""", """{"id":"0193e5a8-0000-7000-8000-000000000001"}""" },
        // A region says where a server is before its datacenter is known.
        { "ref", """{"protocol":"rest"}""", """{"protocol":"rest"}""" },
        { "refs", """[{"name":"a","protocol":"rest"},{"name":"a","protocol":"amqp"},{"name":"a","protocol":"rest"}]""", """[{"name":"a","protocol":"rest"},{"name":"a","protocol":"amqp"}]""" },
        { "any", """{"a":[1,{"b":null}]}""", """{"a":[1,{"b":null}]}""" },
    };

    /// <summary>Type, what is given, where and what the error is.</summary>
    public static TheoryData<string, string, string> Bad => new()
    {
        { "text", "\"elf letters!\"", "field: is 12 characters long; at most 10 are kept" },
        { "text", "\"a\\u0000b\"", "field: holds the control character U+0000" },
        { "text", "{}", "field: must be text" },
        { "number", "\"four\"", "field: \"four\" is not a number" },
        { "number", "0", "field: 0 must be more than 0" },
        { "number", "1001", "field: 1001 must be at most 1000" },
        { "whole", "1.5", "field: 1.5 must be a whole number" },
        { "flag", "\"maybe\"", "field: \"maybe\" is not yes or no" },
        { "instant", "\"2026-11-24T10:00:00\"", "field: \"2026-11-24T10:00:00\" is not a date and time with offset, such as 2026-11-24T08:00:00Z" },
        { "address", "\"10.0.0.256\"", "field: \"10.0.0.256\" is not an IP address" },
        { "address", "\"10\"", "field: \"10\" is not an IP address" },
        { "url", "\"javascript:alert(1)\"", "field: \"javascript:alert(1)\" is not a URL such as https://host:port/path" },
        { "choice", "\"Prod\"", "field: \"Prod\" is not one of Production, UAT" },
        { "tags", """[{"value":"x"}]""", "field.0: a tag needs a key" },
        { "tags", """[{"key":"a","value":"1"},{"key":"a","value":"2"}]""", "field.1: repeats the key \"a\"" },
        { "group", """{"size":2}""", "field.dist: is required" },
        { "group", """{"dist":"Debian","colour":"red"}""", "field.colour: is not a field of field" },
        { "keyed-list", """[{"name":"sda"},{"name":"sda"}]""", "field.1: repeats name \"sda\"" },
        { "ref", """{"id":"42"}""", "field.id: \"42\" is not an id" },
    };

    [Theory, MemberData(nameof(Good))]
    public void A_good_value_is_stored_in_one_form_that_survives_print_and_parse(string type, string given, string stored)
    {
        var checking = Strict();
        var value = Samples[type].Check(JsonNode.Parse(given)!, "field", checking);
        Assert.Empty(checking.Errors);
        Assert.Equal(stored, value!.ToJsonString(Json.Compact));
        var again = Samples[type].Check(Samples[type].Parse(Samples[type].Print(value))!, "field", checking);
        Assert.Equal(stored, again!.ToJsonString(Json.Compact));
    }

    [Theory, MemberData(nameof(Bad))]
    public void A_bad_value_gets_a_clear_message_at_its_path(string type, string given, string message)
    {
        var checking = Strict();
        Samples[type].Check(JsonNode.Parse(given)!, "field", checking);
        Assert.Equal([message], checking.Errors.SelectMany(error => error.Value.Select(text => $"{error.Key}: {text}")));
    }

    [Theory]
    [InlineData("number", "four")]
    [InlineData("flag", "maybe")]
    [InlineData("instant", "yesterday")]
    [InlineData("tags", "[oops")]
    [InlineData("group", "oops")]
    [InlineData("keyed-list", "oops")]
    [InlineData("any", "{oops")]
    public void A_cell_that_cannot_be_read_says_so(string type, string text) =>
        Assert.Contains("is not", Assert.Throws<FormatException>(() => Samples[type].Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void An_empty_cell_is_no_value() => Assert.All(Samples.Values, type => Assert.Null(type.Parse("")));

    [Fact]
    public void No_value_prints_as_an_empty_cell() => Assert.All(Samples.Values, type => Assert.Equal("", type.Print(null)));

    [Fact]
    public void What_a_provider_calls_by_an_unknown_word_warns_and_is_kept()
    {
        var checking = new Checking(list => Lists.GetValueOrDefault(list), Tolerant: true);
        Assert.Equal("Prod", new Choice().Check(JsonValue.Create("Prod"), "environment", checking).Text());
        Assert.False(checking.HasErrors);
        Assert.Equal(["environment"], checking.Warnings.Keys);
    }

    [Fact]
    public void Every_type_has_a_sample_operators_and_a_schema()
    {
        foreach (var type in Plugs.TypesOf<FieldType>())
        {
            var samples = Samples.Values.Where(sample => sample.GetType() == type).ToList();
            Assert.True(samples.Count > 0, $"{type.Name} has no sample here");
            foreach (var sample in samples)
            {
                Assert.NotEmpty(sample.Name);
                Assert.Contains("empty", sample.Operators);
                Assert.True(sample is Any || sample.Schema().ContainsKey("type"), $"{type.Name} has no schema");
            }
        }
    }

    private static Checking Strict() => new(list => Lists.GetValueOrDefault(list), Tolerant: false);
}

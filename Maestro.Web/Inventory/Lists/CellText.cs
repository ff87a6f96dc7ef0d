using System.Globalization;
using System.Text.Json.Nodes;
using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;

namespace Maestro.Web.Inventory.Lists;

/// <summary>Values as the words of a cell.</summary>
internal static class CellText
{
    private const int Longest = 120;

    /// <summary>A value in a few words: the parts of a group, the items of a list.</summary>
    public static string Of(JsonNode? value, FieldType type) => Cut(type switch
    {
        _ when value is null => "",
        Group group when value is JsonObject thing => thing["dist"] is not null || thing["base"] is not null ? Os(thing) : Parts(group, thing),
        ListOf { Item: Group } when value is JsonArray items => string.Join(", ", items.Select(item => Label(item))),
        ListOf list when value is JsonArray items => string.Join(", ", items.Select(item => Of(item, list.Item))),
        Ref when value is JsonObject target => target["name"].Text() ?? target["external_id"].Text() ?? "",
        _ when value is JsonArray or JsonObject => value.ToJsonString(Json.Compact),
        _ => type.Print(value),
    });

    /// <summary>"Ubuntu 24.04".</summary>
    public static string Os(JsonObject os) =>
        string.Join(' ', new[] { os["dist"].Text() ?? os["base"].Text(), os["version"].Text() }.OfType<string>().Where(part => part.Length > 0));

    /// <summary>Zone, else region, of a placement.</summary>
    public static string? Place(JsonObject place) => place["zone"] switch
    {
        JsonArray { Count: > 0 } zones => string.Join(", ", zones.Select(zone => zone.Text())),
        JsonValue zone when zone.Text() is { Length: > 0 } text => text,
        _ => place["region"].Text(),
    };

    /// <summary>The whole of a placement, for those who hover.</summary>
    public static string Placement(JsonObject place) =>
        string.Join(" · ", new[] { place["name"].Text(), place["region"].Text(), Place(place) }.OfType<string>().Distinct());

    /// <summary>True for a reference whose target the reader may not see.</summary>
    public static bool Hidden(JsonObject target) => target["hidden"]?.ToJsonString() == "true";

    /// <summary>A number with the reader's separators.</summary>
    public static string Number(JsonNode value) =>
        decimal.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number.ToString("#,0.##", CultureInfo.CurrentCulture) : value.ToJsonString();

    public static DateTimeOffset? Moment(JsonNode value) =>
        DateTimeOffset.TryParse(value.Text(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    /// <summary>The address, if it is one that a browser may be sent to: names from clouds are hostile.</summary>
    public static string? Web(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri.AbsoluteUri : null;

    private static string Parts(Group group, JsonObject thing) =>
        string.Join(" · ", group.Fields.Where(field => thing[field.Name] is not null).Take(3).Select(field => Of(thing[field.Name], field.Type)));

    private static string Label(JsonNode? item) =>
        item is JsonObject thing ? thing["name"].Text() ?? thing["url"].Text() ?? thing.Select(pair => pair.Value.Text()).FirstOrDefault(text => text is not null) ?? "…" : item.Text() ?? "";

    private static string Cut(string text) => text.Length <= Longest ? text : text[..(Longest - 1)] + "…";
}

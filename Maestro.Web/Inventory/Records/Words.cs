using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;
using Microsoft.Extensions.Localization;

namespace Maestro.Web.Inventory.Records;

/// <summary>Values in a few words: for differences, notes and narrow cells.</summary>
internal static class Words
{
    private const int Longest = 160;

    /// <summary>A value as a person reads it; null for none.</summary>
    public static string? Of(JsonNode? node, Field? field, IStringLocalizer texts, IReadOnlyDictionary<Guid, string>? names = null) => node switch
    {
        null => null,
        JsonValue value => Scalar(value, field, texts, names),
        JsonArray list => Cut(string.Join(", ", list.Select(item => Of(item, field, texts, names)))),
        JsonObject thing => Cut(Thing(thing, field, texts, names)),
        _ => node.ToJsonString(Json.Compact),
    };

    /// <summary>A number with its unit.</summary>
    public static string Number(JsonNode node, string? unit)
    {
        var text = decimal.TryParse(node.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number.ToString("#,0.####", CultureInfo.CurrentCulture) : node.ToJsonString();
        return unit is null ? text : $"{text} {KindTexts.Translate(unit)}";
    }

    /// <summary>"Debian 12.8", from an operating system's parts.</summary>
    public static string? Os(JsonNode? os)
    {
        var parts = new[] { os.At("dist").Text() ?? os.At("base").Text(), os.At("version").Text() }.OfType<string>().Where(part => part.Length > 0);
        return string.Join(' ', parts) is { Length: > 0 } text ? text : null;
    }

    private static string Scalar(JsonValue value, Field? field, IStringLocalizer texts, IReadOnlyDictionary<Guid, string>? names)
    {
        switch (value.GetValueKind())
        {
            case JsonValueKind.True:
                return texts["Yes"];
            case JsonValueKind.False:
                return texts["No"];
            case JsonValueKind.Number:
                return field?.Name is "port" or "ports" ? value.ToJsonString() : Number(value, field?.Unit);
        }

        var text = value.Text() ?? value.ToJsonString();
        if (names is not null && Guid.TryParse(text, out var id) && names.TryGetValue(id, out var name))
            return name;
        if (field?.Type is Instant && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
            return at.UtcDateTime.ToString("d MMM yyyy HH:mm 'UTC'", CultureInfo.CurrentCulture);
        return Cut(text);
    }

    private static string Thing(JsonObject thing, Field? field, IStringLocalizer texts, IReadOnlyDictionary<Guid, string>? names)
    {
        if (thing["key"].Text() is { } key && thing.ContainsKey("value"))
            return $"{key}={thing["value"].Text()}";
        if (thing["hidden"] is not null)
            return texts["Hidden record"];
        var target = thing.RefId() is { } id ? thing["name"].Text() ?? names?.GetValueOrDefault(id) ?? id.ToString()[..8] : thing["name"].Text();
        var rest = thing.Where(pair => pair.Key is not ("id" or "name" or "family" or "provider" or "kind" or "key") && pair.Value is JsonValue)
            .Select(pair => Of(pair.Value, Member(field, pair.Key), texts, names)).ToList();
        return target is null ? string.Join(", ", rest) : rest.Count == 0 ? target : $"{target} ({string.Join(", ", rest)})";
    }

    private static Field? Member(Field? field, string name) => (field is null ? null : Paths.Item(field.Type)) switch
    {
        Group group => group.Find(name),
        Ref reference => reference.Fields.FirstOrDefault(one => one.Name == name),
        _ => null,
    };

    private static string Cut(string text) => text.Length <= Longest ? text : string.Concat(text.AsSpan(0, Longest - 1), "…");
}

using System.Text.Json.Nodes;
using Maestro.Modules.Kinds;
using Microsoft.Extensions.Localization;

namespace Maestro.Web.Inventory.Lists.Bulk;

/// <summary>Changes of a plan in a few words.</summary>
internal static class ChangeWords
{
    /// <summary>What changed: the field, and the part or the key of it.</summary>
    public static string Label(Kind kind, string path, IStringLocalizer texts)
    {
        var name = Leaves.FieldOf(path);
        var label = kind.Find(name) is { } field ? KindTexts.LabelOf(field) : name switch { "state" => texts["State"], "grants" => texts["Access"], _ => name };
        var rest = path[name.Length..].Trim('.', '[', ']');
        return rest.Length == 0 || Guid.TryParse(rest.Split('|')[0], out _) ? label : $"{label} · {rest}";
    }

    /// <summary>A value; the names of records that are known stand for their ids.</summary>
    public static string? Of(JsonNode? value, IReadOnlyDictionary<Guid, string> names) => value switch
    {
        null => null,
        JsonObject thing when thing.RefId() is { } id => thing["name"].Text() ?? names.GetValueOrDefault(id) ?? id.ToString(),
        JsonObject thing when thing["key"] is not null => thing["value"].Text() is { Length: > 0 } text ? text : thing["key"].Text(),
        JsonValue scalar when Guid.TryParse(scalar.Text(), out var id) && names.TryGetValue(id, out var name) => name,
        JsonValue scalar => Cut(scalar.Text() ?? scalar.ToJsonString()),
        _ => Cut(value.ToJsonString(Json.Compact)),
    };

    private static string Cut(string text) => text.Length <= 80 ? text : text[..79] + "…";
}

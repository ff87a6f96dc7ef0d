using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.Modules.Inventory;

namespace Maestro.Modules.Discovery.Providers;

/// <summary>Fills drafts: a value that is not there leaves no trace.</summary>
internal static class Drafts
{
    /// <summary>Sets a field by name, unless there is no value, or an empty object or list.</summary>
    internal static Draft Set(this Draft draft, string field, JsonNode? value)
    {
        draft.Fields.Put(field, value);
        return draft;
    }

    internal static Draft Set(this Draft draft, string field, decimal? value) => draft.Set(field, value is { } number ? JsonValue.Create(number) : null);

    internal static Draft Set(this Draft draft, string field, bool? value) => draft.Set(field, value is { } flag ? JsonValue.Create(flag) : null);

    /// <summary>The same draft, of a scope.</summary>
    internal static Draft In(this Draft draft, string scope) => scope.Length == 0 ? draft : new Draft(draft.Kind)
    {
        Id = draft.Id, Fields = draft.Fields, ExternalId = draft.ExternalId, Keys = draft.Keys, Scope = scope,
        Label = draft.Label, Raw = draft.Raw, Errors = draft.Errors, NewId = draft.NewId,
    };

    /// <summary>Sets a member, unless there is no value, or an empty one.</summary>
    internal static JsonObject Put(this JsonObject into, string name, JsonNode? value)
    {
        if (value is not null and not JsonObject { Count: 0 } and not JsonArray { Count: 0 })
            into[name] = value;
        return into;
    }

    internal static JsonObject Put(this JsonObject into, string name, decimal? value) => into.Put(name, value is { } number ? JsonValue.Create(number) : null);

    internal static JsonObject Put(this JsonObject into, string name, bool? value) => into.Put(name, value is { } flag ? JsonValue.Create(flag) : null);

    /// <summary>A reference to whatever has this id at its source.</summary>
    internal static JsonObject? To(string? external) => external is { Length: > 0 } ? new JsonObject { ["external_id"] = external } : null;

    /// <summary>References to whatever has these ids.</summary>
    internal static JsonArray? ToAll(IEnumerable<string?> externals) =>
        externals.OfType<string>().Where(external => external.Length > 0).Distinct().ToList() is { Count: > 0 } some ? new JsonArray([.. some.Select(To)]) : null;

    /// <summary>Megabytes as gigabytes, one decimal.</summary>
    internal static decimal? Gigabytes(decimal? megabytes) => megabytes is > 0 and < 1_000_000_000_000m and var some ? Math.Round(some / 1024m, 1, MidpointRounding.AwayFromZero) is > 0 and var rounded ? rounded : 0.1m : null;

    /// <summary>Sectors (always of 512 bytes, whatever the disk says) as gigabytes, two decimals.</summary>
    internal static decimal? OfSectors(decimal? sectors) => sectors is > 0 and < 1_000_000_000_000_000m and var some ? Math.Round(some * 512m / 1_073_741_824m, 2, MidpointRounding.AwayFromZero) is > 0 and var rounded ? rounded : 0.01m : null;

    /// <summary>A moment in the one spelling that is stored; null for what is none.</summary>
    internal static JsonNode? Moment(string? text) =>
        text is not null && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? JsonValue.Create(Kinds.Types.Instant.Print(moment)) : null;

    /// <summary>Status in Maestro's words, and in the provider's.</summary>
    internal static Draft Stated(this Draft draft, string? word, Func<string?, string?> translate) => draft.Set("status", translate(word)).Set("raw_status", word);

    /// <summary>Tags and what they say.</summary>
    internal static Draft Tagged(this Draft draft, JsonArray? tags) => draft
        .Set("environment", Label(tags, "environment", "env"))
        .Set("tags", tags);

    /// <summary>A further id that the provider knows it by.</summary>
    internal static Draft Also(this Draft draft, string? key)
    {
        if (key is not null)
            draft.Keys.Add(key);
        return draft;
    }

    /// <summary>Labels: a map of texts, or a list of words; null where there are none.</summary>
    internal static JsonArray? Labels(JsonElement? labels)
    {
        var pairs = labels switch
        {
            { ValueKind: JsonValueKind.Object } map => map.EnumerateObject().Select(pair => (pair.Name, Value: pair.Value.AsText() ?? "")),
            { ValueKind: JsonValueKind.Array } words => words.EnumerateArray().Select(word => (Name: word.AsText() ?? "", Value: "")),
            _ => [],
        };
        var all = pairs.Where(pair => pair.Name.Trim().Length > 0).DistinctBy(pair => pair.Name.Trim()).OrderBy(pair => pair.Name, StringComparer.Ordinal)
            .Select(pair => (JsonNode)new JsonObject { ["key"] = pair.Name, ["value"] = pair.Value }).ToList();
        return all.Count > 0 ? new JsonArray([.. all]) : null;
    }

    /// <summary>Value of a label, its key in any case: the first of these keys that has one.</summary>
    internal static string? Label(JsonArray? labels, params string[] keys) => keys
        .Select(key => labels?.FirstOrDefault(label => string.Equals(label!["key"]!.GetValue<string>(), key, StringComparison.OrdinalIgnoreCase))?["value"]?.GetValue<string>())
        .FirstOrDefault(value => !string.IsNullOrWhiteSpace(value));

    /// <summary>Chosen members of a block; of <c>a.b</c> the last part is the name.</summary>
    internal static JsonObject Pick(JsonElement block, params string[] members)
    {
        var picked = new JsonObject();
        foreach (var member in members)
            picked.Put(member[(member.LastIndexOf('.') + 1)..], block.At(member) is { ValueKind: not JsonValueKind.String } value ? value.Node() : block.Text(member));
        return picked;
    }

    /// <summary>Chosen members of every block of a name; nothing else of a block is kept.</summary>
    internal static JsonArray? Blocks(IEnumerable<JsonElement> blocks, params string[] members) =>
        blocks.Select(block => Pick(block, members)).Where(block => block.Count > 0).ToList() is { Count: > 0 } some ? new JsonArray([.. some]) : null;
}

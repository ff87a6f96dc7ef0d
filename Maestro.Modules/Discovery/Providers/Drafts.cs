using System.Globalization;
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
}

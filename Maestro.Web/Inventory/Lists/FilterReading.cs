using System.Globalization;
using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;
using Microsoft.Extensions.Localization;

namespace Maestro.Web.Inventory.Lists;

/// <summary>A condition of the address, ready to be shown and edited.</summary>
/// <param name="Parameter">Name of the parameter.</param>
/// <param name="Label">What is compared.</param>
/// <param name="Words">The operator as a word.</param>
/// <param name="Values">The values as they are read.</param>
/// <param name="Field">The field, or null for what can only be removed.</param>
/// <param name="Operator">The operator as it is chosen in the editor.</param>
/// <param name="Key">Key of the tag.</param>
/// <param name="Raw">The values as they stand in the address.</param>
public sealed record ListFilter(string Parameter, string Label, string Words, IReadOnlyList<string> Values, FilterField? Field, string Operator, string? Key, IReadOnlyList<string> Raw);

/// <summary>Turns filter parameters into conditions that a person reads, and back.</summary>
internal sealed class FilterReading(IKinds kinds, IQueries queries, IStringLocalizer<Texts> texts)
{
    private readonly FilterFields fields = new(kinds, texts);

    /// <summary>Every condition of an address. What cannot be read is shown as it stands, so that it can be removed.</summary>
    public IReadOnlyList<ListFilter> Of(Kind kind, ListAddress address, IReadOnlyDictionary<Guid, string> names, TimeZoneInfo? zone = null)
    {
        var filters = address.Filters(queries.Reserved).Select(name => One(kind, name, address.All(name), names, zone)).ToList();
        if (address["filter"] is { Length: > 0 } tree)
            filters.Add(new("filter", texts["Advanced filter"], "", [tree], null, "", null, [tree]));
        if (address["owner"] is { Length: > 0 } owner)
            filters.Add(new("owner", texts["Owner"], texts["is"], [Guid.TryParse(owner, out var id) && names.TryGetValue(id, out var name) ? name : owner], null, "", null, [owner]));
        return filters;
    }

    /// <summary>Ids within the filters, whose names a reader wants to see.</summary>
    public IEnumerable<(string Kind, Guid Id)> Targets(Kind kind, ListAddress address)
    {
        foreach (var name in address.Filters(queries.Reserved))
        {
            if (Test(kind, name, address.All(name)) is { } test && fields.Find(kind, test.Path)?.Target is { } target)
            {
                foreach (var value in test.Values)
                {
                    if (Guid.TryParse(value, out var id))
                        yield return (target, id);
                }
            }
        }
    }

    /// <summary>Writes a condition into an address, in the place of the one it replaces.</summary>
    public static ListAddress Write(ListAddress address, string? replaces, FilterField field, string op, string? key, IReadOnlyList<string> values)
    {
        var path = field.IsTags && key is { Length: > 0 } ? $"{field.Path}__{Uri.EscapeDataString(key)}" : field.Path;
        var name = FilterWords.Bare(op) ? $"{path}__empty" : op.Length == 0 ? path : $"{path}__{op}";
        IReadOnlyList<string> written = FilterWords.Bare(op) ? [op == FilterWords.Empty ? "true" : "false"] : values;
        if (replaces is not null && replaces != name)
            address = address.Without(replaces);
        return address.First().With(name, written);
    }

    private ListFilter One(Kind kind, string name, IReadOnlyList<string> values, IReadOnlyDictionary<Guid, string> names, TimeZoneInfo? zone)
    {
        if (Test(kind, name, values) is not { } test || fields.Find(kind, test.Path) is not { } field)
            return new(name, name, "=", values, null, "", null, values);
        var key = field.IsTags && test.Path.Length > field.Path.Length ? Uri.UnescapeDataString(test.Path[(field.Path.Length + 2)..]) : null;
        var op = test.Operator == "empty" ? values.Contains("false") ? FilterWords.Exists : FilterWords.Empty : test.Operator;
        var shown = FilterWords.Bare(op) ? [] : values.Select(value => Shown(field, value, names, zone)).ToList();
        var label = key is null ? field.Label : $"{texts["Tag"]} {key}";
        return new(name, label, FilterWords.Of(op, field.Type, texts), shown, field, op, key, values);
    }

    private Filter.Test? Test(Kind kind, string name, IReadOnlyList<string> values)
    {
        try
        {
            return queries.Test(kind, name, values);
        }
        catch (Problem)
        {
            // The list itself says what is wrong; the chip offers to remove it.
            return null;
        }
    }

    private string Shown(FilterField field, string value, IReadOnlyDictionary<Guid, string> names, TimeZoneInfo? zone) => field.Type switch
    {
        Ref => Guid.TryParse(value, out var id) && names.TryGetValue(id, out var name) ? name : value,
        Flag => value is "true" or "1" ? texts["Yes"] : texts["No"],
        Number when decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) =>
            number.ToString("#,0.##", CultureInfo.CurrentCulture) + (field.Field?.Unit is { } unit ? " " + KindTexts.Translate(unit) : ""),
        Instant when value.Length > 10 && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) =>
            TimeZoneInfo.ConvertTime(at, zone ?? TimeZoneInfo.Utc).ToString("d MMM yyyy, HH:mm", CultureInfo.CurrentCulture),
        _ when field.Path == "state" && value.Length > 0 => texts[char.ToUpperInvariant(value[0]) + value[1..]],
        _ => value,
    };
}

using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;

namespace Maestro.Web.Settings;

/// <summary>Where an option list is offered: a field of a Kind.</summary>
internal sealed record OptionPlace(Kind Kind, string Path, string Label);

/// <summary>Records that have a value of a list, in one field.</summary>
internal sealed record ValueUse(OptionPlace Place, long Count)
{
    /// <summary>The list of those records.</summary>
    public string Href(string value) => Urls.List(Place.Kind, $"{Place.Path}={Uri.EscapeDataString(value)}");
}

/// <summary>Finds which fields offer an option list and how many readable records use each value.</summary>
internal sealed class OptionUse(IInventory inventory, IKinds kinds)
{
    private const int MostValues = 1_000;

    /// <summary>Fields that offer the list. A family shares the fields of what it extends, so those count once.</summary>
    public IReadOnlyList<OptionPlace> PlacesOf(string key) =>
        [.. kinds.All.SelectMany(kind => (kind.Extends is null ? kind.Fields : kind.OwnFields).SelectMany(field => In(kind, field, field.Name, KindTexts.LabelOf(field), key)))];

    /// <summary>Use of every value of the list, by value. What is offered inside lists of records' parts cannot be counted and is left out.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<ValueUse>>> CountAsync(Actor actor, string key, CancellationToken cancel)
    {
        var uses = new Dictionary<string, List<ValueUse>>(StringComparer.OrdinalIgnoreCase);
        foreach (var place in PlacesOf(key).Where(place => Countable(place)))
        {
            foreach (var facet in await inventory.FacetAsync(actor, new Query { Kind = place.Kind.Name }, place.Path, MostValues, cancel))
            {
                if (facet.Value is not { } value)
                    continue;
                if (!uses.TryGetValue(value, out var list))
                    uses[value] = list = [];
                list.Add(new ValueUse(place, facet.Count));
            }
        }

        return uses.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<ValueUse>)pair.Value, StringComparer.OrdinalIgnoreCase);
    }

    private static bool Countable(OptionPlace place)
    {
        IReadOnlyList<Field> fields = place.Kind.Fields;
        foreach (var part in place.Path.Split("__"))
        {
            var type = fields.First(field => field.Name == part).Type;
            if (type is ListOf)
                return false;
            fields = type switch { Group group => group.Fields, Ref reference => reference.Fields, _ => [] };
        }

        return true;
    }

    private static IEnumerable<OptionPlace> In(Kind kind, Field field, string path, string label, string key)
    {
        var type = field.Type;
        while (type is ListOf list)
            type = list.Item;
        if (type is Choice choice && choice.Lists.Contains(key))
            yield return new(kind, path, label);
        foreach (var member in type switch { Group group => group.Fields, Ref reference => reference.Fields, _ => [] })
        {
            foreach (var place in In(kind, member, $"{path}__{member.Name}", $"{label} · {KindTexts.LabelOf(member)}", key))
                yield return place;
        }
    }
}

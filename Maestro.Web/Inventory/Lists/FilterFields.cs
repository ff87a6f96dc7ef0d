using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;
using Microsoft.Extensions.Localization;

namespace Maestro.Web.Inventory.Lists;

/// <summary>Everything a Kind can be filtered by: fields, their parts, the names of what they point at, and the record's own.</summary>
internal sealed class FilterFields(IKinds kinds, IStringLocalizer<Texts> texts)
{
    private static readonly string[] Instants = ["gte", "lte", "gt", "lt"];

    /// <summary>All of them, in the order of the form.</summary>
    public IReadOnlyList<FilterField> All(Kind kind)
    {
        var fields = kind.Fields.SelectMany(field => Of(field, "", "")).ToList();
        if (kinds.FamilyOf(kind).Count > 1)
            fields.AddRange(kinds.FamilyOf(kind).SelectMany(family => family.Fields).Where(field => kind.Find(field.Name) is null).DistinctBy(field => field.Name).SelectMany(field => Of(field, "", "")));
        fields.Add(new("state", texts["State"], new Text(), ["", "n"], null));
        fields.Add(new("last_seen", texts["Seen"], new Instant(), [.. Instants, "empty"], null));
        fields.Add(new("updated_at", texts["Changed"], new Instant(), Instants, null));
        fields.Add(new("created_at", texts["Created"], new Instant(), Instants, null));
        return fields;
    }

    /// <summary>The one of that path; for tags that of the field, whatever the key.</summary>
    public FilterField? Find(Kind kind, string path) =>
        All(kind) is var all && all.FirstOrDefault(field => field.Path == path) is { } found ? found
        : all.FirstOrDefault(field => field.IsTags && path.StartsWith(field.Path + "__", StringComparison.Ordinal));

    private IEnumerable<FilterField> Of(Field field, string before, string label)
    {
        var path = before + field.Name;
        var name = label + Plain(field);
        switch (field.Type)
        {
            case Group group:
                return group.Fields.SelectMany(member => Of(member, path + "__", name + " · "));
            case Ref reference:
                return Reference(field, reference, path, name);
            case ListOf { Item: Ref reference }:
                return Reference(field, reference, path, name);
            case ListOf { Item: Group group }:
                return [.. group.Fields.Where(member => member.Type is not (ListOf or Group or Ref)).SelectMany(member => Of(member, path + "__", name + " · ")), new(path, name, field.Type, ["empty"], field)];
            case ListOf { Item: Any } or Any:
                return [];
            case ListOf list:
                return [new(path, name, list.Item, list.Item.Operators, field)];
            case Url:
                return [new(path, name, new Text(), field.Type.Operators, field)];
            default:
                return [new(path, name, field.Type, field.Type.Operators, field)];
        }
    }

    private string Plain(Field field) => field.Name switch
    {
        "datacenters" => KindTexts.Translate(Sections.Placement),
        "os" => texts["OS"],
        _ => KindTexts.LabelOf(field),
    };

    private IEnumerable<FilterField> Reference(Field field, Ref reference, string path, string name)
    {
        yield return new(path, name, reference, reference.Operators, field);
        yield return new($"{path}__name", $"{name} · {texts["Name"]}", new Text(), ["ic", "", "isw"], null);
        if (reference.Kind == "datacenter" && kinds.Get("datacenter").Find("provider") is { } provider)
            yield return new($"{path}__provider", $"{name} · {KindTexts.LabelOf(provider)}", provider.Type, provider.Type.Operators, provider);
        foreach (var member in reference.Fields.SelectMany(member => Of(member, path + "__", name + " · ")))
            yield return member;
    }
}

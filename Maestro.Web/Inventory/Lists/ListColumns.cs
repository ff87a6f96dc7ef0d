using Maestro.Modules.Inventory;
using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;
using Microsoft.Extensions.Localization;

namespace Maestro.Web.Inventory.Lists;

/// <summary>The columns of a Kind: all there are, those shown unless the reader chooses, and those an address names.</summary>
internal sealed class ListColumns(IKinds kinds, IQueries queries, IStringLocalizer<Texts> texts)
{
    /// <summary>Every column, in the order of the form.</summary>
    public IReadOnlyList<ListColumn> All(Kind kind)
    {
        var orderable = queries.Orderable(kind).ToHashSet(StringComparer.Ordinal);
        var columns = kind.Fields.SelectMany(field => Of(field, [], null, orderable)).ToList();
        if (kind.Name == "datacenter")
            columns.Add(Own(DatacenterSight.Column, texts["Connection"]));
        columns.Add(Own("source", texts["Source"]));
        columns.Add(Own("seen", texts["Seen"]));
        columns.Add(Own("state", texts["State"]));
        columns.Add(Own("owner", texts["Owner"]));
        columns.Add(Own("updated_at", texts["Changed"], "updated_at"));
        columns.Add(Own("created_at", texts["Created"], "created_at"));
        columns.Add(Own("id", texts["ID"]));
        return columns;
    }

    /// <summary>What a list shows unless its reader chooses.</summary>
    public IReadOnlyList<ListColumn> Default(Kind kind)
    {
        var all = All(kind);
        var shown = all.Where(column => column.Field is { InList: true } && !column.Path.Contains("__", StringComparison.Ordinal)).ToList();
        if (kinds.FamilyOf(kind).Count > 1 && all.FirstOrDefault(column => column.Path == "family") is { } family && !shown.Contains(family))
            shown.Insert(Math.Min(1, shown.Count), family);
        // Where a thing stands reads better before how large it is.
        if (shown.Find(column => column.Field?.Type is Ref { Kind: "datacenter" }) is { } placement && shown.FindIndex(column => column.IsNumber) is var number and >= 0)
        {
            shown.Remove(placement);
            shown.Insert(number, placement);
        }

        shown.AddRange(all.Where(column => column.Path is DatacenterSight.Column or "source" or "seen" && !kind.Shared));
        return shown;
    }

    /// <summary>The columns that a list of names asks for; the name always comes first, and what no longer exists is left out.</summary>
    public IReadOnlyList<ListColumn> Chosen(Kind kind, string? names)
    {
        if (string.IsNullOrWhiteSpace(names))
            return Default(kind);
        var all = All(kind).ToDictionary(column => column.Path);
        var chosen = names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct()
            .Select(name => all.GetValueOrDefault(name)).OfType<ListColumn>().Where(column => !column.IsName).ToList();
        return all.TryGetValue("name", out var first) ? [first, .. chosen] : chosen.Count > 0 ? chosen : Default(kind);
    }

    private IEnumerable<ListColumn> Of(Field field, IReadOnlyList<string> prefix, string? before, HashSet<string> orderable)
    {
        IReadOnlyList<string> parts = [.. prefix, field.Name];
        var path = string.Join("__", parts);
        var label = before is null ? Head(field) : $"{before} · {Head(field)}";
        yield return new(path, label, field, SortOf(path, field, orderable));
        var inner = field.Type switch { Group group => group.Fields, Ref reference => reference.Fields, _ => [] };
        foreach (var column in inner.SelectMany(member => Of(member, parts, before is null ? Plain(field) : $"{before} · {Plain(field)}", orderable)))
            yield return column;
    }

    // A composite is ordered by the part that is read first.
    private static string? SortOf(string path, Field field, HashSet<string> orderable)
    {
        string[] candidates = field.Type switch
        {
            Ref { Kind: "datacenter" } => [$"{path}__region", $"{path}__zone"],
            Group group => [$"{path}__dist", .. group.Fields.Select(member => $"{path}__{member.Name}")],
            ListOf => [],
            _ => [path],
        };
        return Array.Find(candidates, orderable.Contains);
    }

    // A number's unit stands in the head, once; that a CPU has cores goes without saying.
    private string Head(Field field) => field is { Unit: { } unit and not "cores", Type: Number } ? $"{Plain(field)} ({KindTexts.Translate(unit)})" : Plain(field);

    // Heads are short, and every Kind that stands somewhere calls it so in a list.
    private string Plain(Field field) => field.Name switch
    {
        "datacenters" => KindTexts.Translate(Sections.Placement),
        "os" => texts["OS"],
        _ => KindTexts.LabelOf(field),
    };

    private static ListColumn Own(string path, string label, string? sort = null) => new(path, label, null, sort);
}

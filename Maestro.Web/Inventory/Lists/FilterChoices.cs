using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;
using Maestro.Web.Shared;

namespace Maestro.Web.Inventory.Lists;

/// <summary>Values to choose from: what records have, with how many; what the option list offers; records by name.</summary>
internal sealed class FilterChoices(IInventory inventory, IKinds kinds)
{
    private const int Most = 50;

    /// <summary>Values that match the words, those that records have first.</summary>
    public async Task<IReadOnlyList<Pick>> ValuesAsync(Actor actor, Kind kind, FilterField field, string words, CancellationToken cancel)
    {
        if (field.Target is { } target)
            return await RecordsAsync(actor, target, words, cancel);
        var picks = (await FacetsAsync(actor, kind, field, cancel)).ToList();
        if (field.Type is Choice choice)
            picks.AddRange((await OptionsAsync(actor, choice, cancel)).Where(option => picks.TrueForAll(pick => !string.Equals(pick.Value, option, StringComparison.OrdinalIgnoreCase))).Select(option => new Pick(option)));
        return [.. picks.Where(pick => pick.Word.Contains(words.Trim(), StringComparison.CurrentCultureIgnoreCase)).Take(Most)];
    }

    /// <summary>Records of a Kind whose names fit.</summary>
    public async Task<IReadOnlyList<Pick>> RecordsAsync(Actor actor, string kind, string words, CancellationToken cancel)
    {
        var found = !string.IsNullOrWhiteSpace(words) && kinds.Get(kind) is var target && target.Root == target.Name
            ? await inventory.SearchAsync(actor, words, kind, Most, cancel)
            : (await inventory.ListAsync(actor, new Query { Kind = kind, Words = words, Order = [new Sort("name", false)], Limit = Most, Counted = false }, cancel)).Rows;
        return [.. found.Select(record => new Pick(record.Id.ToString(), record.Name, Icon: kinds.Get(record.Kind).Icon))];
    }

    /// <summary>What the option lists of a choice offer.</summary>
    public async Task<IReadOnlyList<string>> OptionsAsync(Actor actor, Choice choice, CancellationToken cancel)
    {
        var query = new Query { Kind = "option", Filter = new Filter.Test("key", "", choice.Lists), Limit = 50, Counted = false };
        var lists = await inventory.ListAsync(actor, query, cancel);
        return [.. lists.Rows.SelectMany(list => (list.Fields["values"] as System.Text.Json.Nodes.JsonArray) ?? []).Select(value => value.Text()).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    private async Task<IReadOnlyList<Pick>> FacetsAsync(Actor actor, Kind kind, FilterField field, CancellationToken cancel)
    {
        if (field.Path == "state")
            return [new("present"), new("missing"), new("gone"), new("deleted")];
        // Lists and free paths have no facets; the words typed are the value then.
        if (field.IsTags || field.Field is null or { Type: ListOf } || field.Type is not (Choice or Text or Address))
            return [];
        try
        {
            var facets = await inventory.FacetAsync(actor, new Query { Kind = kind.Name, Counted = false }, field.Path, Most, cancel);
            return [.. facets.Where(facet => facet.Value is not null).Select(facet => new Pick(facet.Value!, facet.Label, facet.Count.ToString("N0", System.Globalization.CultureInfo.CurrentCulture)))];
        }
        catch (Problem problem) when (problem.Kind == ProblemKind.Malformed)
        {
            // A path within a list can be filtered by, not grouped by.
            return [];
        }
    }
}

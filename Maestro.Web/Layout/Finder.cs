using Maestro.Modules.Inventory;
using Maestro.Modules.Kernel;
using Maestro.Modules.Kinds;
using Microsoft.Extensions.Localization;

namespace Maestro.Web.Layout;

/// <summary>Finds records, Kinds and pages by words, for the search box and the palette.</summary>
public sealed class Finder(IInventory inventory, IKinds kinds, KnownPages pages, IViewer viewer, IStringLocalizer<Texts> texts)
{
    /// <summary>Records that match, ranked.</summary>
    public async Task<IReadOnlyList<Found>> RecordsAsync(string words, int limit, CancellationToken cancel)
    {
        if (words.Trim().Length == 0 || await viewer.ActorAsync(cancel) is not { } actor)
            return [];
        var records = await inventory.SearchAsync(actor, words, null, limit, cancel);
        return [.. records.Select(OfRecord)];
    }

    /// <summary>Kinds and pages whose name contains the words.</summary>
    public IReadOnlyList<Found> Places(string words)
    {
        var go = texts["Go to"].Value;
        var create = texts["Create"].Value;
        return [.. Pages(go).Concat(Lists(go)).Concat(words.Trim().Length == 0 ? [] : Forms(create))
            .Where(found => words.Trim().Length == 0 || found.Label.Contains(words.Trim(), StringComparison.CurrentCultureIgnoreCase))];
    }

    private Found OfRecord(Record record)
    {
        var kind = kinds.Get(record.Kind);
        return new Found(texts["Records"], record.Name, kind.Icon, Urls.Record(kind, record.Id), KindTexts.LabelOf(kind));
    }

    private IEnumerable<Found> Pages(string group) =>
        new[] { new NavEntry("", "Dashboard", "dashboard", Urls.Home) }.Concat(NavEntry.All)
            .Where(entry => pages.Has(entry.Href)).Select(entry => new Found(group, texts[entry.Label], entry.Icon, entry.Href));

    private IEnumerable<Found> Lists(string group) =>
        kinds.All.Where(kind => kind.Group is KindGroup.Inventory or KindGroup.More).Select(kind => new Found(group, KindTexts.LabelPluralOf(kind), kind.Icon, Urls.List(kind)));

    private IEnumerable<Found> Forms(string group) =>
        kinds.All.Where(kind => kind.Group is KindGroup.Inventory or KindGroup.More).Select(kind => new Found(group, texts["New {0}", Inside(KindTexts.LabelOf(kind))], "plus", Urls.New(kind)));

    // Inside a sentence a label begins small, unless it is an abbreviation.
    private static string Inside(string label) =>
        label.Length > 1 && char.IsUpper(label[1]) ? label : char.ToLower(label[0], System.Globalization.CultureInfo.CurrentCulture) + label[1..];
}

using System.Globalization;
using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;
using Maestro.Web.Shared;
using Microsoft.JSInterop;
using Record = Maestro.Modules.Inventory.Record;

namespace Maestro.Web.Inventory.Lists;

/// <summary>Columns, length of a page, the walk from page to page, and the preview.</summary>
public sealed partial class RecordListPage
{
    // Cursors of the pages in the order they were walked through, for the way back; the first page has none.
    private readonly List<string?> walked = [null];
    private IReadOnlyList<ListColumn> all = [];
    private IReadOnlyList<ListColumn> columns = [];
    private IReadOnlyList<TableColumn> heads = [];
    private Dictionary<string, ListColumn> byKey = [];
    private bool hasStatus;
    private string? remembered;
    private int size = 50;
    private Record? preview;
    private int? current;

    private int Limit => int.TryParse(address["limit"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && asked is > 0 and <= 1000 ? asked : size;

    private Record? Current => current is { } at && at < rows.Count ? rows[at] : null;

    // Known while one walks on from the first page; an address from elsewhere may be any page.
    private long? From => walked.IndexOf(address["cursor"]) is var at and >= 0 ? (long)at * Limit + 1 : null;

    private void Columns()
    {
        var source = new ListColumns(Kinds, Queries, L);
        all = source.All(kind!);
        columns = source.Chosen(kind!, address["columns"] ?? remembered);
        byKey = columns.ToDictionary(column => column.Path);
        heads = [.. columns.Select(column => column.Head)];
        hasStatus = byKey.ContainsKey("status") || byKey.ContainsKey("state");
    }

    private string SortHref(string key) => byKey[key].Sort is { } path ? Urls.List(kind!, address.Ordered(path).ToString()) : Urls.List(kind!, address.ToString());

    private string Key(string what) => $"maestro-{what}:{actor?.UserId}:{kind!.Name}";

    private async Task RememberedAsync()
    {
        remembered = await Js.InvokeAsync<string?>("localStorage.getItem", gone.Token, Key("columns"));
        var length = await Js.InvokeAsync<string?>("localStorage.getItem", gone.Token, Key("rows"));
        size = int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var rowsKept) && rowsKept is >= 10 and <= 1000 ? rowsKept : 50;
    }

    private async Task ChooseColumnsAsync(IReadOnlyList<string>? chosen)
    {
        if (chosen is null)
        {
            remembered = null;
            await Js.InvokeVoidAsync("localStorage.removeItem", gone.Token, Key("columns"));
            Go(address.Without("columns"), replace: true);
        }
        else
        {
            remembered = string.Join(',', chosen);
            await Js.InvokeVoidAsync("localStorage.setItem", gone.Token, Key("columns"), remembered);
            Go(address.With("columns", remembered), replace: true);
        }

        Columns();
    }

    private async Task ChooseSizeAsync(string? chosen)
    {
        size = int.Parse(chosen ?? "50", CultureInfo.InvariantCulture);
        await Js.InvokeVoidAsync("localStorage.setItem", gone.Token, Key("rows"), chosen);
        Restart();
        var next = address.First().Without("limit");
        if (next.Equals(address))
            await LoadAsync();
        else
            Go(next);
    }

    private void Next()
    {
        if (page?.Next is not { } cursor)
            return;
        var here = walked.IndexOf(address["cursor"]);
        if (here >= 0)
        {
            walked.RemoveRange(here + 1, walked.Count - here - 1);
            walked.Add(cursor);
        }

        Go(address.Without("offset").With("cursor", cursor));
    }

    private void Previous()
    {
        var back = walked.IndexOf(address["cursor"]) is var here and > 0 ? walked[here - 1] : null;
        Go(back is null ? address.First() : address.With("cursor", back));
    }

    /// <summary>Another list of pages: another filter, order or length.</summary>
    private void Restart()
    {
        walked.Clear();
        walked.Add(null);
    }

    private Task PreviewAsync(Record record)
    {
        current = rows.ToList().IndexOf(record);
        return ShowAsync(preview?.Id == record.Id ? null : record.Id);
    }
}

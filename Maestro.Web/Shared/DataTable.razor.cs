using Microsoft.AspNetCore.Components;

namespace Maestro.Web.Shared;

/// <summary>What the table remembers: nothing but what it is told. Order, page and ticks belong to the page.</summary>
public sealed partial class DataTable<TRow>
{
    [Parameter, EditorRequired] public IReadOnlyList<TableColumn> Columns { get; set; } = [];

    [Parameter, EditorRequired] public IReadOnlyList<TRow> Rows { get; set; } = [];

    /// <summary>Draws one cell.</summary>
    [Parameter, EditorRequired] public RenderFragment<TableCell<TRow>> Cell { get; set; } = null!;

    /// <summary>What makes a row itself: its id.</summary>
    [Parameter, EditorRequired] public Func<TRow, object> KeyOf { get; set; } = row => row;

    /// <summary>What the table shows, for those who hear it.</summary>
    [Parameter, EditorRequired] public string Label { get; set; } = "";

    /// <summary>Keys of the ticked rows; null for a table without ticks.</summary>
    [Parameter] public IReadOnlySet<object>? Ticked { get; set; }

    [Parameter] public EventCallback<IReadOnlySet<object>> TickedChanged { get; set; }

    /// <summary>Key of the column that orders.</summary>
    [Parameter] public string? Sort { get; set; }

    [Parameter] public bool Descending { get; set; }

    /// <summary>The address of this list ordered by a column: order belongs into the address.</summary>
    [Parameter] public Func<string, string>? SortHref { get; set; }

    /// <summary>For tables whose order is nobody's address.</summary>
    [Parameter] public EventCallback<string> OnSort { get; set; }

    /// <summary>A row was pressed: opens its preview.</summary>
    [Parameter] public EventCallback<TRow> OnRow { get; set; }

    /// <summary>Key of the row whose preview is open.</summary>
    [Parameter] public object? Open { get; set; }

    /// <summary>Buttons at the end of each row.</summary>
    [Parameter] public RenderFragment<TRow>? RowActions { get; set; }

    /// <summary>What stands there without rows.</summary>
    [Parameter] public RenderFragment? Empty { get; set; }

    [Parameter] public bool Loading { get; set; }

    [Parameter] public int SkeletonCount { get; set; } = 12;

    /// <summary>On a phone each row is a block of its own: for few rows with long texts, not for wide lists.</summary>
    [Parameter] public bool Stacks { get; set; }

    [Parameter] public string? Class { get; set; }

    private bool Ticks => Ticked is not null;

    private int Width => Columns.Count + (Ticks ? 1 : 0) + (RowActions is null ? 0 : 1);

    private bool AllTicked => Rows.Count > 0 && Rows.All(row => Ticked!.Contains(KeyOf(row)));

    private bool SomeTicked => Rows.Any(row => Ticked!.Contains(KeyOf(row)));

    private string? SortOf(TableColumn column) => column.Key != Sort ? null : Descending ? "descending" : "ascending";

    private RenderFragment ArrowOf(TableColumn column) => builder =>
    {
        if (column.Key != Sort)
            return;
        builder.OpenComponent<Icon>(0);
        builder.AddComponentParameter(1, nameof(Icon.Name), Descending ? "chevron-down" : "chevron-up");
        builder.CloseComponent();
    };

    private string RowClassOf(TRow row, object key) =>
        string.Join(' ', new[] { OnRow.HasDelegate ? "link-row" : "", Ticked?.Contains(key) == true ? "selected" : "", Open is not null && Open.Equals(key) ? "open" : "" }.Where(part => part.Length > 0));

    private Task OpenAsync(TRow row) => OnRow.HasDelegate ? OnRow.InvokeAsync(row) : Task.CompletedTask;

    private Task TickAsync(object key, bool on)
    {
        var keys = new HashSet<object>(Ticked!);
        if (on)
            keys.Add(key);
        else
            keys.Remove(key);
        return TickedChanged.InvokeAsync(keys);
    }

    private Task TickAllAsync(bool on)
    {
        var keys = new HashSet<object>(Ticked!);
        foreach (var row in Rows)
            if (on)
                keys.Add(KeyOf(row));
            else
                keys.Remove(KeyOf(row));
        return TickedChanged.InvokeAsync(keys);
    }
}

namespace Maestro.Web.Shared;

/// <summary>A column of a table.</summary>
/// <param name="Key">Stable name: the field's path, or a name of the page's own.</param>
/// <param name="Label">Its head.</param>
/// <param name="Sortable">Whether its head is a way to order.</param>
/// <param name="Number">Right-aligned, tabular figures.</param>
/// <param name="Mono">Identifiers, addresses, paths.</param>
/// <param name="Name">The record's name: strong.</param>
/// <param name="Wraps">Long text that may take more lines.</param>
/// <param name="Help">What it is, on hover.</param>
public sealed record TableColumn(string Key, string Label, bool Sortable = false, bool Number = false, bool Mono = false, bool Name = false, bool Wraps = false, string? Help = null)
{
    internal string Class => string.Join(' ', new[] { Number ? "num" : "", Mono ? "mono" : "", Name ? "name" : "", Wraps ? "wraps" : "" }.Where(part => part.Length > 0));
}

/// <summary>Which cell is asked for.</summary>
public sealed record TableCell<TRow>(TRow Row, TableColumn Column);

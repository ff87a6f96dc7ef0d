using Maestro.Modules.Kernel;

namespace Maestro.Modules.Inventory;

/// <summary>Files that people fill and scripts read: what a list shows, out and in again without a change.</summary>
public interface IExchange
{
    /// <summary>
    /// Reads a CSV of one Kind as drafts: first column <c>id</c>, headers are field paths, lists as JSON. Throws
    /// <see cref="Problem"/> (malformed) for an unknown column, naming it, and for what is no CSV.
    /// </summary>
    Task<IReadOnlyList<Draft>> ReadCsvAsync(string kind, Stream content, CancellationToken cancel);

    /// <summary>Writes everything that matches, streamed. <paramref name="columns"/> are field paths, or null for all.</summary>
    Task ExportAsync(Actor actor, Query query, ExportFormat format, IReadOnlyList<string>? columns, Stream target, CancellationToken cancel);

    /// <summary>An empty CSV with every column of a Kind: a template to fill.</summary>
    string CsvHeader(string kind);
}

/// <summary>Format of an exported list.</summary>
public enum ExportFormat
{
    Csv,
    Json,
    Xlsx,
}

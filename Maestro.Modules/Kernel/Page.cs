namespace Maestro.Modules.Kernel;

/// <summary>A page of rows.</summary>
/// <param name="Rows">The rows of this page.</param>
/// <param name="Count">Number of all matching rows, or null where a keyset walk does not count.</param>
/// <param name="CountExact">False where <paramref name="Count"/> is an estimate.</param>
/// <param name="Next">Cursor of the next page, or null on the last.</param>
public sealed record Page<T>(IReadOnlyList<T> Rows, long? Count, bool CountExact, string? Next);

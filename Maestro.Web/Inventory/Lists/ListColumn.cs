using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;
using Maestro.Web.Shared;

namespace Maestro.Web.Inventory.Lists;

/// <summary>A column that a list can show: a field, a field within one, or something the record itself has.</summary>
/// <param name="Path">Path as in filters, with <c>__</c>; it names the column in the address.</param>
/// <param name="Label">Its head.</param>
/// <param name="Field">The declared field; null for the record's own.</param>
/// <param name="Sort">Path it is ordered by, or null.</param>
public sealed record ListColumn(string Path, string Label, Field? Field, string? Sort)
{
    public bool IsName => Path == "name";

    public bool IsNumber => Field?.Type is Number;

    /// <summary>As the table wants it.</summary>
    public TableColumn Head => new(Path, Label, Sort is not null, IsNumber, Field is { Mono: true } and { Type.Shape: Shape.Text }, IsName, Help: Field is null ? null : KindTexts.HelpOf(Field));
}

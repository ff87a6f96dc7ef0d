using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;

namespace Maestro.Web.Inventory.Lists;

/// <summary>Something a list can be filtered by.</summary>
/// <param name="Path">Path as it stands in the address, without operator.</param>
/// <param name="Label">What a person calls it: "Operating system · Distribution".</param>
/// <param name="Type">Type of the values compared.</param>
/// <param name="Operators">Operators that fit, as suffixes; the empty one is equality.</param>
/// <param name="Field">The declared field, or null for what the record itself has.</param>
public sealed record FilterField(string Path, string Label, FieldType Type, IReadOnlyList<string> Operators, Field? Field)
{
    /// <summary>The Kind whose records are chosen from, for references.</summary>
    public string? Target => (Type as Ref)?.Kind;

    /// <summary>Tags are filtered by one key.</summary>
    public bool IsTags => Type is Tags;

    /// <summary>The parameter's name with an operator.</summary>
    public string Name(string op) => op.Length == 0 ? Path : $"{Path}__{op}";
}

using Maestro.Modules.Kinds.Types;
using Microsoft.Extensions.Localization;

namespace Maestro.Web.Inventory.Lists;

/// <summary>Operators as words, so that a filter reads as a sentence.</summary>
internal static class FilterWords
{
    /// <summary>What "empty" with true and with false is called where it is chosen.</summary>
    public const string Empty = "empty=true";

    /// <summary>The opposite of <see cref="Empty"/>.</summary>
    public const string Exists = "empty=false";

    /// <summary>An operator's word for values of a type. <paramref name="op"/> is a suffix, <see cref="Empty"/> or <see cref="Exists"/>.</summary>
    public static string Of(string op, FieldType type, IStringLocalizer texts) => (op, type.Shape) switch
    {
        ("", _) => texts["is"],
        ("n", _) => texts["is not"],
        ("ic", _) => texts["contains"],
        ("nic", _) => texts["does not contain"],
        ("isw", _) => texts["begins with"],
        ("iew", _) => texts["ends with"],
        ("ie", _) => texts["is, in any case"],
        ("gt", Shape.Instant) => texts["is after"],
        ("gte", Shape.Instant) => texts["is since"],
        ("lt", Shape.Instant) => texts["is before"],
        ("lte", Shape.Instant) => texts["is until"],
        ("gt", _) => texts["is more than"],
        ("gte", _) => texts["is at least"],
        ("lt", _) => texts["is less than"],
        ("lte", _) => texts["is at most"],
        (Empty, _) => texts["is empty"],
        (Exists, _) => texts["exists"],
        _ => op,
    };

    /// <summary>What can be chosen for a field: "empty" becomes two choices.</summary>
    public static IReadOnlyList<string> Choices(FilterField field) =>
        [.. field.Operators.Where(op => op != "empty"), .. field.Operators.Contains("empty") ? new[] { Exists, Empty } : []];

    /// <summary>True for choices that take no value.</summary>
    public static bool Bare(string op) => op is Empty or Exists;

    /// <summary>True where several values may be given, any of which may match.</summary>
    public static bool Many(string op) => op is "" or "n" or "ic" or "nic" or "isw" or "iew" or "ie";
}

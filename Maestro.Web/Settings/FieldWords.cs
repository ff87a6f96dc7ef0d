using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;
using Microsoft.Extensions.Localization;

namespace Maestro.Web.Settings;

/// <summary>A field's type as a person reads it.</summary>
internal static class FieldWords
{
    /// <summary>"text", "number, cores", "list of applications" …</summary>
    public static string Type(Field field, IKinds kinds, IStringLocalizer texts) => Type(field.Type, field.Unit, kinds, texts);

    private static string Type(FieldType type, string? unit, IKinds kinds, IStringLocalizer texts) => type switch
    {
        ListOf { Item: Ref reference } => texts["list of {0}", KindTexts.LabelPluralOf(kinds.Get(reference.Kind)).ToLower(System.Globalization.CultureInfo.CurrentCulture)],
        ListOf list => texts["list: {0}", Type(list.Item, null, kinds, texts)],
        Ref reference => texts["one {0}", KindTexts.LabelOf(kinds.Get(reference.Kind)).ToLower(System.Globalization.CultureInfo.CurrentCulture)],
        Choice { Open: true } => texts["choice, or free text"],
        Choice => texts["choice"],
        Number when unit is not null => texts["number, {0}", KindTexts.Translate(unit)],
        Number => texts["number"],
        Flag => texts["yes or no"],
        Instant => texts["date and time"],
        Address => texts["IP address"],
        Url => texts["URL"],
        Tags => texts["tags"],
        Group => texts["group"],
        Any => texts["as the provider says"],
        _ => texts["text"],
    };

    /// <summary>Option lists that a field offers.</summary>
    public static IReadOnlyList<string> Lists(Field field) => Item(field.Type) is Choice choice ? choice.Lists : [];

    /// <summary>Fields inside the field.</summary>
    public static IReadOnlyList<Field> Members(Field field) => Item(field.Type) switch { Group group => group.Fields, Ref reference => reference.Fields, _ => [] };

    private static FieldType Item(FieldType type) => type is ListOf list ? Item(list.Item) : type;
}

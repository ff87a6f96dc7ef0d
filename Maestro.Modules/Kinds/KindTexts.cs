using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace Maestro.Modules.Kinds;

/// <summary>
/// Texts of Kinds and Fields in the reader's language. English stands in the Kinds themselves and is the key, so that a
/// changed sentence asks for a new translation; Portuguese stands in <c>Kinds.pt-BR.json</c>.
/// </summary>
public static class KindTexts
{
    private static readonly FrozenDictionary<string, string> Portuguese = Load("pt-BR");

    /// <summary>Singular for people: "Servidor".</summary>
    public static string LabelOf(Kind kind) => Translate(kind.Label);

    /// <summary>Plural for people: "Servidores".</summary>
    public static string LabelPluralOf(Kind kind) => Translate(kind.LabelPlural);

    /// <summary>What a record of the Kind is.</summary>
    public static string DescriptionOf(Kind kind) => Translate(kind.Description);

    /// <summary>Label of a field.</summary>
    public static string LabelOf(Field field) => Translate(field.Label);

    /// <summary>Help of a field.</summary>
    public static string HelpOf(Field field) => Translate(field.Help);

    /// <summary>A label, help, section, unit, relation or anything else a Kind says, in the current UI culture.</summary>
    public static string Translate(string english) => In(english, CultureInfo.CurrentUICulture);

    /// <summary>The same in a given culture; English where there is no translation.</summary>
    public static string In(string english, CultureInfo culture) =>
        culture.TwoLetterISOLanguageName == "pt" ? Portuguese.GetValueOrDefault(english, english) : english;

    /// <summary>Everything that the Kind says to people, in English.</summary>
    internal static IEnumerable<string> Said(Kind kind) =>
        new[] { kind.Label, kind.LabelPlural, kind.Description }.Concat(Said(kind.Fields));

    /// <summary>True when there is a Portuguese text.</summary>
    internal static bool Knows(string english) => Portuguese.ContainsKey(english);

    /// <summary>Every English text that is translated.</summary>
    internal static IEnumerable<string> Known => Portuguese.Keys;

    private static IEnumerable<string> Said(IEnumerable<Field> fields)
    {
        foreach (var field in fields)
        {
            yield return field.Label;
            yield return field.Help;
            yield return field.Section;
            if (field.Unit is { } unit)
                yield return unit;
            var type = field.Type;
            while (type is Types.ListOf list)
                type = list.Item;
            if (type is Types.Ref reference)
            {
                yield return reference.Relation;
                yield return reference.Inverse;
            }

            foreach (var text in Said(type switch { Types.Group group => group.Fields, Types.Ref edge => edge.Fields, _ => [] }))
                yield return text;
        }
    }

    private static FrozenDictionary<string, string> Load(string culture)
    {
        using var stream = typeof(KindTexts).Assembly.GetManifestResourceStream($"Maestro.Modules.Kinds.Kinds.{culture}.json")
            ?? throw new InvalidOperationException($"The texts for {culture} are not in the assembly.");
        return JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!.ToFrozenDictionary(StringComparer.Ordinal);
    }
}

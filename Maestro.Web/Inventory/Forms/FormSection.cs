using Maestro.Modules.Kinds;
using Maestro.Web.Shared.Editors;

namespace Maestro.Web.Inventory.Forms;

/// <summary>A tab of a form: fields that are typed, and those that discovery wrote.</summary>
/// <param name="Name">English name, as the Kind says it.</param>
/// <param name="Typed">Fields a person may type and the form offers now.</param>
/// <param name="Seen">Fields that discovery wrote and that have a value.</param>
public sealed record FormSection(string Name, IReadOnlyList<Field> Typed, IReadOnlyList<Field> Seen)
{
    /// <summary>Name in the reader's language.</summary>
    public string Label => KindTexts.Translate(Name);

    /// <summary>The sections of a form in the order of the Kind; those with nothing to type come last.</summary>
    public static IReadOnlyList<FormSection> Of(FormContext form) =>
        [.. form.Kind.Fields.GroupBy(field => field.Section)
            .Select(fields => new FormSection(
                fields.Key,
                [.. EditorCatalogue.Typed(fields).Where(field => Conditions.Offered(field, form.Now) && FormTwists.Offers(form, field.Name, field))],
                [.. fields.Where(field => field.ReadOnly && form.Now[field.Name] is not null)]))
            .Where(section => section.Typed.Count + section.Seen.Count > 0)
            .OrderBy(section => section.Typed.Count == 0)];

    /// <summary>How many things are wrong in it.</summary>
    public int CountFaults(FormContext form) => Typed.Sum(field => form.CountFaults(field.Name));
}

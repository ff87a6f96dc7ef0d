using System.Globalization;
using System.Text;
using Maestro.Modules.Kinds;
using Maestro.Modules.Kinds.Types;
using Maestro.Tests.Support;

namespace Maestro.Tests.Kinds;

/// <summary>The whole catalogue on one page, so that a review sees what moved.</summary>
public sealed class CatalogueApprovalTests
{
    [Fact]
    public void The_catalogue_is_as_approved()
    {
        var text = new StringBuilder();
        foreach (var kind in new Catalogue().All)
        {
            text.Append(CultureInfo.InvariantCulture, $"{kind.Name} ({kind.Plural}) {kind.Group} {kind.Order}");
            text.Append(kind.Extends is null ? "" : $" extends {kind.Extends}").Append(kind.Family is null ? "" : $" family {kind.Family}").Append(kind.Shared ? " shared" : "").Append('\n');
            foreach (var key in kind.NaturalKeys)
                text.Append(CultureInfo.InvariantCulture, $"  key {key.Name} {key.Rank} {key.Scope}: {string.Join(" + ", key.Paths)}\n");
            // What a family inherits stands with its parent.
            Fields(text, kind.OwnFields, "  ");
        }

        Approve.Text(text.ToString(), "Kinds");
    }

    private static void Fields(StringBuilder text, IReadOnlyList<Field> fields, string indent)
    {
        foreach (var field in fields)
        {
            string?[] flags = [field.Required ? "required" : null, field.Expected ? "expected" : null, field.Indexed ? "indexed" : null, field.Searchable ? "searchable" : null, field.InList ? "in-list" : null,
                field.ReadOnly ? "read-only" : null, field.WarnDuplicate ? "warn-duplicate" : null, field.Sensitive ? "sensitive" : null, field.FactsWin ? "facts-win" : null, field.Inherited ? null : "not-inherited",
                field.Default is null ? null : $"default={field.Default}", field.Unit is null ? null : $"unit={field.Unit}", field.When is null ? null : $"when={field.When}"];
            text.Append(indent).Append(field.Name).Append(": ").Append(Said(field.Type)).Append(" [").Append(field.Section).Append("] ").AppendJoin(' ', flags.OfType<string>());
            while (text[^1] == ' ')
                text.Length--;
            text.Append('\n');
            Fields(text, EveryKindTests.Innermost(field.Type) switch { Group group => group.Fields, Ref reference => reference.Fields, _ => [] }, indent + "  ");
        }
    }

    private static string Said(FieldType type) => type switch
    {
        ListOf list => $"list of {Said(list.Item)}{(list.Key is { } key and not "id" ? $" by {key}" : "")}",
        Ref reference => $"{reference.Kind} \"{reference.Relation}\" / \"{reference.Inverse}\"",
        Choice choice => $"choice {string.Join(" + ", choice.Lists)}{(choice.Open ? " (open)" : "")}",
        _ => type.Name,
    };
}

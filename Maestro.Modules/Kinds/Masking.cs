using System.Text.Json.Nodes;
using Maestro.Modules.Kinds.Types;

namespace Maestro.Modules.Kinds;

/// <summary>Puts dots over what is declared sensitive, however deep it stands in a value.</summary>
public static class Masking
{
    /// <summary>What is shown in the place of a sensitive value.</summary>
    public const string Dots = "••••";

    /// <summary>The value of a leaf as history shows it.</summary>
    public static JsonNode? Masked(Kind kind, string leaf, JsonNode? value)
    {
        var bracket = leaf.IndexOf('[', StringComparison.Ordinal);
        IReadOnlyList<Field> fields = kind.Fields;
        Field? field = null;
        foreach (var part in (bracket < 0 ? leaf : leaf[..bracket]).Split('.'))
        {
            field = fields.FirstOrDefault(one => one.Name == part);
            if (field is null || field.Sensitive)
                break;
            fields = Members(field.Type);
        }

        return value is null ? null : field is null ? value.DeepClone() : field.Sensitive ? Dots : Masked(field.Type, value);
    }

    private static JsonNode Masked(FieldType type, JsonNode value)
    {
        if (value is JsonArray list)
            return new JsonArray([.. list.Select(item => item is null ? null : Masked(type, item))]);
        var copy = value.DeepClone();
        if (copy is JsonObject thing)
        {
            foreach (var member in Members(type))
            {
                if (thing[member.Name] is { } inner)
                    thing[member.Name] = member.Sensitive ? Dots : Masked(member.Type, inner);
            }
        }

        return copy;
    }

    private static IReadOnlyList<Field> Members(FieldType type) => type switch
    {
        ListOf list => Members(list.Item),
        Group group => group.Fields,
        Ref reference => reference.Fields,
        _ => [],
    };
}

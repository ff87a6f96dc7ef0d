using System.Text.Json.Nodes;
using Maestro.Modules.Kinds;

namespace Maestro.Web.Shared.Editors;

/// <summary>Whether the form offers a field, by <see cref="Field.When"/> and what stands beside it.</summary>
public static class Conditions
{
    /// <summary>True when the condition holds, or when there is a value that must not be hidden.</summary>
    public static bool Offered(Field field, JsonObject? beside) => beside?[field.Name] is not null || Holds(field.When, beside);

    private static bool Holds(string? when, JsonObject? beside)
    {
        if (when is null)
            return true;
        var cut = when.IndexOf('=', StringComparison.Ordinal);
        return cut < 0
            ? beside?[when] is JsonValue flag && flag.TryGetValue<bool>(out var on) && on
            : string.Equals(beside?[when[..cut]].Text(), when[(cut + 1)..], StringComparison.OrdinalIgnoreCase);
    }
}

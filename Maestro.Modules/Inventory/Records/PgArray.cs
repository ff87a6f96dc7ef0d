using System.Text;

namespace Maestro.Modules.Inventory.Records;

/// <summary>Array literals, so that a row of <c>unnest</c> can carry an array of its own.</summary>
internal static class PgArray
{
    internal static string Of(IEnumerable<Guid> ids) => "{" + string.Join(',', ids) + "}";

    internal static string Of(IEnumerable<string> texts)
    {
        var literal = new StringBuilder("{");
        foreach (var text in texts)
        {
            if (literal.Length > 1)
                literal.Append(',');
            literal.Append('"').Append(text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)).Append('"');
        }

        return literal.Append('}').ToString();
    }
}

using System.Text;

namespace Maestro.Modules.Access.SingleSignOn;

/// <summary>Search filters (RFC 4515). What people type into them is a value, never a part of the filter.</summary>
internal static class LdapFilter
{
    public static readonly string[] Places = ["{dn}", "{name}"];

    /// <summary>Fills a filter's places, each value escaped.</summary>
    public static string Fill(string filter, string name, string? dn = null) =>
        filter.Replace("{name}", Escape(name), StringComparison.Ordinal).Replace("{dn}", Escape(dn ?? ""), StringComparison.Ordinal);

    /// <summary>A value as it stands in a filter: every octet that means something there as backslash and two digits.</summary>
    public static string Escape(string value)
    {
        var text = new StringBuilder();
        foreach (var sign in value)
            _ = sign switch
            {
                '\\' => text.Append("\\5c"),
                '*' => text.Append("\\2a"),
                '(' => text.Append("\\28"),
                ')' => text.Append("\\29"),
                // Braces would be places again.
                '{' => text.Append("\\7b"),
                '}' => text.Append("\\7d"),
                < ' ' or '\x7f' => text.Append('\\').Append(((int)sign).ToString("x2", System.Globalization.CultureInfo.InvariantCulture)),
                _ => text.Append(sign),
            };
        return text.ToString();
    }

    /// <summary>Whether parentheses enclose it and match.</summary>
    public static bool IsWhole(string filter)
    {
        var depth = 0;
        for (var at = 0; at < filter.Length; at++)
        {
            depth += filter[at] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth < 0 || (depth == 0 && at < filter.Length - 1))
                return false;
        }
        return filter.Length > 2 && depth == 0;
    }
}

using System.Text;

namespace Maestro.Web.Layout;

/// <summary>Tells what image some bytes are, by the bytes: a name's ending proves nothing.</summary>
internal static class ImageType
{
    private static readonly (byte[] Sign, string Type)[] Signs =
    [
        ([0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n'], "image/png"),
        ([0xFF, 0xD8, 0xFF], "image/jpeg"),
        ([.. "GIF87a"u8], "image/gif"),
        ([.. "GIF89a"u8], "image/gif"),
    ];

    /// <summary>The media type, or null when it is no image that a browser shows.</summary>
    public static string? Of(ReadOnlySpan<byte> content)
    {
        foreach (var (sign, type) in Signs)
        {
            if (content.StartsWith(sign))
                return type;
        }
        if (content.StartsWith("RIFF"u8) && content.Length > 12 && content[8..].StartsWith("WEBP"u8))
            return "image/webp";
        return IsSvg(Encoding.UTF8.GetString(content[..Math.Min(content.Length, 4096)])) ? "image/svg+xml" : null;
    }

    // The first element, after what may stand before it.
    private static bool IsSvg(string text)
    {
        var rest = text.AsSpan().TrimStart('\uFEFF').TrimStart();
        while (rest.StartsWith("<?") || rest.StartsWith("<!"))
        {
            var close = rest.StartsWith("<!--") ? "-->" : ">";
            var end = rest.IndexOf(close, StringComparison.Ordinal);
            if (end < 0)
                return false;
            rest = rest[(end + close.Length)..].TrimStart();
        }
        return rest.StartsWith("<svg ", StringComparison.Ordinal) || rest.StartsWith("<svg>", StringComparison.Ordinal) || rest.StartsWith("<svg\n", StringComparison.Ordinal);
    }
}
